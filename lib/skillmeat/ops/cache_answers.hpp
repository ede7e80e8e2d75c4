#pragma once

#include <cstdint>
#include <vector>

#include <skillmeat/ops/cache.hpp>

namespace skillmeat::ops {

/// Which files of the cache are meant, and what becomes of them.
struct AnswerChoice {
    std::int64_t changed_before = INT64_MAX;  ///< seconds since the epoch
    bool remove = false;                      ///< at once, but not those of items `in_lock`
    bool also_in_lock = false;                ///< those too
};

/// What the cache holds beside repositories: copies of indexes one by one, answers and contents of
/// APIs as one item each (`in_lock` when `api_in_use`), with the chosen files alone. Items without
/// any are left out.
[[nodiscard]] Result<std::vector<CacheItem>> answer_items(Services& services,
                                                          const sys::Path& cache, bool api_in_use,
                                                          const AnswerChoice& choice);

}  // namespace skillmeat::ops
