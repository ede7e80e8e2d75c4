#pragma once

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec deployment_prune_spec;

struct DeploymentPruneOptions {
    bool dry_run = false;
};

[[nodiscard]] Result<DeploymentPruneOptions> bind_deployment_prune(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_deployment_prune(const DeploymentPruneOptions& options,
                                                   Context& context);

}  // namespace skillmeat::app::commands
