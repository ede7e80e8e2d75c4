#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/model/collection.hpp>
#include <skillmeat/ops/workspace.hpp>
#include <skillmeat/toml/document.hpp>

namespace skillmeat::ops {

/// collections.toml of a scope and its private twin, open for editing. A file that does not exist
/// is an empty one, and only written when something was put into it.
struct CollectionFiles {
    tomlfile::Document shared;
    tomlfile::Document local;
    std::string shared_before;  ///< text as it was read
    std::string local_before;
    std::vector<Collection> collections;  ///< of both, by name ignoring case, then id

    [[nodiscard]] tomlfile::Document& document_of(const Collection& collection) {
        return collection.is_private ? local : shared;
    }
};

/// Reads both files and judges them: every fault is reported to the diagnostics, then the result is
/// `invalid_manifest`. An id in both is taken from the private file, with one warning; a public
/// collection with members of a private source is a warning too.
[[nodiscard]] Result<CollectionFiles> load_collections(Services& services,
                                                       const Workspace& workspace);

/// Whether the files can be read by other commands as they stand in memory now.
[[nodiscard]] Result<void> check_collections(const CollectionFiles& files, const Scope& scope);

/// The collection NAME means: its id, or its name ignoring case. `collection_not_found` suggests
/// close names; a name that stands in both files is `ambiguous_reference`.
[[nodiscard]] Result<const Collection*> find_collection(const CollectionFiles& files,
                                                        const Scope& scope, std::string_view text);

/// Position of the group NAME means in the collection; `group_not_found` suggests close names.
[[nodiscard]] Result<std::size_t> find_group(const Collection& collection, std::string_view text);

/// Fails with `already_exists` when another collection than the one with the id has the name.
[[nodiscard]] Result<void> check_name_free(const CollectionFiles& files, std::string_view name,
                                           std::string_view id);
/// The same for the groups of a collection.
[[nodiscard]] Result<void> check_group_name_free(const Collection& collection,
                                                 std::string_view name, std::string_view id);

/// 12 random hexadecimal digits that no collection and no group of the files has.
[[nodiscard]] Result<std::string> new_collection_id(const Services& services,
                                                    const CollectionFiles& files);

/// "project 'docs'" or "the user scope".
[[nodiscard]] std::string scope_text(const Scope& scope);

}  // namespace skillmeat::ops
