#pragma once

#include <skillmeat/ops/collections/change_groups.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec group_update_spec;

[[nodiscard]] Result<ops::GroupUpdate> bind_group_update(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_group_update(const ops::GroupUpdate& wanted, Context& context);

}  // namespace skillmeat::app::commands
