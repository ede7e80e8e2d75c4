#pragma once

#include <skillmeat/model/detection.hpp>

#include <span>
#include <string>
#include <string_view>

namespace skillmeat::detect {

/// The documented reasons that make up confidence (detection.md, Confidence).
enum class Reason {
    manual_map,
    manifest_named,
    plugin_default,
    marketplace,
    manifest,
    format_marker,
    shape,
    container,
    vendor_dir,
    components,
    archive,
    name_and_text,
    text,
    type_keys,
    siblings,
    collection,
    neighbours,
    root_level,
    recovered,
    undeclared,
    deep,
    demoting,
    source_tree,
    docs_keys,
    no_text
};

struct ReasonRow {
    Reason reason;
    std::string_view code;
    int points;
    std::string_view meaning;
};

/// Every reason with its points, in the order of the enumeration.
[[nodiscard]] std::span<const ReasonRow> reason_table();
[[nodiscard]] const ReasonRow& reason_row(Reason reason);

/// Adds one reason to an artifact; a reason counts once.
void add_evidence(DetectedArtifact& artifact, Reason reason, std::string_view detail = {});

/// Sum of the evidence, held between 0 and 100.
[[nodiscard]] int confidence_of(const DetectedArtifact& artifact);

/// Reason codes of candidates that are no artifacts (detection.md, step 11).
enum class Rejection {
    no_frontmatter,
    bad_yaml,
    missing_name,
    missing_description,
    bad_name,
    not_hook_shape,
    not_mcp_shape,
    not_plugin_manifest,
    excluded_name,
    ignored_dir,
    symlink,
    submodule,
    too_large,
    binary,
    inside_skill,
    bad_path,
    missing_blob,
    too_deep
};

[[nodiscard]] std::string_view rejection_code(Rejection rejection);

}  // namespace skillmeat::detect
