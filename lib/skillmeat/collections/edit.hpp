#pragma once

#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/collection.hpp>
#include <skillmeat/toml/document.hpp>

namespace skillmeat::collections {

/// The collection with its groups as text: one `[[collection]]` table, artifacts one a line, so
/// that two branches that add different ones merge.
[[nodiscard]] std::string to_text(const Collection& collection);

/// Appends a `[[collection]]`.
[[nodiscard]] Result<void> add_collection(tomlfile::Document& document,
                                          const Collection& collection);

/// Makes the collection with `after.id` say what `after` says, groups and all: only what differs is
/// touched, and what stays keeps its comments, also where it changes places. `collection_not_found`
/// when absent.
[[nodiscard]] Result<void> update_collection(tomlfile::Document& document, const Collection& after);

/// Takes the collection's table away, with its groups and its own comments.
[[nodiscard]] Result<void> remove_collection(tomlfile::Document& document, std::string_view id);

}  // namespace skillmeat::collections
