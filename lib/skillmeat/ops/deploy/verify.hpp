#pragma once

#include <string>
#include <vector>

#include <skillmeat/ops/deploy/deploy_artifacts.hpp>
#include <skillmeat/ops/workspace.hpp>

namespace skillmeat::ops {

/// How something on the disk stands to the ledger.
enum class DriftState {
    ok,
    extra,      ///< it is in a folder of ours, and nothing tells of it
    modified,   ///< it is not as it was written
    missing,    ///< it is gone
    unchecked,  ///< the record says of nothing what it ought to be
};
[[nodiscard]] std::string_view to_string(DriftState state);

/// One file, or one value in a settings file, that is not as it ought to be.
struct Drift {
    std::string path;              ///< as Deployment::target
    std::vector<std::string> key;  ///< of a value; empty: the file itself
    DriftState state = DriftState::ok;

    bool operator==(const Drift&) const = default;
};

struct VerifiedDeployment {
    Deployment row;
    std::string project_id;  ///< empty for the user scope
    std::string project_name;
    DriftState state = DriftState::ok;  ///< the worst: missing, modified, extra
    std::vector<Drift> drifts;          ///< files by path, then values
};

[[nodiscard]] bool is_drift(DriftState state);

/// Compares the disk with the active deployments of the scopes, by artifact, agent, target,
/// project. Content is compared by digest, links by where they lead; permissions are not.
[[nodiscard]] Result<std::vector<VerifiedDeployment>> verify(Services& services,
                                                             const std::vector<Scope>& scopes);

/// What would put back what is missing or modified in one scope: a plan whose rows stay as they
/// are. Extra files are nobody's but the user's.
[[nodiscard]] Result<DeployPlan> plan_fix(Services& services, const Scope& scope,
                                          const std::vector<VerifiedDeployment>& found,
                                          bool offline);

}  // namespace skillmeat::ops
