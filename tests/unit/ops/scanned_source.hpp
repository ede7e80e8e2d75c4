#pragma once

#include <string>
#include <utility>
#include <vector>

#include <skillmeat/catalog/format.hpp>
#include <skillmeat/manifest/manifest.hpp>

#include <unit/ops/lock_rows.hpp>
#include <unit/ops/world.hpp>

namespace skillmeat::ops {

/// A skill at `skills/NAME`.
[[nodiscard]] inline CatalogEntry skill_entry(const std::string& name) {
    CatalogEntry entry;
    entry.name = name;
    entry.path = "skills/" + name;
    entry.sha = std::string(40, 'b');
    entry.detected_at = Timestamp{1'767'225'600};
    entry.changed_at = entry.detected_at;
    entry.confidence = 100;
    return entry;
}

/// Puts the catalog of a source that agrees with lock_text() and manifest_text(). Entries are
/// sorted.
inline void put_catalog(World& world, const Scope& scope, const std::string& id,
                        const std::string& url, std::vector<CatalogEntry> entries) {
    Catalog catalog;
    catalog.header = {
        id, url, "", std::string(40, 'c'), std::string(40, 'a'), manifest::options_hash(Source{}),
        1};
    catalog.entries = std::move(entries);
    world.files.put(scope.catalog_of(id), catalog::write(catalog));
}

}  // namespace skillmeat::ops
