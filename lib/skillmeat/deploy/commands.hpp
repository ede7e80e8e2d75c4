#pragma once

#include <string>
#include <string_view>

namespace skillmeat::deploy {

/// Something that an agent will run, or talk to, once an artifact is installed. Shown to people
/// before anything is written (rule R33), so `command` is exact: nothing left out or shortened.
struct RunLine {
    std::string when;     ///< `PreToolUse, matching Bash`; `MCP server github`
    std::string command;  ///< the command line, or `connects to URL`

    bool operator==(const RunLine&) const = default;
};

/// The first name in a text that only a plugin's own folder gives a meaning to
/// (`CLAUDE_PLUGIN_ROOT`); empty when there is none. What holds one works inside its plugin alone.
[[nodiscard]] std::string_view plugin_variable_in(std::string_view text);

}  // namespace skillmeat::deploy
