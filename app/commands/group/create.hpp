#pragma once

#include <skillmeat/ops/collections/change_groups.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec group_create_spec;

[[nodiscard]] Result<ops::NewGroup> bind_group_create(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_group_create(const ops::NewGroup& wanted, Context& context);

}  // namespace skillmeat::app::commands
