#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ledger/summary.hpp>
#include <skillmeat/model/deployment.hpp>
#include <skillmeat/ops/workspace.hpp>

namespace skillmeat::ops {

/// A deployment as commands show it.
struct DeploymentView {
    Deployment row;
    std::string id;
    bool is_private = false;     ///< stands in the ledger that is not committed
    std::string latest_version;  ///< that its source offers; empty: none, or not known here
    std::string project_id;      ///< empty for the user scope
    std::string project_name;
};

/// All conditions must hold; several values of one are alternatives.
struct DeploymentFilter {
    std::string artifact;  ///< REF; empty: all
    std::vector<DeploymentStatus> statuses;
    std::vector<std::string> agents;
};

struct DeploymentListRequest {
    DeploymentFilter filter;
    std::optional<std::size_t> limit;  ///< 1 to 100,000
    std::string cursor;
};

struct DeploymentList {
    std::vector<DeploymentView> rows;
    std::size_t total = 0;
    std::string next_cursor;  ///< empty on the last page
};

/// Deployments of the scopes, by artifact, agent, target, project, bytewise. A reference is tried
/// on the ledgers, whose artifacts may have left their sources; one that fits no row must at least
/// fit an entry (`artifact_not_found`).
[[nodiscard]] Result<DeploymentList> list_deployments(Services& services,
                                                      const std::vector<Scope>& scopes,
                                                      const DeploymentListRequest& request);

/// The deployment of that id, or the only one of the artifact that a reference names;
/// `deployment_not_found`, `ambiguous_reference` with their ids for several.
[[nodiscard]] Result<DeploymentView> find_deployment(Services& services,
                                                     const std::vector<Scope>& scopes,
                                                     const std::string& text);

struct ProjectDeployments {
    std::string project_id;  ///< empty for the user scope
    std::string project_name;
    std::size_t count = 0;
    std::size_t active = 0;

    bool operator==(const ProjectDeployments&) const = default;
};

struct DeploymentSummary {
    ledger::StatusCounts by_status;
    std::vector<ledger::ArtifactStanding> by_artifact;  ///< by count, then id
    std::vector<ProjectDeployments> by_project;         ///< by count, then id; only those with some
};

/// Counts over all ledgers of the scopes. Neither sources nor catalogs are looked at.
[[nodiscard]] Result<DeploymentSummary> summarize_deployments(Services& services,
                                                              const std::vector<Scope>& scopes);

/// Views of rows of one workspace, in their order, with what is offered for them.
[[nodiscard]] Result<std::vector<DeploymentView>> views_of(
    Services& services, const Workspace& workspace, const std::vector<const Deployment*>& rows);

/// `deployment_not_found`, saying where it was looked for.
[[nodiscard]] Error no_deployment(const std::string& id, const std::vector<Scope>& scopes);

}  // namespace skillmeat::ops
