#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/sys/filesystem.hpp>

namespace skillmeat::sys {

/// A directory that reads and writes stay in (rules R28, R33). Paths are relative to it, of
/// segments that are not empty, `.` or `..`; `.` alone is the directory itself. The way to a path
/// never leads through a symbolic link, nor is a link at its end followed, whatever others put
/// there meanwhile: that is `unsafe_path`. Nothing is remembered between calls as being safe.
class Confined {
  public:
    virtual ~Confined() = default;

    /// Nothing when it does not exist.
    [[nodiscard]] virtual Result<std::optional<FileStat>> lstat(std::string_view path) const = 0;
    /// Bytes of a regular file; nothing when there is none. More than `limit` bytes is `too_large`.
    [[nodiscard]] virtual Result<std::optional<std::string>> read(
        std::string_view path, std::uint64_t limit = no_limit) const = 0;
    /// Names in a directory, sorted bytewise; empty when it does not exist.
    [[nodiscard]] virtual Result<std::vector<DirectoryEntry>> list(std::string_view path) const = 0;
    /// Target text of a symbolic link.
    [[nodiscard]] virtual Result<std::string> read_link(std::string_view path) const = 0;

    /// True when it was made, false when it was there. The parent must be there.
    [[nodiscard]] virtual Result<bool> create_directory(std::string_view path,
                                                        std::uint32_t mode = 0777) = 0;
    /// Makes a file; `already_exists` when anything is there. Its bytes are only on their way to
    /// the disk until sync_tree(). Modes are `mode` & ~umask; setuid, setgid and sticky are never
    /// set.
    [[nodiscard]] virtual Result<void> create_file(std::string_view path, std::string_view bytes,
                                                   std::uint32_t mode = 0666) = 0;
    /// `already_exists` when anything is there.
    [[nodiscard]] virtual Result<void> create_link(std::string_view path,
                                                   const std::string& target) = 0;
    /// Replaces a file's content in one step, as FileSystem::write() does; a link is not followed.
    [[nodiscard]] virtual Result<void> write(std::string_view path, std::string_view bytes,
                                             std::uint32_t create_mode = 0666) = 0;
    /// Renames a file, link or directory to a name that is free: `already_exists` else.
    [[nodiscard]] virtual Result<void> move(std::string_view from, std::string_view to) = 0;

    /// Removes a file or link. False when there was none.
    [[nodiscard]] virtual Result<bool> remove_file(std::string_view path) = 0;
    /// Removes a directory that is empty. False when it is missing, or not empty.
    [[nodiscard]] virtual Result<bool> remove_directory(std::string_view path) = 0;
    /// Removes a file, link or directory with all below it. False when there was none.
    [[nodiscard]] virtual Result<bool> remove_tree(std::string_view path) = 0;

    /// Returns when what is at and below `path` is on the disk; names of it are only when the
    /// directory it stands in is synced, too.
    [[nodiscard]] virtual Result<void> sync_tree(std::string_view path) = 0;
    /// Returns when the names in a directory are on the disk.
    [[nodiscard]] virtual Result<void> sync_directory(std::string_view path) = 0;
};

/// How names are resolved: by openat2(2) where the kernel has it, else a component at a time.
enum class Resolution { kernel_or_stepwise, stepwise };

/// FileSystem::confine on the real disk.
[[nodiscard]] Result<std::unique_ptr<Confined>> confine_disk(
    const Path& directory, Resolution resolution = Resolution::kernel_or_stepwise);

/// Whether a path may be given to a Confined: `.`, or segments as described there, without NULs.
[[nodiscard]] bool is_confined_path(std::string_view path);

}  // namespace skillmeat::sys
