#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>
#include <skillmeat/sys/descriptor.hpp>
#include <skillmeat/sys/filesystem.hpp>

namespace skillmeat::sys {

// What is done with open files, wherever they were opened. `bool`: false leaves errno set.

[[nodiscard]] bool says_missing(int error_number);  ///< ENOENT, ENOTDIR
[[nodiscard]] FileStat to_file_stat(const struct stat& status);

/// All bytes of a regular file; anything else is an error, more than `limit` bytes `too_large`.
[[nodiscard]] Result<std::string> read_file(const Descriptor& file, const Path& shown,
                                            std::uint64_t limit);

[[nodiscard]] bool write_bytes(const Descriptor& file, std::string_view bytes);

/// A failed fsync is final (rule R2): the kernel forgets the error, a second try would lie.
[[nodiscard]] bool sync_descriptor(const Descriptor& file);

/// Has the kernel begin to write, so that a later sync of many files waits once and not for each.
/// Only a hint: true also where it is not to be had.
[[nodiscard]] bool start_writeback(const Descriptor& file);

/// The names in a directory are on the disk afterwards. Some file systems cannot sync one.
/// `written` is what the message names: it is there, but may not outlive a power failure.
[[nodiscard]] Result<void> sync_names(const Descriptor& directory, const Path& shown,
                                      const Path& written);

}  // namespace skillmeat::sys
