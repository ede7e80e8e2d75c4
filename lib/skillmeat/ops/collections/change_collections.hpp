#pragma once

#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/collections/edit_collections.hpp>

namespace skillmeat::ops {

/// What a command on a collection led to.
struct CollectionChange {
    bool changed = false;
    CollectionView view;                    ///< as it stands now; a deleted one as it stood
    std::vector<ArtifactChange> artifacts;  ///< those named, in the order of the command
};

struct NewCollection {
    std::string name;
    std::string description;
    bool is_private = false;
};

/// `already_exists` when the scope has a collection of that name, `invalid_value` for a name or
/// description outside what is allowed.
[[nodiscard]] Result<CollectionChange> create_collection(Services& services, const Scope& scope,
                                                         const NewCollection& wanted);

struct CollectionUpdate {
    std::string collection;  ///< name or id, here and below
    std::optional<std::string> name;
    std::optional<std::string> description;
};

/// Changes what is given and leaves the rest.
[[nodiscard]] Result<CollectionChange> update_collection(Services& services, const Scope& scope,
                                                         const CollectionUpdate& wanted);

/// Takes its groups and memberships along, never an artifact.
[[nodiscard]] Result<CollectionChange> delete_collection(Services& services, const Scope& scope,
                                                         const std::string& collection,
                                                         bool dry_run);

/// All artifacts are found before anything is written; those that are in it already change nothing.
[[nodiscard]] Result<CollectionChange> add_to_collection(
    Services& services, const Scope& scope, const std::string& collection,
    const std::vector<std::string>& references);

/// Takes members out of the collection and of its groups, whatever has become of them; what is no
/// member changes nothing.
[[nodiscard]] Result<CollectionChange> remove_from_collection(
    Services& services, const Scope& scope, const std::string& collection,
    const std::vector<std::string>& references);

struct Transfer {
    std::string from;
    std::string to;
    std::vector<std::string> references;
    bool keep = false;  ///< copy: the originals stay
};

struct TransferChange {
    bool changed = false;
    CollectionView from;
    CollectionView to;
    std::vector<ArtifactChange> artifacts;  ///< changed: the receiving collection did not have it
};

/// Moves or copies members to another collection, all or none. One that has them already keeps
/// them; what is moved leaves the groups of the first. `artifact_not_found` when one is no member.
[[nodiscard]] Result<TransferChange> transfer(Services& services, const Scope& scope,
                                              const Transfer& wanted);

}  // namespace skillmeat::ops
