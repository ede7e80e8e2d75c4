#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/ops/scope.hpp>
#include <skillmeat/state/projects.hpp>

namespace skillmeat::ops {

/// Notes a project in the user's registry. A failure is dropped: the registry only serves
/// `--scope all`, and a project must work without a writable home. One small file is read when the
/// project is known already.
void register_project_quietly(Services& services, const Scope& project, std::string_view name);

enum class ProjectStatus {
    present,
    missing,     ///< its root holds no skillmeat.toml any more
    unreadable,  ///< the system refuses to say, for example for want of permission
};
[[nodiscard]] std::string_view to_string(ProjectStatus status);

struct RegisteredProject {
    state::Project project;
    std::string id;
    ProjectStatus status = ProjectStatus::present;

    bool operator==(const RegisteredProject&) const = default;
};

/// All registered projects by root, bytewise; none without a registry or a place for one.
[[nodiscard]] Result<std::vector<RegisteredProject>> list_projects(Services& services);

struct AddedProject {
    RegisteredProject project;
    bool changed = false;  ///< false when it was registered under this name before
};

/// Registers the directory, which must hold a skillmeat.toml that can be read
/// (`project_not_found`).
[[nodiscard]] Result<AddedProject> add_project(Services& services, const std::string& directory);

/// Forgets a project, named by id or directory, and touches nothing in it. `project_not_found` when
/// it is not registered.
[[nodiscard]] Result<RegisteredProject> remove_project(Services& services, const std::string& name);

}  // namespace skillmeat::ops
