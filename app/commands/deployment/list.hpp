#pragma once

#include <skillmeat/ops/deploy/deployments.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec deployment_list_spec;

[[nodiscard]] Result<ops::DeploymentListRequest> bind_deployment_list(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_deployment_list(const ops::DeploymentListRequest& request,
                                                  Context& context);

}  // namespace skillmeat::app::commands
