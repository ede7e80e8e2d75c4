#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/timestamp.hpp>
#include <skillmeat/model/artifact_type.hpp>

namespace skillmeat {

/// One stored row of a catalog (formats.md, Catalog). Unique by (type, path).
struct CatalogEntry {
    ArtifactType type = ArtifactType::skill;
    std::string name;
    std::string path;  ///< as in DetectedArtifact
    std::string description;
    std::string upstream_url;
    std::string sha;  ///< the artifact's own git identity
    std::string version;
    Timestamp detected_at;  ///< first seen
    Timestamp changed_at;
    int confidence = 0;
    Tier tier = Tier::primary;
    EntryStatus status = EntryStatus::fresh;  ///< never `excluded`
    std::string plugin;
    std::string category;
    std::vector<std::string> tags;
    std::vector<std::string> notes;

    bool operator==(const CatalogEntry&) const = default;
};

/// Status as lists show it: what is excluded is that, unless it is gone.
[[nodiscard]] constexpr EntryStatus shown_status(EntryStatus stored, bool excluded) {
    return excluded && stored != EntryStatus::removed ? EntryStatus::excluded : stored;
}

struct CatalogHeader {
    std::string id;
    std::string url;
    std::string ref;
    std::string commit;  ///< empty for a plain directory
    std::string tree;
    std::string options;  ///< hash of root and map
    int detector = 0;

    bool operator==(const CatalogHeader&) const = default;
};

struct Catalog {
    CatalogHeader header;
    std::vector<CatalogEntry> entries;  ///< by type name, then path, bytewise

    bool operator==(const Catalog&) const = default;
};

/// `TYPE:./PATH@SOURCE` (`TYPE:.@SOURCE` for the root): the full, stable name of an artifact.
[[nodiscard]] std::string artifact_id(ArtifactType type, std::string_view path,
                                      std::string_view source_id);
/// `TYPE:./PATH`, as exclusions hold it.
[[nodiscard]] std::string artifact_key(ArtifactType type, std::string_view path);

}  // namespace skillmeat
