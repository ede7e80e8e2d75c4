#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/catalog/query.hpp>
#include <skillmeat/index/search.hpp>
#include <skillmeat/ops/sources/source_view.hpp>

namespace skillmeat::ops {

struct EntrySearch {
    std::string query;       ///< as typed; search_query.hpp says what it may hold
    catalog::Filter filter;  ///< `search` is not used; sources are SRC as people name them
    index::SearchOrder order = index::SearchOrder::relevance;
    std::optional<std::size_t> limit;  ///< 1 to 100,000
    std::string cursor;                ///< from the page before, or empty
    bool remote = false;               ///< entries of copies of saved indexes too
};

struct FoundEntry {
    catalog::EntryRow row;
    index::HitKind kind = index::HitKind::word;
    std::int64_t score = 0;  ///< in thousandths
    /// The saved index that names it, when nothing of it was scanned; else empty.
    std::string_view index;
    std::string_view add;  ///< of such an entry: REPO of `source add`, or empty
};

struct FoundEntries {
    std::vector<FoundEntry> rows;
    std::size_t total = 0;    ///< hits over all pages
    std::string next_cursor;  ///< empty on the last page
    std::vector<index::Correction> corrections;
    std::vector<std::string> unmatched;  ///< words that stand nowhere
    index::Matcher matcher;              ///< where the hits match
    std::vector<IncompleteSource> incomplete;
    std::vector<std::string> missing_indexes;  ///< saved ones of which no copy is here
    std::shared_ptr<const void> storage;       ///< what the rows point into
};

/// Searches the entries of the scopes, through the index; where the cache cannot hold one, through
/// one made in memory for this once. Entries of remote indexes follow the scanned ones of equal
/// rank. `invalid_value`, `invalid_cursor`.
[[nodiscard]] Result<FoundEntries> search_entries(Services& services,
                                                  const std::vector<Scope>& scopes,
                                                  const EntrySearch& search);

}  // namespace skillmeat::ops
