#pragma once

#include <string>
#include <vector>

#include <skillmeat/discover/reference.hpp>
#include <skillmeat/ops/discover/index_copies.hpp>
#include <skillmeat/ops/discover/index_tokens.hpp>
#include <skillmeat/settings/settings.hpp>

namespace skillmeat::ops {

/// What was read of a remote index.
struct ReadIndex {
    std::string url;     ///< what answered: the file of a site, the repository's address
    std::string ref;     ///< of a repository; empty for its default branch
    std::string commit;  ///< of a repository; empty for sites and for files of a directory
    std::optional<Timestamp> fetched_at;  ///< when its host was last asked; none for local places
    bool from_cache = false;
    bool expired = false;
    std::vector<discover::Reference> references;  ///< merged
};

/// Tokens as the user's settings name them. `invalid_value` when they cannot be read.
[[nodiscard]] Result<IndexTokens> index_tokens(Services& services,
                                               const settings::Settings& settings);

/// Places where a site may keep its index: the file itself when `url` ends in `.json`.
[[nodiscard]] std::vector<std::string> site_candidates(const std::string& url);

/// What identifies the copies of those places, in their order: other tokens never see them.
[[nodiscard]] Result<std::vector<net::CacheKey>> site_keys(const IndexTokens& tokens,
                                                           const std::string& url);

/// Reads the index of a site (parse_index_address) from the network, or from its copy. Places are
/// asked in order until one holds an index. `index_not_found` when none does,
/// `authentication_failed` (401, 403), `rate_limited` (429), `network_error`, `too_large`, and
/// those of IndexCopies.
[[nodiscard]] Result<ReadIndex> read_site(Services& services, IndexCopies& copies,
                                          const IndexTokens& tokens, const std::string& url,
                                          const IndexFlags& flags);

}  // namespace skillmeat::ops
