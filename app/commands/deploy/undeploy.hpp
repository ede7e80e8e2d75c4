#pragma once

#include <string>

#include <skillmeat/ops/deploy/undeploy.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec undeploy_spec;

struct UndeployOptions {
    ops::UndeployRequest request;
    std::string collection;
    std::string group;
};

[[nodiscard]] Result<UndeployOptions> bind_undeploy(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_undeploy(const UndeployOptions& options, Context& context);

}  // namespace skillmeat::app::commands
