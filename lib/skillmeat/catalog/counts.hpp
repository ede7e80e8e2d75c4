#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/catalog/exclusions.hpp>
#include <skillmeat/model/catalog_entry.hpp>

namespace skillmeat::catalog {

/// Whether an entry is in lists and counts by default: not excluded, not removed, tier primary or
/// loose, confidence at or above `min_confidence`.
[[nodiscard]] bool is_listed(const CatalogEntry& entry, const Exclusion* exclusion,
                             int min_confidence);

/// counts_by_type of a catalog in memory.
[[nodiscard]] TypeCounts count_by_type(const Catalog& catalog, const Exclusions& exclusions,
                                       int min_confidence);

/// The same straight from a catalog's text, without building entries: at memory speed. Damage is an
/// error as for read(), but is not noticed in keys that do not decide (all after `confidence`); the
/// same holds for entries that the functions below pass over.
[[nodiscard]] Result<TypeCounts> count_by_type(std::string_view text, const std::string& path,
                                               const Exclusions& exclusions, int min_confidence);

/// Entries of a catalog's text that `wanted` accepts by type, name and path; others are passed over
/// without being built. For commands on single entries of large catalogs.
using KeyPredicate = bool (*)(void* context, ArtifactType type, std::string_view name,
                              std::string_view path);
[[nodiscard]] Result<std::vector<CatalogEntry>> select(std::string_view text,
                                                       const std::string& path, KeyPredicate wanted,
                                                       void* context);

/// Replaces the status of the entries `wanted` accepts by `to`, unless it is `from_not`; all other
/// bytes stay. In place, without a second copy of a large text, where `to` is no longer than what
/// it replaces (`new` never is). How many entries changed; after an error the text is as it was.
[[nodiscard]] Result<std::size_t> set_status(std::string& text, const std::string& path,
                                             KeyPredicate wanted, void* context,
                                             EntryStatus from_not, EntryStatus to);

}  // namespace skillmeat::catalog
