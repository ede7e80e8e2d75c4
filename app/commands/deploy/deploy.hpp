#pragma once

#include <string>

#include <skillmeat/ops/deploy/deploy_artifacts.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec deploy_spec;

struct DeployOptions {
    ops::DeployRequest request;
    std::string collection;
    std::string group;
    bool locked = false;  ///< what the ledger says, and nothing else
    bool dry_run = false;
};

[[nodiscard]] Result<DeployOptions> bind_deploy(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_deploy(const DeployOptions& options, Context& context);

}  // namespace skillmeat::app::commands
