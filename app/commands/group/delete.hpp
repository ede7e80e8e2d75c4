#pragma once

#include <skillmeat/ops/collections/change_groups.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec group_delete_spec;

struct GroupDeleteOptions {
    ops::GroupName name;
    bool dry_run = false;
};

[[nodiscard]] Result<GroupDeleteOptions> bind_group_delete(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_group_delete(const GroupDeleteOptions& options, Context& context);

}  // namespace skillmeat::app::commands
