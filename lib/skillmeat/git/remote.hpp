#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include <skillmeat/git/cached_repository.hpp>
#include <skillmeat/git/git_tree.hpp>
#include <skillmeat/git/program.hpp>
#include <skillmeat/git/refs.hpp>
#include <skillmeat/model/git_url.hpp>

namespace skillmeat::git {

struct FetchOptions {
    std::uint64_t max_bytes = std::uint64_t{256} << 20;  ///< of one pack (RLIMIT_FSIZE)
    std::size_t max_files = 200'000;                     ///< rows of a tree
    bool offline = false;  ///< objects from the cache only, else `objects_missing`
    std::int64_t lock_timeout_ms = 300'000;
};

/// The refs of a repository: one round trip. Errors as classify_failure() gives them.
[[nodiscard]] Result<RefList> list_remote(const Git& git, const GitUrl& url);

/// list_remote() and resolve(); a full commit id needs no round trip, and an abbreviated one may
/// also be that of a cached commit.
[[nodiscard]] Result<ResolvedRef> resolve_remote(const Git& git, const GitUrl& url,
                                                 std::string_view wanted);

/// The commit's tree, brought into the cache when it is not there: at most one round trip, none
/// when the commit is cached. GitTree::prefetch brings blobs with one more. Servers that refuse
/// object ids are asked by name, and those without partial clone send everything (a warning).
/// A cached repository that is damaged is rebuilt once from empty.
[[nodiscard]] Result<std::unique_ptr<GitTree>> fetch_tree(const Git& git, const GitUrl& url,
                                                          const ResolvedRef& ref,
                                                          const FetchOptions& options);

}  // namespace skillmeat::git
