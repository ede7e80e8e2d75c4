#pragma once

#include <skillmeat/ops/collections/change_groups.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec group_show_spec;

[[nodiscard]] Result<ops::GroupName> bind_group_show(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_group_show(const ops::GroupName& name, Context& context);

}  // namespace skillmeat::app::commands
