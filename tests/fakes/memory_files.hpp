#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/sys/filesystem.hpp>

namespace skillmeat::fakes {

/// A disk in memory, with `/` at first. Relative paths are below `/`. Every change takes the next
/// number as mtime_ns. What is done to it is recorded by paths as they were given.
class MemoryFiles final : public sys::FileSystem {
  public:
    using Path = sys::Path;

    MemoryFiles();

    // For the test; these record nothing and never fail.
    /// Makes or replaces a file, and its parents.
    void put(const Path& path, std::string bytes, std::uint32_t mode = 0644);
    void put_directory(const Path& path, std::uint32_t mode = 0755);
    void put_link(const Path& path, std::string target);
    /// The file's bytes, links followed, or nothing.
    [[nodiscard]] std::optional<std::string> text(const Path& path) const;
    [[nodiscard]] bool exists(const Path& path) const;  ///< links are not followed
    /// Absolute paths of all files and links, sorted.
    [[nodiscard]] std::vector<std::string> files() const;
    [[nodiscard]] bool is_locked(const Path& path) const;

    /// The n-th write from now (1 is the next) fails with io_error and changes nothing.
    void fail_write_at(int n) { failing_write_ = n; }
    /// Every read of the path fails with io_error.
    void fail_reads_of(const Path& path);

    mutable std::vector<std::string> reads;  ///< read()
    std::vector<std::string> writes;         ///< write(), but not of unchanged content
    std::vector<std::string> removals;       ///< remove_file() and remove_tree() of what was there

    Result<std::optional<std::string>> read(const Path& path, std::uint64_t limit) const override;
    Result<std::optional<sys::FileStat>> stat(const Path& path) const override;
    Result<std::optional<sys::FileStat>> lstat(const Path& path) const override;
    Result<std::vector<sys::DirectoryEntry>> list(const Path& directory) const override;
    Result<std::string> read_link(const Path& path) const override;
    Result<Path> canonical(const Path& path) const override;
    Result<bool> write(const Path& path, std::string_view bytes,
                       std::uint32_t create_mode) override;
    Result<void> create_directories(const Path& path, std::uint32_t mode) override;
    Result<bool> remove_file(const Path& path) override;
    Result<std::uint64_t> remove_tree(const Path& path) override;
    Result<void> rename(const Path& from, const Path& to) override;
    /// `lock_timeout` at once when it is held; on_wait is called before if there was time to wait.
    Result<std::unique_ptr<sys::HeldLock>> lock(const Path& path,
                                                const sys::LockOptions& options) override;
    Result<std::size_t> remove_leftovers(const Path& directory) override;
    Result<std::unique_ptr<sys::Confined>> confine(const Path& directory) override;

  private:
    struct Node {
        sys::FileStat stat;
        std::string bytes;  ///< of a file its content, of a link its target
    };
    using Nodes = std::map<std::string, Node>;

    /// The path with links followed, the last one too when asked; ELOOP is an empty string.
    [[nodiscard]] std::string resolve(const Path& path, bool follow_last) const;
    [[nodiscard]] const Node* find(const Path& path, bool follow_last) const;
    Node& make(const std::string& path, sys::FileKind kind, std::uint32_t mode);
    void touch(Node& node);

    Nodes nodes_;  ///< by absolute path
    std::set<std::string> unreadable_;
    /// Holders by path: -1 for a writer, else the number of readers. Locks may outlive the disk.
    std::shared_ptr<std::map<std::string, int>> locks_;
    std::int64_t changes_ = 0;
    std::uint64_t inodes_ = 0;
    int failing_write_ = 0;
};

}  // namespace skillmeat::fakes
