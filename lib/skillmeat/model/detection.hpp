#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/model/artifact_type.hpp>

namespace skillmeat {

/// One documented reason that raises or lowers confidence.
struct Evidence {
    std::string_view code;  ///< from the table in detect/: "format-marker", "container", ...
    int points = 0;
    std::string detail;  ///< the manifest, container or key it was seen in; may be empty

    bool operator==(const Evidence&) const = default;
};

/// An artifact found in a tree. Paths are relative to the repository's root, without `./`.
struct DetectedArtifact {
    ArtifactType type = ArtifactType::skill;
    std::string name;
    /// skill, plugin: directory (`.` for the root); agent, command, hook: file; mcp: `FILE#SERVER`;
    /// bundle: file or directory. Unique with the type.
    std::string path;
    std::string entry;  ///< the file that decides, such as `skills/pdf/SKILL.md`; may be empty
    Tier tier = Tier::primary;
    int confidence = 0;  ///< 0 to 100
    std::string description;
    std::string version;       ///< empty when none is declared
    std::string plugin;        ///< path of the owning plugin's row, or empty
    std::string category;      ///< category_key() of front matter, manifest or directory; or empty
    std::string upstream_url;  ///< where the format says the artifact comes from, or empty
    std::vector<std::string> tags;
    std::vector<Evidence> evidence;
    std::vector<std::string> notes;  ///< stable codes, some with `: detail`
    /// Files the artifact owns, as paths of the tree; empty when it owns all of its directory.
    std::vector<std::string> files;
    /// Canonical JSON of the manifest entry the artifact is made of (mcp server, marketplace
    /// entry); empty when files alone make it.
    std::string canonical_json;

    bool operator==(const DetectedArtifact&) const = default;
};

/// A candidate that is no artifact, with the reason code of detection.md step 11.
struct RejectedCandidate {
    ArtifactType type = ArtifactType::skill;
    std::string path;
    std::string_view reason;  ///< from the table in detect/
    std::string detail;

    bool operator==(const RejectedCandidate&) const = default;
};

/// A marketplace entry that points to another repository.
struct MarketplaceReference {
    std::string name;
    std::string manifest;  ///< path of the marketplace file
    std::string kind;      ///< github | url | git-subdir | npm | archive | command
    std::string target;    ///< repository, URL or package as written
    std::string path;      ///< directory inside it, or empty
    std::string ref;       ///< or empty
    std::string commit;    ///< pinned commit, or empty

    bool operator==(const MarketplaceReference&) const = default;
};

struct DetectionResult {
    std::vector<DetectedArtifact> items;           ///< by type name, then path, bytewise
    std::vector<RejectedCandidate> rejected;       ///< by type name, then path, bytewise
    std::vector<MarketplaceReference> references;  ///< by manifest, then name, bytewise
    std::vector<std::string> warnings;  ///< mapped or root paths that are not in the tree
};

struct DetectOptions {
    std::string root;                         ///< only this directory; empty for the whole tree
    std::map<std::string, ArtifactType> map;  ///< directory or file -> type; beats every heuristic
};

/// Raised whenever detection rules change; stored in catalogs.
inline constexpr int detector_version = 2;

}  // namespace skillmeat
