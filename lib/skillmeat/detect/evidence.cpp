#include <skillmeat/detect/evidence.hpp>

#include <algorithm>
#include <array>

namespace skillmeat::detect {
namespace {

constexpr std::array rows{
    ReasonRow{Reason::manual_map, "manual-map", 95, "the source's map names its directory"},
    ReasonRow{Reason::manifest_named, "manifest-named", 60, "a manifest names its path"},
    ReasonRow{Reason::plugin_default, "plugin-default", 45, "stands where its plugin is read"},
    ReasonRow{Reason::marketplace, "marketplace", 40, "a marketplace lists it"},
    ReasonRow{Reason::manifest, "manifest", 55, "has a manifest with a name"},
    ReasonRow{Reason::format_marker, "format-marker", 45, "file name that only this format uses"},
    ReasonRow{Reason::shape, "shape", 55, "content has the shape of its format"},
    ReasonRow{Reason::container, "container", 40, "directory whose name means this type"},
    ReasonRow{Reason::vendor_dir, "vendor-dir", 40, "directory that an agent program reads"},
    ReasonRow{Reason::components, "components", 40, "artifacts or other components stand in it"},
    ReasonRow{Reason::archive, "archive", 25, "packed for installation"},
    ReasonRow{Reason::name_and_text, "name-and-text", 30, "front matter: name and description"},
    ReasonRow{Reason::text, "text", 20, "front matter: description"},
    ReasonRow{Reason::type_keys, "type-keys", 15, "front matter: keys of this type only"},
    ReasonRow{Reason::siblings, "siblings", 15, "most files beside it are of this type"},
    ReasonRow{Reason::collection, "collection", 25, "the repository holds little else"},
    ReasonRow{Reason::neighbours, "neighbours", 15, "stands in a collection of other artifacts"},
    ReasonRow{Reason::root_level, "root-level", 15, "at the root or one level below"},
    ReasonRow{Reason::recovered, "recovered", -3, "front matter is not valid YAML"},
    ReasonRow{Reason::undeclared, "undeclared", -15, "a manifest names others beside it"},
    ReasonRow{Reason::deep, "deep", -3, "below the mapped directory, a level"},
    ReasonRow{Reason::demoting, "demoting", -25, "below a directory of tests or examples"},
    ReasonRow{Reason::source_tree, "source-tree", -45, "among the source of ordinary software"},
    ReasonRow{Reason::docs_keys, "docs-keys", -40, "front matter of a documentation page"},
    ReasonRow{Reason::no_text, "no-text", -10, "its format expects a description"}};

static_assert(rows.size() == static_cast<std::size_t>(Reason::no_text) + 1);

}  // namespace

std::span<const ReasonRow> reason_table() {
    return rows;
}

const ReasonRow& reason_row(Reason reason) {
    return rows[static_cast<std::size_t>(reason)];
}

void add_evidence(DetectedArtifact& artifact, Reason reason, std::string_view detail) {
    const auto& row = reason_row(reason);
    const auto same = [&](const Evidence& each) { return each.code == row.code; };
    if (std::ranges::none_of(artifact.evidence, same)) {
        if (artifact.evidence.empty()) {
            artifact.evidence.reserve(4);  // what nearly every artifact has
        }
        artifact.evidence.push_back(Evidence{row.code, row.points, std::string(detail)});
    }
}

int confidence_of(const DetectedArtifact& artifact) {
    int sum = 0;
    for (const auto& each : artifact.evidence) {
        sum += each.points;
    }
    return std::clamp(sum, 0, 100);
}

std::string_view rejection_code(Rejection rejection) {
    switch (rejection) {
        case Rejection::no_frontmatter:
            return "no-frontmatter";
        case Rejection::bad_yaml:
            return "bad-yaml";
        case Rejection::missing_name:
            return "missing-name";
        case Rejection::missing_description:
            return "missing-description";
        case Rejection::bad_name:
            return "bad-name";
        case Rejection::not_hook_shape:
            return "not-hook-shape";
        case Rejection::not_mcp_shape:
            return "not-mcp-shape";
        case Rejection::not_plugin_manifest:
            return "not-plugin-manifest";
        case Rejection::excluded_name:
            return "excluded-name";
        case Rejection::ignored_dir:
            return "ignored-dir";
        case Rejection::symlink:
            return "symlink";
        case Rejection::submodule:
            return "submodule";
        case Rejection::too_large:
            return "too-large";
        case Rejection::binary:
            return "binary";
        case Rejection::inside_skill:
            return "inside-skill";
        case Rejection::bad_path:
            return "bad-path";
        case Rejection::missing_blob:
            return "missing-blob";
        case Rejection::too_deep:
            return "too-deep";
    }
    return "";
}

}  // namespace skillmeat::detect
