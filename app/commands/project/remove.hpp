#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec project_remove_spec;

struct ProjectRemoveOptions {
    std::string project;  ///< id or directory
};

[[nodiscard]] Result<ProjectRemoveOptions> bind_project_remove(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_project_remove(const ProjectRemoveOptions& options,
                                                 Context& context);

}  // namespace skillmeat::app::commands
