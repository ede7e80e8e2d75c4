#pragma once

#include <optional>
#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec export_spec;

struct ExportOptions {
    std::optional<std::string> output;  ///< none: stdout
    bool include_private = false;
};

[[nodiscard]] Result<ExportOptions> bind_export(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_export(const ExportOptions& options, Context& context);

}  // namespace skillmeat::app::commands
