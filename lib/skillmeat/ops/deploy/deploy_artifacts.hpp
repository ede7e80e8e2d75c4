#pragma once

#include <map>
#include <string>
#include <vector>

#include <skillmeat/ops/deploy/change_planner.hpp>
#include <skillmeat/ops/deploy/deploy_desired.hpp>
#include <skillmeat/ops/scope.hpp>

namespace skillmeat::ops {

/// What `deploy` was told.
struct DeployRequest {
    std::vector<std::string>
        artifacts;                     ///< REFs: one that fits nothing, or several, fails the whole
    std::vector<std::string> members;  ///< of collections, as ids: one that is gone fails by itself
    std::vector<std::string> agents;   ///< ids or aliases; empty: the setting, else those found
    std::string to;                    ///< directory; empty: the project's root, or the user's own
    DeployMode mode = DeployMode::copy;
    bool offline = false;
};

/// One deployment of a plan, for people and scripts.
struct DeployItem {
    PlannedChange change;
    std::vector<deploy::RunLine> commands;
    std::vector<std::string> notes;
    bool is_skipped = false;  ///< refused for an agent that nobody named, while another takes it
};

/// What would be done. Nothing was written to make it but the cache of git objects.
struct DeployPlan {
    std::vector<Desired> desired;
    std::vector<DeployItem> items;  ///< one for each of `desired`
    /// Commit of each source that content was read from: by source id.
    std::map<std::string, std::string> commits;
    bool force = false;
    /// Rows stay as the ledger has them: what they say is put there, they do not follow.
    bool keep_rows = false;
};

/// Reads content and works out what would be written where: plan_changes() of what the request asks
/// for. `artifact_not_found`, `ambiguous_reference`, `not_scanned` and unknown agents fail the
/// whole; what cannot be installed is an item with an error: excluded (`not_deployable`), gone, of
/// a trust level that was not reached (`trust_refused`), with hidden characters
/// (`flagged_content`), ...
[[nodiscard]] Result<DeployPlan> plan_deploy(Services& services, const Scope& scope,
                                             const DeployRequest& request);

struct ChangeOptions {
    bool force = false;      ///< changed files are backed up and replaced, not refused
    bool keep_rows = false;  ///< see DeployPlan
};

/// The plan for deployments that are known already: what `desired` needs done on the disk as it is.
[[nodiscard]] Result<DeployPlan> plan_changes(Services& services, const Scope& scope,
                                              std::vector<Desired> desired,
                                              const ChangeOptions& options);

/// Works the plan out again under the scope's lock, on the disk as it is then, and does it.
/// `concurrent_change` when a source was removed or scanned to another commit meanwhile. The items,
/// each with its error when it failed.
[[nodiscard]] Result<std::vector<DeployItem>> apply_plan(Services& services, const Scope& scope,
                                                         const DeployPlan& plan);

}  // namespace skillmeat::ops
