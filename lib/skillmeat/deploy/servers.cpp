#include <skillmeat/deploy/servers.hpp>

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
using Words = std::span<const std::string_view>;

/// What one format lets an entry be.
struct Grammar {
    Words types;  ///< of the key `type`; an entry without it is fine
    Words keys;   ///< all that may stand in an entry; empty: any
    bool needs_type = false;
    bool list_command = false;  ///< the command is a list of words
};

constexpr std::array<std::string_view, 4> usual_types{"stdio", "http", "sse", "streamable-http"};
constexpr std::array<std::string_view, 4> copilot_types{"stdio", "local", "http", "sse"};
constexpr std::array<std::string_view, 3> gemini_types{"stdio", "http", "sse"};
constexpr std::array<std::string_view, 3> codex_types{"stdio", "http", "streamable-http"};
constexpr std::array<std::string_view, 2> opencode_types{"local", "remote"};
constexpr std::array<std::string_view, 15> codex_keys{"type",
                                                      "command",
                                                      "args",
                                                      "env",
                                                      "env_vars",
                                                      "cwd",
                                                      "url",
                                                      "http_headers",
                                                      "env_http_headers",
                                                      "enabled",
                                                      "startup_timeout_sec",
                                                      "tool_timeout_sec",
                                                      "enabled_tools",
                                                      "disabled_tools",
                                                      "bearer_token_env_var"};

Grammar grammar_of(Format format) {
    switch (format) {
        case Format::copilot_server:
            return {.types = copilot_types, .keys = {}};
        case Format::gemini_server:
            return {.types = gemini_types, .keys = {}};
        case Format::codex_server:
            return {.types = codex_types, .keys = codex_keys};
        case Format::opencode_server:
            return {.types = opencode_types, .keys = {}, .needs_type = true, .list_command = true};
        default:
            return {.types = usual_types, .keys = {}};
    }
}

std::string text_of(const ordered_json& object, std::string_view key) {
    const auto found = object.find(std::string(key));
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool is_one_of(std::string_view word, Words words) {
    return std::ranges::find(words, word) != words.end();
}

/// The address an entry connects to, under the names vendors use.
std::string address_of(const ordered_json& entry) {
    for (const std::string_view key : {"url", "httpUrl", "serverUrl"}) {
        if (auto text = text_of(entry, key); !text.empty()) {
            return text;
        }
    }
    return {};
}

void append_words(const ordered_json& list, std::string& line) {
    for (const auto& word : list) {
        line += line.empty() ? "" : " ";
        line += word.is_string() ? word.get<std::string>() : word.dump();
    }
}

std::string command_line(const ordered_json& entry) {
    std::string line;
    for (const char* key : {"env", "environment"}) {
        const auto variables = entry.find(key);
        if (variables != entry.end() && variables->is_object()) {
            for (const auto& [name, value] : variables->items()) {
                line += name + '=' + (value.is_string() ? value.get<std::string>() : value.dump()) +
                        ' ';
            }
        }
    }
    const auto command = entry.find("command");
    if (command != entry.end() && command->is_array()) {
        std::string words;
        append_words(*command, words);
        line += words;
    } else {
        line += text_of(entry, "command");
    }
    const auto args = entry.find("args");
    if (args != entry.end() && args->is_array()) {
        append_words(*args, line);
    }
    return line;
}

/// Why an entry does not fit the grammar; empty when it does.
std::string fault_of(const ordered_json& entry, const Grammar& grammar) {
    if (!entry.is_object()) {
        return "its entry is no object";
    }
    const bool typed = entry.contains("type");
    const auto type = text_of(entry, "type");
    if (typed && !is_one_of(type, grammar.types)) {
        return fmt::format("it does not know servers of type {}", quote(type));
    }
    if (!typed && grammar.needs_type) {
        return "its entry has no type";
    }
    for (const auto& [key, value] : entry.items()) {
        if (!grammar.keys.empty() && !is_one_of(key, grammar.keys)) {
            return fmt::format("it does not know the key {} of the entry", quote(key));
        }
    }
    const auto command = entry.find("command");
    const bool runs = command != entry.end();
    if (runs && command->is_array() != grammar.list_command) {
        return grammar.list_command ? "it wants the command as a list of words"
                                    : "it wants the command as one text";
    }
    if (!runs && address_of(entry).empty()) {
        return "its entry neither runs a command nor names an address";
    }
    return {};
}

}  // namespace

std::optional<std::string> find_server(std::string_view text, std::string_view name) {
    ordered_json root;
    if (!parse_value(text, true, root) || !root.is_object()) {
        return std::nullopt;
    }
    const auto* servers = &root;  // a plugin's file may be the bare map
    for (const char* key : {"mcpServers", "servers", "mcp", "mcp_servers"}) {
        const auto found = root.find(key);
        if (found != root.end() && found->is_object()) {
            servers = &*found;
            break;
        }
    }
    const auto entry = servers->find(std::string(name));
    return entry == servers->end() ? std::nullopt : std::optional(entry->dump());
}

Result<Server> read_server(std::string_view entry, std::string_view name, Format format,
                           const std::string& what, const std::string& agent) {
    ordered_json parsed;
    const auto fault = parse_value(entry, false, parsed) ? fault_of(parsed, grammar_of(format))
                                                         : std::string("its entry is no JSON");
    if (!fault.empty()) {
        return fail(ErrorCode::not_deployable,
                    fmt::format("{} cannot read {}: {}", agent, quote(what), fault));
    }
    if (const auto variable = plugin_variable_in(entry); !variable.empty()) {
        return fail(ErrorCode::not_deployable,
                    fmt::format("{} only works inside its plugin: its entry uses {}", quote(what),
                                variable),
                    "deploy the plugin as a whole");
    }
    if (format == Format::codex_server) {
        parsed.erase("type");
    }
    return Server{parsed.dump(-1, ' ', false, ordered_json::error_handler_t::replace),
                  server_command(entry, name)};
}

RunLine server_command(std::string_view entry, std::string_view name) {
    ordered_json parsed;
    RunLine line;
    line.when = fmt::format("MCP server {}", name);
    if (!parse_value(entry, false, parsed)) {
        return line;
    }
    if (parsed.is_object() && parsed.contains("command")) {
        line.command = command_line(parsed);
    } else if (parsed.is_object()) {
        line.command = "connects to " + address_of(parsed);
    }
    return line;
}

}  // namespace skillmeat::deploy
