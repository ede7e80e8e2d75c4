#include <skillmeat/detect/json_shapes.hpp>
#include <skillmeat/detect/json_text.hpp>

#include <skillmeat/base/text.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace skillmeat::detect {
namespace {

using nlohmann::json;

// The union of the events of Claude, Copilot, Cursor, Gemini and Codex, in lower case.
constexpr std::array known_events{"sessionstart",
                                  "setup",
                                  "userpromptsubmit",
                                  "userpromptexpansion",
                                  "pretooluse",
                                  "permissionrequest",
                                  "permissiondenied",
                                  "posttooluse",
                                  "posttoolusefailure",
                                  "posttoolbatch",
                                  "notification",
                                  "messagedisplay",
                                  "subagentstart",
                                  "subagentstop",
                                  "taskcreated",
                                  "taskcompleted",
                                  "stop",
                                  "stopfailure",
                                  "teammateidle",
                                  "instructionsloaded",
                                  "configchange",
                                  "cwdchanged",
                                  "directoryadded",
                                  "filechanged",
                                  "worktreecreate",
                                  "worktreeremove",
                                  "precompact",
                                  "postcompact",
                                  "elicitation",
                                  "elicitationresult",
                                  "sessionend",
                                  "userpromptsubmitted",
                                  "erroroccurred",
                                  "agentstop",
                                  "beforeshellexecution",
                                  "aftershellexecution",
                                  "beforemcpexecution",
                                  "aftermcpexecution",
                                  "beforereadfile",
                                  "afterfileedit",
                                  "beforesubmitprompt",
                                  "afteragentresponse",
                                  "afteragentthought",
                                  "beforetabfileread",
                                  "aftertabfileedit",
                                  "beforetool",
                                  "aftertool",
                                  "beforeagent",
                                  "afteragent",
                                  "beforemodel",
                                  "aftermodel",
                                  "beforetoolselection",
                                  "precompress",
                                  "workspaceopen"};

bool is_known_event(std::string_view event) {
    const auto lower = ascii_lower(event);
    return std::ranges::any_of(known_events, [&](const char* known) { return lower == known; });
}

bool is_action(const json& action, std::vector<std::string>& commands) {
    bool found = false;
    if (action.is_object()) {
        for (const char* key : {"command", "bash", "powershell", "prompt", "url", "linux", "osx",
                                "windows", "server"}) {
            const auto text = string_member(action, key);
            if (!text.empty()) {
                commands.push_back(text);
                found = true;
            }
        }
        found = found || action.contains("type");
    }
    return found;
}

bool is_matcher(const json& matcher, std::vector<std::string>& commands) {
    if (!matcher.is_object()) {
        return false;
    }
    const auto inner = matcher.find("hooks");
    if (inner == matcher.end()) {
        return is_action(matcher, commands);
    }
    return inner->is_array() &&
           std::ranges::all_of(*inner, [&](const json& each) { return is_action(each, commands); });
}

void read_server_map(const json& map, Config& config) {
    for (const auto& [name, server] : map.items()) {
        McpServer row;
        row.name = name;
        row.valid = is_server(server);
        row.canonical_json = canonical_json(server);
        row.description = string_member(server, "description");
        config.servers.push_back(std::move(row));
    }
}

}  // namespace

void read_hooks(const json& root, Config& config) {
    const auto hooks = root.find("hooks");
    config.has_hooks_key = hooks != root.end();
    if (!config.has_hooks_key || !hooks->is_object() || hooks->empty()) {
        return;
    }
    bool known = false;
    bool shaped = true;
    for (const auto& [event, list] : hooks->items()) {
        if (is_known_event(event)) {
            known = true;
        } else {
            config.unknown_events.push_back(event);
        }
        shaped = shaped && list.is_array();
        for (const auto& matcher : list) {
            shaped = shaped && is_matcher(matcher, config.hook_commands);
        }
    }
    config.is_hooks = known && shaped && !config.hook_commands.empty();
    config.hooks_description = string_member(root, "description");
}

bool is_server(const json& server) {
    if (!server.is_object()) {
        return false;
    }
    const auto command = server.find("command");
    const bool has_array = command != server.end() && command->is_array() && !command->empty() &&
                           command->front().is_string();
    return has_array || !string_member(server, "command").empty() ||
           !string_member(server, "url").empty() || !string_member(server, "httpUrl").empty() ||
           !string_member(server, "serverUrl").empty();
}

void read_servers(const json& root, std::string_view file_name, Config& config) {
    for (const char* key : {"mcpServers", "servers", "mcp", "mcp_servers"}) {
        const auto found = root.find(key);
        if (found != root.end() && found->is_object()) {
            read_server_map(*found, config);
            return;
        }
    }
    const bool bare = file_name == ".mcp.json" && !root.empty() &&
                      std::ranges::all_of(root, [](const json& each) { return each.is_object(); });
    if (bare && std::ranges::any_of(root, is_server)) {
        config.bare_servers = true;
        read_server_map(root, config);
    }
}

}  // namespace skillmeat::detect
