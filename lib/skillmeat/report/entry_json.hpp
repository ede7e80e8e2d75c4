#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/model/detection.hpp>
#include <skillmeat/model/source.hpp>

namespace skillmeat::report {

/// An entry with its source and what the manifest says of it.
struct EntryFacts {
    const CatalogEntry* entry = nullptr;
    const Exclusion* exclusion = nullptr;  ///< null: not excluded
    std::string_view source_id;
    std::string_view source_url;  ///< as the manifest has it
    std::string_view project_id;  ///< empty for the user scope
    std::string_view project_name;
    std::optional<Timestamp> imported_at;  ///< first deployed; none: never
    std::string_view hash;                 ///< `sm1` of its files; empty: not known
    std::int64_t rating_count = 0;
    std::int64_t rating_hundredths = 0;  ///< the average in hundredths of a star
};

/// One entry as JSON (schemas/output/catalog.list.json, items).
[[nodiscard]] std::string entry_json(const EntryFacts& facts);

/// The same with what a search found: how it is a hit, how strongly, and where.
struct HitFacts {
    EntryFacts entry;
    std::string_view kind;   ///< "word" or "inside"
    std::int64_t score = 0;  ///< in thousandths
    struct Match {
        std::string_view field;  ///< name of the entry's member
        std::size_t begin = 0;   ///< code points
        std::size_t end = 0;
    };
    std::vector<Match> matches;
    std::string_view index;  ///< saved index that names it, when it was not scanned; else empty
    std::string_view add;    ///< what `source add` takes for it; may be empty
};
[[nodiscard]] std::string hit_json(const HitFacts& facts);

/// Detection's rows as JSON (schemas/output/detect.json).
[[nodiscard]] std::string detected_json(const DetectedArtifact& artifact);
[[nodiscard]] std::string rejected_json(const RejectedCandidate& candidate);
[[nodiscard]] std::string reference_json(const MarketplaceReference& reference);

}  // namespace skillmeat::report
