#pragma once

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec lock_check_spec;

struct LockCheckOptions {};

[[nodiscard]] Result<LockCheckOptions> bind_lock_check(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_lock_check(const LockCheckOptions& options, Context& context);

}  // namespace skillmeat::app::commands
