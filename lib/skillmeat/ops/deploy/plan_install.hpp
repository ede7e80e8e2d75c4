#pragma once

#include <skillmeat/ops/deploy/change_planner.hpp>
#include <skillmeat/ops/deploy/deploy_desired.hpp>

namespace skillmeat::ops {

/// Installs, updates, or finds that nothing is to do. Refused when files were changed by hand
/// (`locally_modified`, naming them), or when something that is not ours is in the way
/// (`already_exists`). What is refused changes nothing that the planner knows.
[[nodiscard]] PlannedChange plan_install(ChangePlanner& planner, const Desired& desired);

}  // namespace skillmeat::ops
