#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec source_show_spec;

struct SourceShowOptions {
    std::string source;
};

[[nodiscard]] Result<SourceShowOptions> bind_source_show(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_source_show(const SourceShowOptions& options, Context& context);

}  // namespace skillmeat::app::commands
