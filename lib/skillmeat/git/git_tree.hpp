#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/git/object_reader.hpp>
#include <skillmeat/git/program.hpp>
#include <skillmeat/tree/source_tree.hpp>

namespace skillmeat::git {

/// Brings blobs that are not here yet. Implemented by the transport of a cached repository.
class BlobSupplier {
  public:
    virtual ~BlobSupplier() = default;
    /// Fetches the objects in one request; ids the other side does not have stay missing.
    [[nodiscard]] virtual Result<void> bring(const std::vector<std::string_view>& ids) = 0;
    /// What is here is damaged: makes the cached repository anew with the commit, its trees and
    /// these blobs.
    [[nodiscard]] virtual Result<void> renew(const std::vector<std::string_view>& ids) = 0;
};

/// The tree of one commit. Rows are views into the listing git gave; blobs come from one
/// `cat-file --batch` child that is started at the first read.
class GitTree final : public tree::SourceTree {
  public:
    /// Lists the commit's tree. `max_files`: more rows are `too_large`. `supplier` may be null:
    /// then nothing is ever fetched. `objects_missing` when the commit or one of its trees is not
    /// here.
    [[nodiscard]] static Result<std::unique_ptr<GitTree>> open(
        const Git& git, ObjectStore store, std::string commit, std::size_t max_files,
        std::unique_ptr<BlobSupplier> supplier);

    [[nodiscard]] std::span<const tree::Entry> files() const override { return files_; }
    [[nodiscard]] std::span<const tree::Entry> directories() const override { return directories_; }
    [[nodiscard]] HashKind hash_kind() const override { return store_.hash; }
    [[nodiscard]] Result<void> prefetch(std::span<const std::size_t> indices) override;
    [[nodiscard]] Result<void> read(std::span<const std::size_t> indices, std::size_t limit,
                                    const Visitor& visit) override;

    [[nodiscard]] const std::string& commit() const { return commit_; }
    /// Id of a directory's tree, "" for the root; nothing when there is no such directory.
    [[nodiscard]] std::optional<std::string_view> tree_id(std::string_view directory) const;

  private:
    GitTree(const Git& git, ObjectStore store, std::string commit);
    [[nodiscard]] Result<void> read_commit();
    [[nodiscard]] Result<void> read_listing(StoreCommand& command, std::size_t max_files);
    [[nodiscard]] Result<void> renew(const std::vector<std::string_view>& ids);

    Git git_;
    ObjectStore store_;
    std::string commit_;
    std::string root_id_;
    std::string listing_;  // output of ls-tree; the entries point into it
    std::vector<tree::Entry> files_;
    std::vector<tree::Entry> directories_;
    std::unique_ptr<BlobSupplier> supplier_;
    std::unique_ptr<ObjectReader> reader_;
};

}  // namespace skillmeat::git
