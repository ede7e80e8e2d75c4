#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec deployment_show_spec;

struct DeploymentShowOptions {
    std::string id;
};

[[nodiscard]] Result<DeploymentShowOptions> bind_deployment_show(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_deployment_show(const DeploymentShowOptions& options,
                                                  Context& context);

}  // namespace skillmeat::app::commands
