#pragma once

#include <skillmeat/ops/deploy/change_deployments.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec deployment_create_spec;

[[nodiscard]] Result<ops::NewDeployment> bind_deployment_create(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_deployment_create(const ops::NewDeployment& wanted,
                                                    Context& context);

}  // namespace skillmeat::app::commands
