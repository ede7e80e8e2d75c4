#pragma once

#include <string>
#include <vector>

#include <skillmeat/ops/deploy/deploy_artifacts.hpp>

namespace skillmeat::ops {

/// What `undeploy` was told.
struct UndeployRequest {
    std::vector<std::string> artifacts;  ///< REFs, or ids of deployments
    std::vector<std::string> members;    ///< of collections, as ids: what is not installed is fine
    std::vector<std::string> agents;     ///< only for these; empty: for all
    std::string to;                      ///< only what was installed below this directory
    bool force = false;                  ///< changed files go too, after a backup
    bool dry_run = false;
};

/// Takes deployments away (see plan_removal()); what is not installed is `artifact_not_found`, or
/// `deployment_not_found`. A dry run works all out and writes nothing.
[[nodiscard]] Result<std::vector<DeployItem>> undeploy(Services& services, const Scope& scope,
                                                       const UndeployRequest& request);

}  // namespace skillmeat::ops
