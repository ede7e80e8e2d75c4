#pragma once

#include <map>
#include <string>
#include <vector>

#include <skillmeat/ops/deploy/deploy_artifacts.hpp>
#include <skillmeat/ops/deploy/deploy_desired.hpp>

namespace skillmeat::ops {

/// What a request comes to, before the disk is looked at.
struct GatheredDeployments {
    std::vector<Desired> desired;  ///< by artifact as asked for, then by agent
    std::map<std::string, std::string> commits;
};

/// The first half of plan_deploy(): finds the artifacts and agents, reads the content.
[[nodiscard]] Result<GatheredDeployments> gather_desired(Services& services, const Scope& scope,
                                                         const DeployRequest& request);

}  // namespace skillmeat::ops
