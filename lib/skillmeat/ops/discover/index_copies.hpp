#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include <skillmeat/net/response_cache.hpp>
#include <skillmeat/ops/services.hpp>

namespace skillmeat::ops {

/// How an index may be had.
struct IndexFlags {
    bool refresh = false;  ///< asked for, however young the copy is
    bool offline = false;  ///< not asked for, however old the copy is
    std::int64_t ttl = 0;  ///< seconds a copy is believed
};

/// An index as it came from its host or from disk.
struct IndexAnswer {
    net::CachedResponse response;
    bool from_cache = false;  ///< nothing was asked
    bool expired = false;     ///< older than its time to live, for want of a network
};

/// Copies of remote indexes, in `indexes/` below the cache. Those that were not renewed for 30 days
/// are removed when it is made.
class IndexCopies {
  public:
    /// `cache` empty: nothing is found and nothing kept. `services` must outlive it.
    IndexCopies(Services& services, const sys::Path& cache);

    [[nodiscard]] std::optional<net::CachedResponse> find(const net::CacheKey& key) const;
    void store(const net::CacheKey& key, const net::CachedResponse& response);

    /// The answer of the first key that has a young copy, else what `ask` brings (and stores). When
    /// the host cannot be reached, or with `offline`, a copy of any age serves, and its age is said
    /// when it is expired; without one it is `objects_missing` offline. `index` names it in
    /// messages.
    [[nodiscard]] Result<IndexAnswer> answer(
        std::span<const net::CacheKey> keys, const IndexFlags& flags, const std::string& index,
        const std::function<Result<net::CachedResponse>()>& ask);

  private:
    [[nodiscard]] std::optional<IndexAnswer> kept(std::span<const net::CacheKey> keys,
                                                  const IndexFlags& flags, bool any_age) const;
    void remove_old(const sys::Path& directory);

    Services& services_;
    net::ResponseCache cache_;
};

/// "90 seconds", "5 minutes", "3 hours", "2 days": for people, rounded down.
[[nodiscard]] std::string age_text(std::int64_t seconds);

}  // namespace skillmeat::ops
