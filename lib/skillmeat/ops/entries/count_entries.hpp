#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <skillmeat/catalog/query.hpp>
#include <skillmeat/ops/sources/source_view.hpp>

namespace skillmeat::ops {

enum class CountBy { type, status, tier, tag, source, category };

struct CountRow {
    std::string key;
    std::string project_id;  ///< with CountBy::source; empty for the user scope
    std::size_t count = 0;

    bool operator==(const CountRow&) const = default;
};

struct EntryCounts {
    std::vector<CountRow> rows;  ///< types, statuses and tiers: all, in their order; else by key
    std::size_t total = 0;       ///< entries counted, each once
    std::vector<IncompleteSource> incomplete;
};

/// Counts the entries that a filter passes. An entry counts under each of its own and its source's
/// tags, and none under categories it has not. Counting by status or tier takes all entries,
/// whatever lists hide.
[[nodiscard]] Result<EntryCounts> count_entries(Services& services,
                                                const std::vector<Scope>& scopes,
                                                const catalog::Filter& filter, CountBy by);

}  // namespace skillmeat::ops
