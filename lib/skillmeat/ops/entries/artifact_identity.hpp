#pragma once

#include <string>
#include <vector>

#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/model/detection.hpp>
#include <skillmeat/tree/source_tree.hpp>

namespace skillmeat::ops {

/// Catalog rows of detected artifacts, with `sha` (formats.md, Catalog): the tree id of a directory
/// that is the artifact's own, the blob id of a single file, else the id git would give a blob of
/// the sorted `ls-tree` rows of its files, or of the canonical JSON of its manifest entry, so that
/// an unrelated commit changes nothing. Statuses and dates are left for the merge.
[[nodiscard]] std::vector<CatalogEntry> to_entries(const std::vector<DetectedArtifact>& artifacts,
                                                   const tree::SourceTree& tree);

/// Id of the tree at `directory` ("" for the root); the empty tree's id when there is none.
[[nodiscard]] std::string tree_id(const tree::SourceTree& tree, std::string_view directory);

}  // namespace skillmeat::ops
