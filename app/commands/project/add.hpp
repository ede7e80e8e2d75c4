#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec project_add_spec;

struct ProjectAddOptions {
    std::string directory;
};

[[nodiscard]] Result<ProjectAddOptions> bind_project_add(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_project_add(const ProjectAddOptions& options, Context& context);

}  // namespace skillmeat::app::commands
