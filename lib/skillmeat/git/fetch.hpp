#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include <skillmeat/git/program.hpp>
#include <skillmeat/git/refs.hpp>
#include <skillmeat/model/git_url.hpp>

namespace skillmeat::git {

/// What is fetched from where into which cached repository. The lock must be held.
struct FetchTarget {
    GitUrl url;
    ResolvedRef ref;
    std::filesystem::path repository;
    std::uint64_t max_bytes = 0;
};

/// Brings the commit and its trees, without blobs where the server knows partial clone. When the
/// cached repository itself is at fault it is made anew and the fetch tried once more.
[[nodiscard]] Result<void> fetch_commit(const Git& git, const FetchTarget& target);

/// Puts a damaged cached repository aside and fetches the commit into an empty one; when that fails
/// the damaged one is put back.
[[nodiscard]] Result<void> rebuild_with_commit(const Git& git, const FetchTarget& target);

/// `ref_not_found`: the server dropped an object that nothing names any more, since a branch was
/// forced back or a tag deleted.
[[nodiscard]] Error gone(const FetchTarget& target, std::string_view id);

/// Brings blobs by id in one request. Ids the server does not have are left out and stay missing.
/// A server that takes no ids sends everything the ref has.
[[nodiscard]] Result<void> fetch_blobs(const Git& git, const FetchTarget& target,
                                       std::vector<std::string_view> ids);

}  // namespace skillmeat::git
