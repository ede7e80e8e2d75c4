#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>

namespace skillmeat::sys {

using Path = std::filesystem::path;

enum class FileKind { regular, directory, symlink, other };

struct FileStat {
    FileKind kind = FileKind::regular;
    std::uint64_t size = 0;     ///< bytes
    std::int64_t mtime_ns = 0;  ///< since the epoch
    std::uint64_t inode = 0;
    std::uint32_t mode = 0;  ///< permission bits

    bool operator==(const FileStat&) const = default;
};

struct DirectoryEntry {
    std::string name;
    FileKind kind = FileKind::regular;
};

inline constexpr std::uint64_t no_limit = UINT64_MAX;

/// Reads the disk. Functions that only read ask for this, not for FileSystem.
class FileReader {
  public:
    virtual ~FileReader() = default;

    /// The file's bytes; nothing when there is no such file (ENOENT, ENOTDIR). Any other failure,
    /// a directory, or more than `limit` bytes is an error (io_error, too_large).
    [[nodiscard]] virtual Result<std::optional<std::string>> read(
        const Path& path, std::uint64_t limit = no_limit) const = 0;

    /// Nothing when it does not exist. `stat` follows symbolic links, `lstat` does not.
    [[nodiscard]] virtual Result<std::optional<FileStat>> stat(const Path& path) const = 0;
    [[nodiscard]] virtual Result<std::optional<FileStat>> lstat(const Path& path) const = 0;

    /// Names in a directory, sorted bytewise, without `.` and `..`; empty when it does not exist.
    [[nodiscard]] virtual Result<std::vector<DirectoryEntry>> list(const Path& directory) const = 0;

    /// Target text of a symbolic link.
    [[nodiscard]] virtual Result<std::string> read_link(const Path& path) const = 0;

    /// Absolute path without symbolic links; the part that does not exist is kept as it is.
    [[nodiscard]] virtual Result<Path> canonical(const Path& path) const = 0;
};

class Confined;

/// Held while a writer works; released when destroyed, or by the kernel when the process dies.
class HeldLock {
  public:
    virtual ~HeldLock() = default;
    /// False where the file system has no locks to give (rule R12): nothing keeps others out then,
    /// so compare a file with what was read before replacing it.
    [[nodiscard]] virtual bool held() const { return true; }
};

struct LockOptions {
    std::int64_t timeout_ms = 300'000;  ///< 0: do not wait
    bool shared = false;
    /// Called once, after about a second of waiting.
    void (*on_wait)(void* context, const Path& path) = nullptr;
    void* context = nullptr;
};

/// Reads and writes the disk. Every write of the program goes through here.
class FileSystem : public FileReader {
  public:
    /// Replaces a file's content atomically (rules R1 to R5): temporary file in the same directory,
    /// fsync of file and directory, mode kept (`create_mode` & ~umask for a new file), a symlinked
    /// target stays a symlink, unchanged content is not rewritten. True when bytes were written.
    /// On an error the old bytes stand and no temporary file is left.
    [[nodiscard]] virtual Result<bool> write(const Path& path, std::string_view bytes,
                                             std::uint32_t create_mode = 0666) = 0;

    /// Makes the directory and its parents; existing ones are left as they are.
    [[nodiscard]] virtual Result<void> create_directories(const Path& path,
                                                          std::uint32_t mode = 0777) = 0;

    /// True when a file was removed, false when there was none.
    [[nodiscard]] virtual Result<bool> remove_file(const Path& path) = 0;

    /// Removes a directory with all below it, never following a symbolic link. Bytes freed.
    [[nodiscard]] virtual Result<std::uint64_t> remove_tree(const Path& path) = 0;

    /// Renames within one file system; `to` is replaced when it is a file or an empty directory.
    [[nodiscard]] virtual Result<void> rename(const Path& from, const Path& to) = 0;

    /// Takes flock(2) on a permanent file, made (0600) when missing and never removed.
    /// `lock_timeout` when it cannot be had in time. Where the file system has no locks, warns by
    /// holding nothing (rule R12).
    [[nodiscard]] virtual Result<std::unique_ptr<HeldLock>> lock(const Path& path,
                                                                 const LockOptions& options) = 0;

    /// Removes temporaries that killed runs left in a directory (rule R3): files named
    /// `.NAME.skillmeat-PID-RANDOM.tmp`. Call with the lock held. Number removed.
    [[nodiscard]] virtual Result<std::size_t> remove_leftovers(const Path& directory) = 0;

    /// The directory, which must be there, as a place that reads and writes cannot leave: for what
    /// repositories have a say in.
    [[nodiscard]] virtual Result<std::unique_ptr<Confined>> confine(const Path& directory) = 0;
};

/// The real disk.
[[nodiscard]] std::unique_ptr<FileSystem> make_disk();

}  // namespace skillmeat::sys
