#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/timestamp.hpp>
#include <skillmeat/ops/scope.hpp>

namespace skillmeat::ops {

/// Something in the cache that can be removed by itself: today a repository's git objects.
struct CacheItem {
    std::string name;  ///< of its directory
    sys::Path path;
    std::string url;  ///< without credentials; empty when no lock or manifest seen names it
    std::vector<std::string> sources;  ///< ids of the lock rows that name it, bytewise
    std::uint64_t bytes = 0;           ///< of its files
    Timestamp changed_at;              ///< when a file of it last changed
    /// Named by a lock of the user, of a registered or of this project, or by an active deployment.
    bool in_lock = false;
};

/// What the cache holds, by name. Locks and ledgers that cannot be read are warned of.
[[nodiscard]] Result<std::vector<CacheItem>> list_cache(Services& services,
                                                        const ScopeRequest& request);

/// Which items go. Without any choice all that no lock names; with several all must hold.
struct CacheCleaning {
    bool expired = false;  ///< not changed for as long as the setting `cache_ttl` says
    std::string source;    ///< SRC, or a URL that no source names any more
    std::optional<std::int64_t> older_than;  ///< seconds
    bool all = false;                        ///< what locks name, too
    bool dry_run = false;
};

enum class CacheResult {
    removed,  ///< or would be, in a dry run
    kept,     ///< a lock names it
    in_use,   ///< another process holds its lock
};
[[nodiscard]] std::string_view to_string(CacheResult result);

struct CleanedItem {
    CacheItem item;
    CacheResult result = CacheResult::removed;
};

struct CacheCleaned {
    std::vector<CleanedItem> items;  ///< chosen ones, by name; what was not chosen is left out
    std::uint64_t freed = 0;         ///< bytes of the removed ones
};

/// Removes cached repositories, each under its lock. A lock or ledger that cannot be read is an
/// error unless `all` is set, since what it names must be kept.
[[nodiscard]] Result<CacheCleaned> clean_cache(Services& services, const ScopeRequest& request,
                                               const CacheCleaning& cleaning);

}  // namespace skillmeat::ops
