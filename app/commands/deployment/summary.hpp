#pragma once

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec deployment_summary_spec;

struct DeploymentSummaryOptions {};

[[nodiscard]] Result<DeploymentSummaryOptions> bind_deployment_summary(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_deployment_summary(const DeploymentSummaryOptions& options,
                                                     Context& context);

}  // namespace skillmeat::app::commands
