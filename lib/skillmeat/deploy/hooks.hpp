#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/deploy/commands.hpp>
#include <skillmeat/deploy/targets.hpp>

namespace skillmeat::deploy {

/// One entry of a hook file: what is appended to the list of an event.
struct HookEntry {
    std::string event;
    std::string value;  ///< JSON on one line, as the file has it
};

struct HookFile {
    std::vector<HookEntry> entries;  ///< in the order of the file
    std::vector<RunLine> commands;
};

/// Reads the `hooks` of a JSON file (comments allowed) for agents that know `format`.
/// `not_deployable`, saying why, when the file has another shape, an event the agent does not know,
/// or commands that only work inside a plugin (they use its folder). `what` names the artifact,
/// `agent` the agent, both for messages.
[[nodiscard]] Result<HookFile> read_hook_file(std::string_view text, Format format,
                                              const std::string& what, const std::string& agent);

/// The commands of a hook file of any format, for those who are to see them; none when it cannot be
/// read.
[[nodiscard]] std::vector<RunLine> hook_commands(std::string_view text);

/// Words of a command that may be paths, without quotes, `./` in front and what stands for the
/// project's folder (`$CLAUDE_PROJECT_DIR/`).
[[nodiscard]] std::vector<std::string> path_words(std::string_view command);

}  // namespace skillmeat::deploy
