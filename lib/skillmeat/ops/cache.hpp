#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/timestamp.hpp>
#include <skillmeat/ops/scope.hpp>

namespace skillmeat::ops {

/// Kinds of what is cached, in the order lists show them.
enum class CacheKind {
    git,      ///< a repository's objects
    index,    ///< the copy of an index
    http,     ///< all answers of APIs
    blobs,    ///< all contents read over APIs
    entries,  ///< the index of entries
};
[[nodiscard]] std::string_view to_string(CacheKind kind);

/// Something in the cache.
struct CacheItem {
    CacheKind kind = CacheKind::git;
    std::string name;  ///< of its directory or file
    sys::Path path;
    std::string url;  ///< without credentials; empty when no lock or copy seen names it
    std::vector<std::string> sources;  ///< ids of the lock rows that name it, bytewise
    std::uint64_t bytes = 0;           ///< of its files
    std::size_t files = 0;
    Timestamp changed_at;  ///< when a file of it last changed
    /// Named by a lock of the user, of a registered or of this project, or by an active deployment.
    /// Answers and contents have no names: they count as named while a lock names a repository that
    /// an API has and git does not. The index of entries serves every scope and counts as named.
    bool in_lock = false;
};

/// What the cache holds, by kind and name. Locks and ledgers that cannot be read are warned of.
[[nodiscard]] Result<std::vector<CacheItem>> list_cache(Services& services,
                                                        const ScopeRequest& request);

/// Which items go. Without any choice all that no lock names; with several all must hold. Ages are
/// those of single files for answers and contents, which go one by one.
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
    CacheItem item;  ///< of answers and contents, what was chosen
    CacheResult result = CacheResult::removed;
};

struct CacheCleaned {
    std::vector<CleanedItem>
        items;                ///< chosen ones, in the order of list_cache(); others are left out
    std::uint64_t freed = 0;  ///< bytes of the removed ones
};

/// Removes what was chosen, repositories each under its lock. A lock or ledger that cannot be read
/// is an error unless `all` is set, since what it names must be kept.
[[nodiscard]] Result<CacheCleaned> clean_cache(Services& services, const ScopeRequest& request,
                                               const CacheCleaning& cleaning);

}  // namespace skillmeat::ops
