#pragma once

#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/collections/change_groups.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec group_add_spec;
extern const cli::CommandSpec group_remove_spec;

struct GroupMembersOptions {
    ops::GroupName name;
    std::vector<std::string> references;
    std::optional<std::size_t> position;  ///< only when adding
};

[[nodiscard]] Result<GroupMembersOptions> bind_group_members(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_group_add(const GroupMembersOptions& options, Context& context);
[[nodiscard]] Result<Outcome> run_group_remove(const GroupMembersOptions& options,
                                               Context& context);

}  // namespace skillmeat::app::commands
