#include <skillmeat/model/deployment.hpp>

#include <algorithm>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>

namespace skillmeat {
namespace {

constexpr std::size_t id_length = 12;
constexpr std::size_t short_commit = 12;
constexpr std::size_t max_path = 4096;

}  // namespace

std::string_view to_string(DeploymentStatus status) {
    switch (status) {
        case DeploymentStatus::pending:
            return "pending";
        case DeploymentStatus::active:
            return "active";
        case DeploymentStatus::inactive:
            return "inactive";
        case DeploymentStatus::error:
            return "error";
    }
    return {};
}

std::optional<DeploymentStatus> parse_deployment_status(std::string_view text) {
    for (const auto status : deployment_statuses) {
        if (text == to_string(status)) {
            return status;
        }
    }
    return std::nullopt;
}

std::string_view to_string(DeployMode mode) {
    return mode == DeployMode::symlink ? "symlink" : "copy";
}

std::optional<DeployMode> parse_deploy_mode(std::string_view text) {
    for (const auto mode : {DeployMode::copy, DeployMode::symlink}) {
        if (text == to_string(mode)) {
            return mode;
        }
    }
    return std::nullopt;
}

std::string deployment_id(const Deployment& deployment) {
    std::string key = deployment.artifact;
    key += '\0';
    key += deployment.agent;
    key += '\0';
    key += deployment.target;
    return hex_digest(HashKind::sha256, key).substr(0, id_length);
}

std::string_view shown_version(std::string_view version, std::string_view commit) {
    return version.empty() ? commit.substr(0, short_commit) : version;
}

bool may_become(DeploymentStatus from, DeploymentStatus to) {
    switch (from) {
        case DeploymentStatus::pending:
            return true;
        case DeploymentStatus::active:
            return to != DeploymentStatus::pending;
        case DeploymentStatus::inactive:
            return to != DeploymentStatus::error;
        case DeploymentStatus::error:
            return true;
    }
    return false;
}

bool is_deployable_path(std::string_view path) {
    if (path == ".") {
        return true;
    }
    if (path.size() > max_path || path.find('\0') != std::string_view::npos) {
        return false;
    }
    const bool absolute = path.starts_with('/');
    const auto segments = split(path.substr(absolute ? 1 : 0), '/');
    return std::all_of(segments.begin(), segments.end(), [absolute](std::string_view segment) {
        return absolute ? !segment.empty() && segment != "." && segment != ".."
                        : is_safe_tree_path(segment);
    });
}

}  // namespace skillmeat
