#pragma once

#include <skillmeat/ops/deploy/upgrade.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec upgrade_spec;

struct UpgradeOptions {
    ops::UpgradeRequest request;
    bool diff = false;
    bool dry_run = false;
};

[[nodiscard]] Result<UpgradeOptions> bind_upgrade(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_upgrade(const UpgradeOptions& options, Context& context);

}  // namespace skillmeat::app::commands
