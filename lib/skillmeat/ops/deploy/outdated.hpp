#pragma once

#include <string>
#include <vector>

#include <skillmeat/ops/deploy/deployments.hpp>
#include <skillmeat/ops/deploy/offers.hpp>

namespace skillmeat::ops {

/// An active deployment that is not what its source offers.
struct OutdatedDeployment {
    DeploymentView view;
    OfferState state = OfferState::newer;  ///< never `current`
    std::string latest_commit;             ///< that the source is at; empty: not known
};

/// Active deployments of the scopes that are behind, or whose sources cannot tell (see OfferState),
/// by artifact, agent, target, project. Nothing is looked up but what was scanned.
[[nodiscard]] Result<std::vector<OutdatedDeployment>> list_outdated(
    Services& services, const std::vector<Scope>& scopes);

}  // namespace skillmeat::ops
