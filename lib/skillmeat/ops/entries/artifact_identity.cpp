#include <skillmeat/ops/entries/artifact_identity.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <skillmeat/base/unicode.hpp>

namespace skillmeat::ops {
namespace {

const tree::Entry* find(std::span<const tree::Entry> entries, std::string_view path) {
    const auto found = std::lower_bound(
        entries.begin(), entries.end(), path,
        [](const tree::Entry& entry, std::string_view wanted) { return entry.path < wanted; });
    return found != entries.end() && found->path == path ? &*found : nullptr;
}

void append_row(std::string& rows, const tree::Entry& entry) {
    fmt::format_to(std::back_inserter(rows), "{:06o} {} {}\t{}\n", entry.mode,
                   entry.mode == tree::mode_submodule ? "commit" : "blob", entry.id, entry.path);
}

std::string files_id(const DetectedArtifact& artifact, const tree::SourceTree& tree) {
    auto paths = artifact.files;
    std::sort(paths.begin(), paths.end());
    std::string rows;
    for (const auto& path : paths) {
        if (const auto* entry = find(tree.files(), path)) {
            append_row(rows, *entry);
        }
    }
    return git_object_id(tree.hash_kind(), "blob", rows);
}

std::string identity(const DetectedArtifact& artifact, const tree::SourceTree& tree) {
    if (!artifact.canonical_json.empty()) {
        return git_object_id(tree.hash_kind(), "blob", artifact.canonical_json);
    }
    if (artifact.files.size() > 1) {
        return files_id(artifact, tree);
    }
    const auto& path = artifact.files.empty() ? artifact.path : artifact.files.front();
    if (const auto* file = find(tree.files(), path)) {
        return std::string(file->id);
    }
    return tree_id(tree, path == "." ? "" : path);
}

}  // namespace

std::string tree_id(const tree::SourceTree& tree, std::string_view directory) {
    const auto* entry = find(tree.directories(), directory);
    return entry != nullptr ? std::string(entry->id) : git_object_id(tree.hash_kind(), "tree", "");
}

std::vector<CatalogEntry> to_entries(const std::vector<DetectedArtifact>& artifacts,
                                     const tree::SourceTree& tree) {
    std::vector<CatalogEntry> entries;
    entries.reserve(artifacts.size());
    for (const auto& artifact : artifacts) {
        CatalogEntry entry;
        entry.type = artifact.type;
        entry.name = to_valid_utf8(artifact.name);
        entry.path = to_valid_utf8(artifact.path);
        entry.description = to_valid_utf8(artifact.description);
        entry.upstream_url = to_valid_utf8(artifact.upstream_url);
        entry.sha = identity(artifact, tree);
        entry.version = to_valid_utf8(artifact.version);
        entry.confidence = artifact.confidence;
        entry.tier = artifact.tier;
        entry.plugin = to_valid_utf8(artifact.plugin);
        entry.category = to_valid_utf8(artifact.category);
        for (const auto& tag : artifact.tags) {
            entry.tags.push_back(to_valid_utf8(tag));
        }
        for (const auto& note : artifact.notes) {
            entry.notes.push_back(to_valid_utf8(note));
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace skillmeat::ops
