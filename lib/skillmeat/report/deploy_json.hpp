#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <skillmeat/base/error.hpp>
#include <skillmeat/model/deployment.hpp>

namespace skillmeat::report {

/// One deployment that was, or would be, installed or taken away.
struct DeployFacts {
    const Deployment* row = nullptr;
    std::string_view action;  ///< install | update | remove | unchanged | refused | skipped
    std::vector<std::pair<std::string, std::string>> commands;  ///< when, and what is run
    std::vector<std::string> notes;
    const Error* error = nullptr;  ///< null: none
    std::string_view project_id;   ///< empty for the user scope
    std::string_view project_name;
};

/// As JSON (schemas/output/deploy.json, items).
[[nodiscard]] std::string deploy_json(const DeployFacts& facts);

}  // namespace skillmeat::report
