#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec source_remove_spec;

struct SourceRemoveOptions {
    std::string source;
    bool dry_run = false;
};

[[nodiscard]] Result<SourceRemoveOptions> bind_source_remove(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_source_remove(const SourceRemoveOptions& options,
                                                Context& context);

}  // namespace skillmeat::app::commands
