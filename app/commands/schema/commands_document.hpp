#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

/// All commands with arguments, options, types, defaults, allowed values, output schemas and error
/// codes, the global options, and both code tables: one JSON document (skillmeat.commands/1).
[[nodiscard]] std::string commands_document(const cli::Registry& registry);

}  // namespace skillmeat::app::commands
