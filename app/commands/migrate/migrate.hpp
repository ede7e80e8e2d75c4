#pragma once

#include <skillmeat/ops/migrate.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec migrate_spec;

[[nodiscard]] Result<ops::MigrateRequest> bind_migrate(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_migrate(const ops::MigrateRequest& request, Context& context);

}  // namespace skillmeat::app::commands
