#pragma once

#include <string>
#include <vector>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec source_exclude_spec;
extern const cli::CommandSpec source_restore_spec;

struct SourceExcludeOptions {
    std::string source;
    std::vector<std::string> references;
    std::string reason;  ///< empty when none was given
};

[[nodiscard]] Result<SourceExcludeOptions> bind_source_exclude(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_source_exclude(const SourceExcludeOptions& options,
                                                 Context& context);
[[nodiscard]] Result<Outcome> run_source_restore(const SourceExcludeOptions& options,
                                                 Context& context);

}  // namespace skillmeat::app::commands
