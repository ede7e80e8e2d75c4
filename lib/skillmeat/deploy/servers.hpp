#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>
#include <skillmeat/deploy/commands.hpp>
#include <skillmeat/deploy/targets.hpp>

namespace skillmeat::deploy {

/// An MCP server as it is put into an agent's settings.
struct Server {
    std::string
        value;  ///< JSON on one line, as the repository has it but for what `format` implies
    RunLine run;
};

/// The entry of one server in a JSON file (comments allowed), under any of the keys that vendors
/// use, as text; nothing when it is not there.
[[nodiscard]] std::optional<std::string> find_server(std::string_view text, std::string_view name);

/// Judges an entry for agents that know `format`. `not_deployable`, saying why, when a key, the
/// type or the form of the command is one that the agent does not read. For Codex, whose settings
/// imply it, `type` is left out.
[[nodiscard]] Result<Server> read_server(std::string_view entry, std::string_view name,
                                         Format format, const std::string& what,
                                         const std::string& agent);

/// What the entry of any format runs or connects to, for those who are to see it.
[[nodiscard]] RunLine server_command(std::string_view entry, std::string_view name);

}  // namespace skillmeat::deploy
