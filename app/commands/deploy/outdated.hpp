#pragma once

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec outdated_spec;

struct OutdatedOptions {};

[[nodiscard]] Result<OutdatedOptions> bind_outdated(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_outdated(const OutdatedOptions& options, Context& context);

}  // namespace skillmeat::app::commands
