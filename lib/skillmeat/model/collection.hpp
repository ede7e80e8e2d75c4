#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/error.hpp>
#include <skillmeat/base/timestamp.hpp>
#include <skillmeat/model/artifact_id.hpp>

namespace skillmeat {

inline constexpr std::size_t max_collection_name = 255;  ///< code points; of groups too

/// `[[collection.group]]` of collections.toml: an ordered part of a collection.
struct Group {
    std::string id;  ///< 12 hexadecimal digits, stable over renames
    std::string name;
    std::string description;
    std::optional<Timestamp> created_at;  ///< absent when written by hand without it
    std::optional<Timestamp> updated_at;  ///< moves with everything in it
    std::vector<std::string> artifacts;   ///< members of the collection, by id, in order
    Origin origin;                        ///< of its header; not part of equality

    bool operator==(const Group& other) const {
        return id == other.id && name == other.name && description == other.description &&
               created_at == other.created_at && updated_at == other.updated_at &&
               artifacts == other.artifacts;
    }
};

/// `[[collection]]` of collections.toml (formats.md): artifacts gathered under a name.
struct Collection {
    std::string id;  ///< as of a group; unique over all collections and groups of a file
    std::string name;
    std::string description;
    std::optional<Timestamp> created_at;
    std::optional<Timestamp> updated_at;  ///< moves with everything in it, groups too
    std::vector<std::string> artifacts;   ///< `TYPE:./PATH@SOURCE`, whatever has become of them
    std::vector<Group> groups;            ///< by position, from 0
    bool is_private = false;              ///< stands in the file that is not committed
    Origin origin;

    bool operator==(const Collection& other) const {
        return id == other.id && name == other.name && description == other.description &&
               created_at == other.created_at && updated_at == other.updated_at &&
               artifacts == other.artifacts && groups == other.groups &&
               is_private == other.is_private;
    }
};

/// What has become of an artifact of a collection. The first four are those of its catalog entry.
enum class MemberStatus {
    fresh,
    updated,
    unchanged,
    excluded,
    missing,      ///< it left its source, or its source left
    not_scanned,  ///< its source has no catalog here that could tell
};

[[nodiscard]] std::string_view to_string(MemberStatus status);  ///< `new` for fresh

/// An artifact of a collection with what is known of it.
struct Member {
    std::string id;  ///< as the collection spells it
    ArtifactId parts;
    std::string name;         ///< of the entry; a guess from the path when there is none
    std::string description;  ///< of the entry
    MemberStatus status = MemberStatus::missing;
    std::string commit;  ///< what its source is at; empty when it has none, or the artifact is gone
};

}  // namespace skillmeat
