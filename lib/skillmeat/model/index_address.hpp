#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/base/error.hpp>
#include <skillmeat/base/result.hpp>
#include <skillmeat/model/git_url.hpp>

namespace skillmeat {

/// Where an index of other repositories stands: marketplace files in a repository, or a file that a
/// site serves.
enum class IndexKind { repository, site };
[[nodiscard]] std::string_view to_string(IndexKind kind);  ///< `repository` | `site`

struct IndexAddress {
    IndexKind kind = IndexKind::repository;
    RepoArgument repository;  ///< of a repository
    /// Of a site: its base without a slash at the end, or the index file itself, ending in `.json`.
    std::string url;

    bool operator==(const IndexAddress&) const = default;
};

/// Reads what a user names. Which of the two an http address means follows from its text alone, so
/// that nothing is asked twice; the first that fits counts:
///   1. a GitHub page, or a path that ends in `.git`, is a repository;
///   2. a path that ends in `.json` or holds `/.well-known/` is a site;
///   3. a path of two segments or more (`/owner/repo`) is a repository;
///   4. a host alone, or with one segment, is a site.
/// What is no http address (`owner/repo`, ssh, file, a directory) is a repository. `as` overrules
/// that. `invalid_value` for sites without https (but on this machine), with user info, a query or
/// a fragment, and for what parse_repo_argument() refuses.
[[nodiscard]] Result<IndexAddress> parse_index_address(std::string_view text,
                                                       std::optional<IndexKind> as = std::nullopt);

/// Id a saved index gets when none is given: as a source's, or the host with its path.
[[nodiscard]] std::string default_index_id(const IndexAddress& address);

/// `[[index]]` of skillmeat.toml: an index that is kept under a name.
struct SavedIndex {
    std::string id;                   ///< grammar of source ids; unique ignoring case
    std::string url;                  ///< as parse_index_address() takes it, but no `owner/repo`
    std::optional<std::int64_t> ttl;  ///< seconds; absent: the setting `cache_ttl`
    Origin origin;                    ///< of its header; not part of equality

    bool operator==(const SavedIndex& other) const {
        return id == other.id && url == other.url && ttl == other.ttl;
    }
};

inline constexpr std::int64_t max_index_ttl = std::int64_t{365} * 24 * 3600;  ///< seconds

/// Checks a saved index's `url`: an address in full, not `owner/repo`.
[[nodiscard]] Result<void> check_index_url(std::string_view url);

}  // namespace skillmeat
