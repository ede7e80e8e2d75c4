#pragma once

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec project_list_spec;

struct ProjectListOptions {};

[[nodiscard]] Result<ProjectListOptions> bind_project_list(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_project_list(const ProjectListOptions& options, Context& context);

}  // namespace skillmeat::app::commands
