#pragma once

#include <skillmeat/ops/sources/change_source.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec source_update_spec;

/// A value not given differs from an empty one, which clears.
[[nodiscard]] Result<ops::UpdateRequest> bind_source_update(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_source_update(const ops::UpdateRequest& request,
                                                Context& context);

}  // namespace skillmeat::app::commands
