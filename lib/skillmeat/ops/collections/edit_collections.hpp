#pragma once

#include <functional>
#include <string>
#include <vector>

#include <skillmeat/ops/collections/collection_files.hpp>
#include <skillmeat/ops/scope_edit.hpp>

namespace skillmeat::ops {

/// A collection as commands show it.
struct CollectionView {
    Collection collection;
    std::string project_id;  ///< empty for the user scope
    std::string project_name;
};

/// An artifact that a command named.
struct ArtifactChange {
    std::string id;
    bool changed = false;
};

[[nodiscard]] std::vector<ArtifactChange> with_flags(const std::vector<std::string>& ids,
                                                     const std::vector<bool>& changed);

/// edit_scope() for commands on collections: opens their files under the scope's lock.
[[nodiscard]] Result<void> edit_collections(
    Services& services, const Scope& scope, bool dry_run,
    const std::function<Result<void>(const Workspace&, CollectionFiles&)>& edit);

/// Writes what a collection became into its document, with the times of what differs. Whether
/// anything does; `after` is the collection as it stands then.
[[nodiscard]] Result<bool> put_collection(CollectionFiles& files, const Collection& before,
                                          Collection& after, Timestamp now);

/// Fails with `invalid_value` when a public collection would hold one of the artifacts and its
/// source is private.
[[nodiscard]] Result<void> check_members_public(const Workspace& workspace,
                                                const Collection& collection,
                                                const std::vector<std::string>& artifacts);

[[nodiscard]] CollectionView view_of(const Workspace& workspace, Collection collection);

/// Takes the artifacts of a source that becomes private out of public collections. Unless that is
/// `allowed`, one that holds some is `confirmation_required` and nothing is changed. Whether
/// anything was taken out; what, is a note.
[[nodiscard]] Result<bool> take_out_of_public_collections(Services& services, ScopeEdit& edit,
                                                          const std::string& source_id,
                                                          bool allowed);

}  // namespace skillmeat::ops
