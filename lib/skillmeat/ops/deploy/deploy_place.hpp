#pragma once

#include <functional>
#include <string>
#include <vector>

#include <skillmeat/deploy/targets.hpp>
#include <skillmeat/ops/scope.hpp>
#include <skillmeat/settings/settings.hpp>

namespace skillmeat::ops {

struct ChosenAgent {
    std::string id;
    bool is_named = false;  ///< on the command line
};

/// Where deployments of a scope go, and for which agents.
struct PlaceOfDeployment {
    deploy::Targets targets;
    std::vector<ChosenAgent> agents;
    /// See DesiredPlace.
    std::function<Result<std::string>(const std::string& path)> resolve;
};

/// How paths of agents below `base` are named in rows: symbolic links on the way looked through;
/// `unsafe_path` when they leave the project (rule R33). Refers to its arguments but `base`.
[[nodiscard]] std::function<Result<std::string>(const std::string& path)> resolver(
    Services& services, const Scope& scope, sys::Path base);

/// `to`: a directory, which in a project must lie inside its root (`invalid_usage`); empty: the
/// root, or in the user scope the user's own folders. `names`: agents by id or alias; when empty
/// those of the setting `agents`, else those that are used there; none of them is `invalid_usage`.
/// What is returned refers to `services` and `scope`.
[[nodiscard]] Result<PlaceOfDeployment> place_of_deployment(Services& services, const Scope& scope,
                                                            const settings::Settings& settings,
                                                            const std::string& to,
                                                            const std::vector<std::string>& names);

}  // namespace skillmeat::ops
