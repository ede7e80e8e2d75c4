#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/github/blob_store.hpp>
#include <skillmeat/github/call.hpp>
#include <skillmeat/github/tree_listing.hpp>
#include <skillmeat/tree/source_tree.hpp>

namespace skillmeat::github {

/// The tree of one commit, listed and read through the API.
class GitHubTree final : public tree::SourceTree {
  public:
    /// See Api::open_tree(). The references must outlive it.
    [[nodiscard]] static Result<std::unique_ptr<GitHubTree>> open(
        Caller& caller, const BlobStore& store, const ApiOptions& options,
        const Repository& repository, const CommitFacts& commit, std::size_t max_files,
        const CallOptions& call);

    [[nodiscard]] std::span<const tree::Entry> files() const override { return files_; }
    [[nodiscard]] std::span<const tree::Entry> directories() const override { return directories_; }
    [[nodiscard]] HashKind hash_kind() const override { return hash_kind_of(root_); }
    /// Files above ApiOptions::max_blob are passed over; read() calls them `too_large`.
    [[nodiscard]] Result<void> prefetch(std::span<const std::size_t> indices) override;
    [[nodiscard]] Result<void> read(std::span<const std::size_t> indices, std::size_t limit,
                                    const Visitor& visit) override;

  private:
    GitHubTree(Caller& caller, const BlobStore& store, const ApiOptions& options,
               const Repository& repository, std::string root, TreeListing listing,
               const CallOptions& call);

    [[nodiscard]] Result<void> verify() const;
    void use_plain_modes();
    /// Ids of the files that are neither here nor known to be absent or large, each once.
    [[nodiscard]] std::vector<std::string_view> ids_to_fetch(std::span<const std::size_t> indices);
    [[nodiscard]] Result<void> fetch(const std::vector<std::string_view>& ids);
    [[nodiscard]] Result<void> take(std::string_view id, Result<Answer> answer);
    [[nodiscard]] Error too_much() const;
    /// What is here; `bytes` holds what the blob points into.
    [[nodiscard]] tree::Blob look(std::size_t index, std::size_t limit, std::string& bytes) const;
    [[nodiscard]] std::string name() const { return repository_.owner + '/' + repository_.name; }

    Caller& caller_;
    const BlobStore& store_;
    const ApiOptions& options_;
    Repository repository_;
    std::string root_;
    CallOptions call_;
    TreeListing listing_;  ///< the entries point into it
    std::vector<tree::Entry> files_;
    std::vector<tree::Entry> directories_;
    std::vector<std::uint64_t> sizes_;  ///< of files_; 0 when unknown

    std::set<std::string_view> wanted_;  ///< ids that were prefetched
    std::set<std::string_view> absent_;  ///< ids the host does not have
    std::set<std::string_view> large_;   ///< ids of more bytes than a request may bring
    std::map<std::string_view, std::string> not_stored_;  ///< contents the disk did not take
    std::uint64_t received_ = 0;                          ///< bytes of the prefetch that goes on
};

}  // namespace skillmeat::github
