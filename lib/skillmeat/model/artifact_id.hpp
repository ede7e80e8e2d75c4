#pragma once

#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/artifact_type.hpp>

namespace skillmeat {

/// The parts of `TYPE:./PATH@SOURCE`, as files and JSON hold it (formats.md, Identity and
/// references). Nothing need exist of what it names.
struct ArtifactId {
    ArtifactType type = ArtifactType::skill;
    std::string path;  ///< as in CatalogEntry: without `./`; `.` for the root
    std::string source_id;

    bool operator==(const ArtifactId&) const = default;
};

/// `invalid_value` for anything but the full form.
[[nodiscard]] Result<ArtifactId> parse_artifact_id(std::string_view text);

/// Equal for two spellings of one artifact: the source's id is the same whatever its case.
[[nodiscard]] std::string artifact_id_key(std::string_view id);

/// The name an artifact most probably had, when no catalog knows it any more: what follows `#`,
/// else the last part of the path without its extension, else that of the source's id.
[[nodiscard]] std::string likely_name(const ArtifactId& id);

/// Whether it can be the path of an entry: `.`, or a safe path below the root, either of them with
/// `#NAME` behind it, and NAME is free text without control characters.
[[nodiscard]] bool is_entry_path(std::string_view path);

}  // namespace skillmeat
