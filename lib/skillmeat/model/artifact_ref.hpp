#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/artifact_type.hpp>

namespace skillmeat {

/// An artifact as people name it (formats.md, Identity and references). Exactly one of these holds:
/// is_path (`path` is set), is_glob (`path` is the pattern), neither (`name` is set).
struct ArtifactRef {
    std::optional<ArtifactType> type;  ///< absent: any
    std::string name;
    std::string path;  ///< without `./`; `.` for the root
    bool is_path = false;
    bool is_glob = false;
    std::string source_id;  ///< in the spelling of the known id; empty: any source

    bool operator==(const ArtifactRef&) const = default;
};

/// Reads `[TYPE:]NAME[@SOURCE]`, `[TYPE:]./PATH[@SOURCE]`, `[TYPE:].[@SOURCE]` or a path glob
/// (`./a/*`, without TYPE). What follows the last `@` is a source only if it is one of `source_ids`
/// (ignoring case). `invalid_value` when no name or path is left.
[[nodiscard]] Result<ArtifactRef> parse_artifact_ref(std::string_view text,
                                                     std::span<const std::string> source_ids);

/// The same for a row `[[source.exclude]]`, which names no source: an `@` belongs to the name. An
/// empty text gives a reference that matches nothing.
[[nodiscard]] ArtifactRef parse_exclusion(std::string_view text);

/// Whether the reference fits an entry; its source is for the caller to compare. Paths and globs
/// fit with and without the `#NAME` at the end of an entry's path; the root (`.`) fits only the
/// globs that take no segment at all, such as `./**`.
[[nodiscard]] bool matches(const ArtifactRef& ref, ArtifactType type, std::string_view name,
                           std::string_view path);

/// An entry's path without the `#NAME` that tells artifacts of one file or directory apart.
[[nodiscard]] std::string_view path_without_name(ArtifactType type, std::string_view name,
                                                 std::string_view path);

}  // namespace skillmeat
