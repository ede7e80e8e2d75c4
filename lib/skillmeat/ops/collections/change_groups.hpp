#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/collections/edit_collections.hpp>

namespace skillmeat::ops {

/// A group by names or ids.
struct GroupName {
    std::string collection;
    std::string group;
};

/// What a command on a group led to.
struct GroupChange {
    bool changed = false;
    CollectionView view;                    ///< its collection as it stands now
    std::size_t position = 0;               ///< of the group in it; of a deleted one where it stood
    Group group;                            ///< as it stands now; a deleted one as it stood
    std::vector<ArtifactChange> artifacts;  ///< those named, in the order of the command
};

struct NewGroup {
    GroupName name;
    std::string description;
    std::optional<std::size_t> position;  ///< 0 to the number of groups; none: the end
};

/// `already_exists` when the collection has a group of that name, `invalid_value` for a position
/// beyond the end. Groups behind the position shift.
[[nodiscard]] Result<GroupChange> create_group(Services& services, const Scope& scope,
                                               const NewGroup& wanted);

struct GroupUpdate {
    GroupName name;
    std::optional<std::string> new_name;
    std::optional<std::string> description;
    std::optional<std::size_t> position;  ///< 0 to the last; the others shift
};
[[nodiscard]] Result<GroupChange> update_group(Services& services, const Scope& scope,
                                               const GroupUpdate& wanted);

/// Its artifacts stay in the collection.
[[nodiscard]] Result<GroupChange> delete_group(Services& services, const Scope& scope,
                                               const GroupName& name, bool dry_run);

/// Adds artifacts to a group and to its collection; with a position they come to stand there, also
/// those that are in it.
[[nodiscard]] Result<GroupChange> add_to_group(Services& services, const Scope& scope,
                                               const GroupName& name,
                                               const std::vector<std::string>& references,
                                               std::optional<std::size_t> position);

/// Takes members out of a group; they stay in the collection.
[[nodiscard]] Result<GroupChange> remove_from_group(Services& services, const Scope& scope,
                                                    const GroupName& name,
                                                    const std::vector<std::string>& references);

/// Puts one member at a position of its group.
[[nodiscard]] Result<GroupChange> position_in_group(Services& services, const Scope& scope,
                                                    const GroupName& name,
                                                    const std::string& reference,
                                                    std::size_t position);

struct ReorderChange {
    bool changed = false;
    CollectionView view;  ///< with the groups in their new order
};

/// Puts the groups of a collection in order. `words` are all of them, or `NAME=POSITION` for those
/// to place; a word that is a name as a whole is one. `invalid_value` for a position out of range,
/// an item given twice or missing, `group_not_found` for one that is none.
[[nodiscard]] Result<ReorderChange> reorder_groups(Services& services, const Scope& scope,
                                                   const std::string& collection,
                                                   const std::vector<std::string>& words);

/// The same for the artifacts of a group.
[[nodiscard]] Result<GroupChange> reorder_artifacts(Services& services, const Scope& scope,
                                                    const GroupName& name,
                                                    const std::vector<std::string>& words);

}  // namespace skillmeat::ops
