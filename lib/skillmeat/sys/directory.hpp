#pragma once

#include <filesystem>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/sys/descriptor.hpp>
#include <skillmeat/sys/filesystem.hpp>

namespace skillmeat::sys {

[[nodiscard]] FileKind kind_of(unsigned int mode);  ///< of the st_mode of stat(2)

/// What an open directory holds, without `.` and `..`, sorted bytewise. `shown` is for messages.
[[nodiscard]] Result<std::vector<DirectoryEntry>> read_directory(Descriptor directory,
                                                                 const Path& shown);

/// FileSystem::create_directories on the real disk.
[[nodiscard]] Result<void> make_directories(const Path& path, std::uint32_t mode);

/// FileSystem::remove_tree on the real disk.
[[nodiscard]] Result<std::uint64_t> remove_directory_tree(const Path& path);

/// The same for a directory below an open one. `shown` is for messages.
[[nodiscard]] Result<std::uint64_t> remove_directory_tree_at(int parent, const std::string& name,
                                                             const Path& shown);

/// FileSystem::remove_leftovers on the real disk.
[[nodiscard]] Result<std::size_t> remove_temporaries(const Path& directory);

}  // namespace skillmeat::sys
