#pragma once

#include <string>
#include <string_view>

#include <skillmeat/model/deployment.hpp>

namespace skillmeat::report {

/// A deployment with where it stands.
struct DeploymentFacts {
    const Deployment* row = nullptr;
    std::string_view id;
    std::string_view latest_version;  ///< empty: none, or not known here
    std::string_view project_id;      ///< empty for the user scope
    std::string_view project_name;
};

/// One deployment as JSON (schemas/output/deployment.list.json, items).
[[nodiscard]] std::string deployment_json(const DeploymentFacts& facts);

/// What a deployment has on the disk, as all commands print it.
[[nodiscard]] std::string deployed_files_json(const Deployment& row);
[[nodiscard]] std::string deployed_settings_json(const Deployment& row);

}  // namespace skillmeat::report
