#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/model/collection.hpp>
#include <skillmeat/ops/workspace.hpp>

namespace skillmeat::ops {

/// What is known of artifacts given by id, in their order. Each catalog is read once, and of it
/// only the entries in question.
[[nodiscard]] Result<std::vector<Member>> members_of(Services& services, const Workspace& workspace,
                                                     const std::vector<std::string>& artifacts);

/// The artifacts that references mean, as ids in full, in their order: entries of the workspace's
/// catalogs that did not leave their source, tried among those that lists show by default, then
/// among all. The first one that means none or several is the error: `artifact_not_found`,
/// `ambiguous_reference`; `not_scanned` when a catalog that could tell is not here. One of
/// `members` that is named in full is found whatever has become of it.
[[nodiscard]] Result<std::vector<std::string>> find_artifacts(
    Services& services, const Workspace& workspace, const std::vector<std::string>& members,
    const std::vector<std::string>& references);

struct MemberMatch {
    std::string id;                       ///< in full; of a member as the collection spells it
    std::optional<std::size_t> position;  ///< among the members; nothing when it is none
};

/// What holds members, as errors name it.
struct MemberHolder {
    std::string name;   ///< `group 'first pass'`
    std::string shown;  ///< command that shows it
};

/// For each reference the artifact it means: a member, or one that is known or named in full.
/// Members are found whatever has become of them. `artifact_not_found` with the closest member,
/// `ambiguous_reference`.
[[nodiscard]] Result<std::vector<MemberMatch>> find_members(
    Services& services, const Workspace& workspace, const std::vector<std::string>& members,
    const std::vector<std::string>& references, const MemberHolder& holder);

/// The same where all of them must be members.
[[nodiscard]] Result<std::vector<std::size_t>> require_members(
    Services& services, const Workspace& workspace, const std::vector<std::string>& members,
    const std::vector<std::string>& references, const MemberHolder& holder);

}  // namespace skillmeat::ops
