#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <skillmeat/base/result.hpp>
#include <skillmeat/index/database.hpp>
#include <skillmeat/model/catalog_entry.hpp>

namespace skillmeat::index {

/// An entry as the index holds it.
struct StoredEntry {
    std::int64_t document = 0;
    std::int64_t source = 0;  ///< SourceRow::id
    CatalogEntry entry;
    std::string plugin_name;
    std::optional<int> exclusion;  ///< number of the row of its source that excludes it
};

/// `SELECT` with the columns read_entry() reads, of a table `entry AS e`.
extern const std::string entry_columns;

[[nodiscard]] Result<StoredEntry> read_entry(const Statement& row);

}  // namespace skillmeat::index
