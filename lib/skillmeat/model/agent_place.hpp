#pragma once

#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/artifact_type.hpp>

namespace skillmeat {

/// `AGENT.TYPE=PATH` of the setting `agent_directories`: another folder (or settings file) that a
/// coding agent reads one type of artifact from. A relative path is a project's, one that begins
/// with `~/` or `/` the user's.
struct AgentPlace {
    std::string agent;
    ArtifactType type = ArtifactType::skill;
    std::string path;  ///< without a slash at its end

    [[nodiscard]] bool is_users() const { return path.starts_with("~/") || path.starts_with('/'); }
    bool operator==(const AgentPlace&) const = default;
};

/// `invalid_value` for anything else, paths with `..` too.
[[nodiscard]] Result<AgentPlace> parse_agent_place(std::string_view text);

}  // namespace skillmeat
