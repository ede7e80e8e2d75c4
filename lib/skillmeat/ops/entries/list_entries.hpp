#pragma once

#include <memory>
#include <string>
#include <vector>

#include <skillmeat/catalog/query.hpp>
#include <skillmeat/ops/sources/source_view.hpp>

namespace skillmeat::ops {

/// A page of entries over all sources of the scopes, and what its rows point into.
struct EntryPage {
    std::vector<catalog::EntryRow> rows;
    std::size_t total = 0;    ///< rows that pass the filter, over all pages
    std::string next_cursor;  ///< empty on the last page
    std::vector<IncompleteSource> incomplete;
    std::shared_ptr<const void> storage;
};

/// Entries that a filter passes: from the index where catalogs are large, else from the catalogs.
/// `filter.sources` are SRC as people name them; each must fit a source of some scope.
[[nodiscard]] Result<EntryPage> list_entries(Services& services, const std::vector<Scope>& scopes,
                                             const catalog::Filter& filter,
                                             const catalog::PageRequest& request);

/// How the index would find that page, one step of SQLite's plan a line, whatever the size of the
/// catalogs.
[[nodiscard]] Result<std::vector<std::string>> explain_list(Services& services,
                                                            const std::vector<Scope>& scopes,
                                                            const catalog::Filter& filter,
                                                            const catalog::PageRequest& request);

}  // namespace skillmeat::ops
