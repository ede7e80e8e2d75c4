#include <skillmeat/deploy/hooks.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/json_text.hpp>

namespace skillmeat::deploy {
namespace {

using nlohmann::ordered_json;

// Events by the documents of each agent (artifact-formats, Hook).
constexpr std::array<std::string_view, 31> claude_events{"SessionStart",
                                                         "Setup",
                                                         "UserPromptSubmit",
                                                         "UserPromptExpansion",
                                                         "PreToolUse",
                                                         "PermissionRequest",
                                                         "PermissionDenied",
                                                         "PostToolUse",
                                                         "PostToolUseFailure",
                                                         "PostToolBatch",
                                                         "Notification",
                                                         "MessageDisplay",
                                                         "SubagentStart",
                                                         "SubagentStop",
                                                         "TaskCreated",
                                                         "TaskCompleted",
                                                         "Stop",
                                                         "StopFailure",
                                                         "TeammateIdle",
                                                         "InstructionsLoaded",
                                                         "ConfigChange",
                                                         "CwdChanged",
                                                         "DirectoryAdded",
                                                         "FileChanged",
                                                         "WorktreeCreate",
                                                         "WorktreeRemove",
                                                         "PreCompact",
                                                         "PostCompact",
                                                         "Elicitation",
                                                         "ElicitationResult",
                                                         "SessionEnd"};
constexpr std::array<std::string_view, 6> codex_events{
    "PreToolUse", "PostToolUse", "PermissionRequest", "SessionStart", "UserPromptSubmit", "Stop"};
constexpr std::array<std::string_view, 11> gemini_events{
    "SessionStart",        "SessionEnd", "BeforeAgent", "AfterAgent",  "BeforeModel", "AfterModel",
    "BeforeToolSelection", "BeforeTool", "AfterTool",   "PreCompress", "Notification"};
constexpr std::array<std::string_view, 21> cursor_events{
    "sessionStart",        "sessionEnd",         "preToolUse",        "postToolUse",
    "postToolUseFailure",  "subagentStart",      "subagentStop",      "beforeShellExecution",
    "afterShellExecution", "beforeMCPExecution", "afterMCPExecution", "beforeReadFile",
    "afterFileEdit",       "beforeSubmitPrompt", "preCompact",        "stop",
    "afterAgentResponse",  "afterAgentThought",  "beforeTabFileRead", "afterTabFileEdit",
    "workspaceOpen"};
constexpr std::array<std::string_view, 10> copilot_events{
    "sessionStart",  "sessionEnd", "userPromptSubmitted", "preToolUse",    "postToolUse",
    "errorOccurred", "agentStop",  "subagentStop",        "subagentStart", "preCompact"};

// Keys under which the vendors write what is run.
constexpr std::array<const char*, 8> command_keys{"command", "bash",    "powershell", "linux",
                                                  "osx",     "windows", "url",        "prompt"};
std::span<const std::string_view> events_of(Format format) {
    switch (format) {
        case Format::claude_hooks:
            return claude_events;
        case Format::codex_hooks:
            return codex_events;
        case Format::gemini_hooks:
            return gemini_events;
        case Format::cursor_hooks:
            return cursor_events;
        case Format::copilot_hooks:
            return copilot_events;
        default:
            return {};
    }
}

/// Claude, Codex and Gemini group actions by matcher; the others list them flat.
bool groups_actions(Format format) {
    return format == Format::claude_hooks || format == Format::codex_hooks ||
           format == Format::gemini_hooks;
}

std::string text_of(const ordered_json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Whatever an action runs; more than one on different systems.
void add_commands(const ordered_json& action, const std::string& when,
                  std::vector<RunLine>& commands) {
    for (const auto* key : command_keys) {
        const auto text = text_of(action, key);
        if (text.empty()) {
            continue;
        }
        auto line = text;
        const auto args = action.find("args");
        if (args != action.end() && args->is_array()) {
            for (const auto& arg : *args) {
                line += ' ' + (arg.is_string() ? arg.get<std::string>() : arg.dump());
            }
        }
        const auto type = text_of(action, "type");
        const bool plain = type.empty() || type == "command";
        commands.push_back({plain ? when : when + " (" + type + ")", std::move(line)});
    }
}

void add_entry_commands(const std::string& event, const ordered_json& entry,
                        std::vector<RunLine>& commands) {
    if (!entry.is_object()) {
        return;
    }
    const auto matcher = text_of(entry, "matcher");
    const auto when = matcher.empty() ? event : event + ", matching " + matcher;
    const auto inner = entry.find("hooks");
    if (inner == entry.end() || !inner->is_array()) {
        add_commands(entry, when, commands);
        return;
    }
    for (const auto& action : *inner) {
        if (action.is_object()) {
            add_commands(action, when, commands);
        }
    }
}

/// The object `hooks`; null when there is none.
ordered_json hooks_of(std::string_view text) {
    ordered_json root;
    if (!parse_value(text, true, root) || !root.is_object() || !root.contains("hooks") ||
        !root["hooks"].is_object()) {
        return nullptr;
    }
    return root["hooks"];
}

class Reader {
  public:
    Reader(Format format, const std::string& what, const std::string& agent)
        : format_(format), what_(what), agent_(agent) {}

    Result<HookFile> read(const ordered_json& hooks) {
        if (!hooks.is_object() || hooks.empty()) {
            return refuse("has no object of hooks");
        }
        HookFile file;
        for (const auto& [event, list] : hooks.items()) {
            const std::string_view name = event;
            if (std::ranges::find(events_of(format_), name) == events_of(format_).end()) {
                return refuse(
                    fmt::format("is for the event {}, which it does not know", quote(event)));
            }
            if (!list.is_array()) {
                return refuse(fmt::format("has no list for the event {}", quote(event)));
            }
            for (const auto& entry : list) {
                if (!has_shape(entry)) {
                    return refuse(fmt::format("has an entry of another form for {}", quote(event)));
                }
                file.entries.push_back({event, entry.dump()});
                add_entry_commands(event, entry, file.commands);
            }
        }
        SKILLMEAT_TRY(check_commands(file.commands));
        return file;
    }

  private:
    [[nodiscard]] bool has_shape(const ordered_json& entry) const {
        if (!entry.is_object()) {
            return false;
        }
        const bool grouped = entry.contains("hooks") && entry["hooks"].is_array();
        // Copilot's `bash` and `powershell` stand where Cursor looks for `command`.
        const bool runs = format_ != Format::cursor_hooks || !text_of(entry, "command").empty() ||
                          !text_of(entry, "prompt").empty();
        return groups_actions(format_) == grouped && runs;
    }

    [[nodiscard]] Result<void> check_commands(const std::vector<RunLine>& commands) const {
        for (const auto& line : commands) {
            const auto variable = plugin_variable_in(line.command);
            if (!variable.empty()) {
                return fail(ErrorCode::not_deployable,
                            fmt::format("{} only works inside its plugin: a command uses {}",
                                        quote(what_), variable),
                            "deploy the plugin as a whole");
            }
        }
        return {};
    }

    [[nodiscard]] tl::unexpected<Error> refuse(std::string_view reason) const {
        return fail(ErrorCode::not_deployable,
                    fmt::format("{} cannot read {}: it {}", agent_, quote(what_), reason));
    }

    Format format_;
    const std::string& what_;
    const std::string& agent_;
};

}  // namespace

Result<HookFile> read_hook_file(std::string_view text, Format format, const std::string& what,
                                const std::string& agent) {
    return Reader(format, what, agent).read(hooks_of(text));
}

std::vector<RunLine> hook_commands(std::string_view text) {
    std::vector<RunLine> commands;
    const auto hooks = hooks_of(text);
    if (!hooks.is_object()) {
        return commands;
    }
    for (const auto& [event, list] : hooks.items()) {
        for (const auto& entry : list) {
            add_entry_commands(event, entry, commands);
        }
    }
    return commands;
}

std::vector<std::string> path_words(std::string_view command) {
    std::vector<std::string> words;
    std::string word;
    const auto finish = [&] {
        std::string_view rest = word;
        for (const std::string_view front :
             {"$CLAUDE_PROJECT_DIR/", "${CLAUDE_PROJECT_DIR}/", "$CURSOR_PROJECT_DIR/",
              "$GEMINI_PROJECT_DIR/", "${GEMINI_PROJECT_DIR}/", "./"}) {
            rest.remove_prefix(rest.starts_with(front) ? front.size() : 0);
        }
        if (!rest.empty()) {
            words.emplace_back(rest);
        }
        word.clear();
    };
    for (const char c : command) {
        if (std::string_view(" \t\r\n;|&()<>=").find(c) != std::string_view::npos) {
            finish();
        } else if (c != '"' && c != '\'') {
            word += c;
        }
    }
    finish();
    return words;
}

}  // namespace skillmeat::deploy
