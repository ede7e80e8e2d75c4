#pragma once

#include <vector>

#include <skillmeat/ops/deploy/change_planner.hpp>
#include <skillmeat/ops/scope.hpp>
#include <skillmeat/ops/services.hpp>
#include <skillmeat/sys/confined.hpp>

namespace skillmeat::ops {

/// Copies of what people changed and is about to be replaced or taken away
/// (PlannedChange::backups), in a new folder below `.skillmeat/backup`, on the disk when this
/// returns. Says where they are.
[[nodiscard]] Result<void> keep_backups(Services& services, const Scope& scope,
                                        const sys::Confined& disk,
                                        const std::vector<PlannedChange>& changes);

}  // namespace skillmeat::ops
