#pragma once

#include <string>
#include <vector>

#include <skillmeat/ops/deploy/deploy_artifacts.hpp>
#include <skillmeat/ops/workspace.hpp>

namespace skillmeat::ops {

/// What `deploy --locked` was told.
struct LockedRequest {
    std::vector<std::string> artifacts;  ///< REFs, or ids of deployments; none: all
    std::vector<std::string> agents;     ///< only for these; empty: for all
    bool offline = false;
};

/// Works out what puts on the disk exactly what the ledgers say of their active deployments, from
/// the commits that they name; rows suffice by themselves, sources and catalogs need not be here.
/// The ledgers stay as they are. What cannot be had, would come out differently, or was changed by
/// hand is an item with the error `not_reproducible`.
[[nodiscard]] Result<DeployPlan> plan_locked(Services& services, const Scope& scope,
                                             const LockedRequest& request);

/// The same for rows that are chosen already; `force` puts back what was changed by hand, after a
/// backup.
[[nodiscard]] Result<DeployPlan> plan_recorded(Services& services, const Scope& scope,
                                               const Workspace& workspace,
                                               const std::vector<const Deployment*>& rows,
                                               bool offline, bool force);

}  // namespace skillmeat::ops
