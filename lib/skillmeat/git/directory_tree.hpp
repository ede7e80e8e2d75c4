#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <skillmeat/git/program.hpp>
#include <skillmeat/tree/source_tree.hpp>

namespace skillmeat::git {

/// Files of a directory on the disk, read when asked for. Symbolic links are rows whose content is
/// the target text; they are never followed, not in the middle of a path either.
///
/// Ids are empty until ensure_ids() has read every file: `detect` on a working tree needs none.
class DirectoryTree final : public tree::SourceTree {
  public:
    /// A row found on the disk; `path` relative to the directory.
    struct Found {
        std::string path;
        std::uint32_t mode = tree::mode_file;
    };

    /// `found` in any order, without repetitions.
    DirectoryTree(const Git& git, std::filesystem::path directory, HashKind hash,
                  std::vector<Found> found);

    [[nodiscard]] std::span<const tree::Entry> files() const override { return files_; }
    [[nodiscard]] std::span<const tree::Entry> directories() const override { return directories_; }
    [[nodiscard]] HashKind hash_kind() const override { return hash_; }
    [[nodiscard]] Result<void> prefetch(std::span<const std::size_t> indices) override;
    [[nodiscard]] Result<void> read(std::span<const std::size_t> indices, std::size_t limit,
                                    const Visitor& visit) override;

    /// Fills in the ids git would give the files and directories, reading all files once. A
    /// submodule keeps an empty id and counts for no tree. `io_error` when a file is not readable.
    [[nodiscard]] Result<void> ensure_ids();

  private:
    [[nodiscard]] Result<std::string> blob_id(const tree::Entry& entry) const;

    Git git_;
    std::filesystem::path directory_;
    HashKind hash_;
    std::vector<Found> found_;         // sorted; the entries point into it
    std::deque<std::string> storage_;  // directory names and ids
    std::vector<tree::Entry> files_;
    std::vector<tree::Entry> directories_;
    bool has_ids_ = false;
};

}  // namespace skillmeat::git
