#pragma once

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec paths_spec;

struct PathsOptions {};

[[nodiscard]] Result<PathsOptions> bind_paths(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_paths(const PathsOptions& options, Context& context);

}  // namespace skillmeat::app::commands
