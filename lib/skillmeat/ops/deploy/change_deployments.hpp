#pragma once

#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/deploy/deployments.hpp>

namespace skillmeat::ops {

/// A record of something that was installed by other means.
struct NewDeployment {
    std::string artifact;                ///< REF of an entry
    std::string agent;                   ///< empty: not known
    std::string target;                  ///< likewise; as Deployment::target
    std::optional<std::string> version;  ///< none: the one that is scanned
    DeploymentStatus status = DeploymentStatus::pending;
};

struct DeploymentChange {
    bool changed = false;
    DeploymentView view;  ///< as it stands now
};

/// Adds a record. The artifact must be an entry of the scope; `already_exists` when there is a
/// record of it for that agent and target. What the record says of the content is what is scanned,
/// unless another version is given: then nothing but that is known.
[[nodiscard]] Result<DeploymentChange> create_deployment(Services& services, const Scope& scope,
                                                         const NewDeployment& wanted);

struct DeploymentUpdate {
    std::string id;
    std::optional<DeploymentStatus> status;
    std::optional<std::string> version;
};

/// Changes a record that was not made by a deployment of ours: one with files on the disk is
/// changed by deploying and undeploying (`invalid_value`), and so is a way that may_become() does
/// not know.
[[nodiscard]] Result<DeploymentChange> update_deployment(Services& services, const Scope& scope,
                                                         const DeploymentUpdate& wanted);

/// Drops the records with status `inactive` or `error`; what was dropped.
[[nodiscard]] Result<std::vector<DeploymentView>> prune_deployments(Services& services,
                                                                    const Scope& scope,
                                                                    bool dry_run);

}  // namespace skillmeat::ops
