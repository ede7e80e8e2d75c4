#pragma once

#include <string>

namespace skillmeat::deploy {

/// Something that an agent will run, or talk to, once an artifact is installed. Shown to people
/// before anything is written (rule R33), so `command` is exact: nothing left out or shortened.
struct RunLine {
    std::string when;     ///< `PreToolUse, matching Bash`; `MCP server github`
    std::string command;  ///< the command line, or `connects to URL`

    bool operator==(const RunLine&) const = default;
};

}  // namespace skillmeat::deploy
