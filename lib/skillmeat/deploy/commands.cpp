#include <skillmeat/deploy/commands.hpp>

#include <array>

namespace skillmeat::deploy {

std::string_view plugin_variable_in(std::string_view text) {
    constexpr std::array<std::string_view, 6> variables{"CLAUDE_PLUGIN_ROOT", "CURSOR_PLUGIN_ROOT",
                                                        "CODEX_PLUGIN_ROOT",  "COPILOT_PLUGIN_ROOT",
                                                        "extensionPath",      "PLUGIN_ROOT"};
    for (const auto variable : variables) {
        if (text.find(variable) != std::string_view::npos) {
            return variable;
        }
    }
    return {};
}

}  // namespace skillmeat::deploy
