#pragma once

#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/index_address.hpp>
#include <skillmeat/model/source.hpp>
#include <skillmeat/toml/document.hpp>

namespace skillmeat::manifest {

/// Text of a new, empty manifest: `schema`, and for a project `[project]` with a commented example.
[[nodiscard]] std::string new_manifest(std::string_view project_name);
/// Text of a new file for private sources, or of a user manifest.
[[nodiscard]] std::string new_plain_manifest();

/// Appends a `[[source]]` with the keys that differ from their defaults (id and url always).
[[nodiscard]] Result<void> add_source(tomlfile::Document& document, const Source& source);

/// Makes the source with `after.id` (ignoring case) say what `after` says: only keys that differ
/// are touched, tags and exclusions are added and removed one by one. `source_not_found` when
/// absent.
[[nodiscard]] Result<void> update_source(tomlfile::Document& document, const Source& after);

/// Takes the source's table away, with its exclusions and its own comments.
[[nodiscard]] Result<void> remove_source(tomlfile::Document& document, std::string_view id);

/// Moves the source's table, comments too, from one document to the end of another (visibility).
[[nodiscard]] Result<void> move_source(tomlfile::Document& from, tomlfile::Document& to,
                                       std::string_view id);

/// Makes the `[[index]]` of that id (ignoring case) say what `index` says, or appends one.
[[nodiscard]] Result<void> save_index(tomlfile::Document& document, const SavedIndex& index);

/// Takes the index's table away, with its own comments. `index_not_found` when absent.
[[nodiscard]] Result<void> remove_index(tomlfile::Document& document, std::string_view id);

}  // namespace skillmeat::manifest
