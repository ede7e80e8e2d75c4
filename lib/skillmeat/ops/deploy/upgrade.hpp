#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <skillmeat/ops/deploy/deploy_artifacts.hpp>
#include <skillmeat/ops/deploy/offers.hpp>

namespace skillmeat::ops {

/// What `upgrade` was told.
struct UpgradeRequest {
    std::vector<std::string> artifacts;  ///< REFs, or ids of deployments; none: all
    std::vector<std::string> agents;     ///< only for these; empty: for all
    bool force = false;                  ///< changed files are replaced, after a backup
    bool merge = false;                  ///< changed files are brought together with the new ones
    bool offline = false;
};

/// An active deployment that there is nothing newer for, or nothing at all.
struct PassedOver {
    Deployment row;
    OfferState state = OfferState::current;
};

struct UpgradePlan {
    DeployPlan plan;
    std::vector<PassedOver> passed_over;  ///< by artifact, agent, target
    std::size_t conflicts = 0;            ///< files that could not be merged
};

/// Works out what brings active deployments to the version that was scanned last, each at its place
/// and under its name. A REF that no active deployment has is `artifact_not_found`. Files that
/// people changed refuse their deployment (`locally_modified`) unless force or merge is given.
[[nodiscard]] Result<UpgradePlan> plan_upgrade(Services& services, const Scope& scope,
                                               const UpgradeRequest& request);

}  // namespace skillmeat::ops
