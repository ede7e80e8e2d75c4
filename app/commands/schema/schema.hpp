#pragma once

#include <optional>
#include <string>

#include <app/cli/spec.hpp>
#include <app/context.hpp>

namespace skillmeat::app::commands {

struct SchemaOptions {
    std::optional<std::string> name;  ///< nothing: list them
};

[[nodiscard]] Result<SchemaOptions> bind_schema(const cli::Values& values);

/// Prints a JSON Schema as it stands in schemas/, the document of all commands, or the list.
[[nodiscard]] Result<Outcome> run_schema(const SchemaOptions& options, Context& context);

extern const cli::CommandSpec schema_spec;

}  // namespace skillmeat::app::commands
