#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/model/artifact_ref.hpp>
#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/ops/sources/counts.hpp>

namespace skillmeat::ops {

/// Entries of a catalog's text that a reference fits, in the order of the file.
[[nodiscard]] Result<std::vector<CatalogEntry>> entries_matching(const CatalogText& catalog,
                                                                 const ArtifactRef& reference);

/// The one entry a reference (no glob) means in one source. Tried among the entries that lists show
/// by default, then among all. `artifact_not_found`, `ambiguous_reference` (listing them).
[[nodiscard]] Result<CatalogEntry> choose_entry(std::vector<CatalogEntry> candidates,
                                                std::string_view text, const SourceRecord& record);

/// Error for a reference that fits several artifacts, given by their ids.
[[nodiscard]] Error ambiguous(std::string_view text, const std::vector<std::string>& ids);

}  // namespace skillmeat::ops
