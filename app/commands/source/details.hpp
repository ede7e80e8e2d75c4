#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec source_details_spec;

struct SourceDetailsOptions {
    std::string source;  ///< SRC
};

[[nodiscard]] Result<SourceDetailsOptions> bind_source_details(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_source_details(const SourceDetailsOptions& options,
                                                 Context& context);

}  // namespace skillmeat::app::commands
