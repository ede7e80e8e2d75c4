#pragma once

#include <string>
#include <string_view>

#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/model/detection.hpp>
#include <skillmeat/model/source.hpp>

namespace skillmeat::report {

/// An entry with its source and what the manifest says of it.
struct EntryFacts {
    const CatalogEntry* entry = nullptr;
    const Exclusion* exclusion = nullptr;  ///< null: not excluded
    std::string_view source_id;
    std::string_view project_id;  ///< empty for the user scope
    std::string_view project_name;
};

/// One entry as JSON (schemas/output/catalog.list.json, items). What only deployments and ratings
/// can tell (imported_at, hash, rating_average) is null, and rating_count 0, until they do.
[[nodiscard]] std::string entry_json(const EntryFacts& facts);

/// Detection's rows as JSON (schemas/output/detect.json).
[[nodiscard]] std::string detected_json(const DetectedArtifact& artifact);
[[nodiscard]] std::string rejected_json(const RejectedCandidate& candidate);
[[nodiscard]] std::string reference_json(const MarketplaceReference& reference);

}  // namespace skillmeat::report
