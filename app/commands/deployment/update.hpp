#pragma once

#include <skillmeat/ops/deploy/change_deployments.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec deployment_update_spec;

[[nodiscard]] Result<ops::DeploymentUpdate> bind_deployment_update(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_deployment_update(const ops::DeploymentUpdate& wanted,
                                                    Context& context);

}  // namespace skillmeat::app::commands
