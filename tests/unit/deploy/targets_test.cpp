#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fakes/fake_environment.hpp>

#include <skillmeat/deploy/hooks.hpp>
#include <skillmeat/deploy/names.hpp>
#include <skillmeat/deploy/servers.hpp>
#include <skillmeat/deploy/targets.hpp>
#include <skillmeat/model/git_url.hpp>

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::deploy;
using enum ArtifactType;

namespace {

fakes::FakeEnvironment surroundings(std::map<std::string, std::string> variables = {}) {
    variables.try_emplace("HOME", "/home/u");
    return fakes::FakeEnvironment(std::move(variables));
}

std::string path_of(const Targets& targets, std::string_view agent, ArtifactType type) {
    const auto place = targets.place(agent, type);
    return place ? place->path + (place->key.empty() ? "" : " " + place->key) + place->suffix
                 : "- " + place.error().message;
}

ErrorCode refusal(const Result<HookFile>& result) {
    return result ? ErrorCode::internal : result.error().code;
}

}  // namespace

TEST_CASE("the table of agents is sound", "[deploy]") {
    std::set<std::string_view> names;
    CHECK(agents().size() >= 21);
    for (const auto& agent : agents()) {
        INFO(agent.id);
        CHECK(is_slug(agent.id));
        CHECK(!agent.name.empty());
        CHECK(!agent.source.empty());
        CHECK(names.insert(agent.id).second);
        CHECK((agent.alias.empty() || names.insert(agent.alias).second));
        CHECK(is_safe_tree_path(agent.skills));
        CHECK(!agent.user_skills.empty());
        std::set<ArtifactType> types;
        for (const auto& place : agent.places) {
            CHECK(types.insert(place.type).second);
            CHECK(place.type != skill);
            CHECK((place.project.empty() || is_safe_tree_path(place.project)));
            CHECK(!(place.project.empty() && place.user.empty()));
            CHECK((place.user.empty() ||
                   std::string_view("~%$").find(place.user.front()) != std::string_view::npos));
            CHECK((place.method == Method::settings) == !place.key.empty());
            CHECK((place.method == Method::file) == !place.suffix.empty());
        }
    }
    for (const char* id : {"claude-code", "codex", "cursor", "copilot", "gemini", "opencode"}) {
        CHECK(names.contains(id));
    }
}

TEST_CASE("places in a project", "[deploy]") {
    const auto environment = surroundings();
    const Targets targets(environment, {}, false);
    CHECK(path_of(targets, "claude-code", skill) == ".claude/skills");
    CHECK(path_of(targets, "claude-code", agent) == ".claude/agents.md");
    CHECK(path_of(targets, "claude-code", mcp) == ".mcp.json mcpServers");
    CHECK(path_of(targets, "claude-code", hook) == ".claude/settings.json hooks");
    CHECK(path_of(targets, "claude-code", plugin) == ".claude/skills");
    for (const char* id : {"codex", "cursor", "copilot", "gemini", "opencode"}) {
        CHECK(path_of(targets, id, skill) == ".agents/skills");
    }
    CHECK(path_of(targets, "codex", mcp) == ".codex/config.toml mcp_servers");
    CHECK(path_of(targets, "codex", command) == "- Codex takes no commands in a project");
    CHECK(path_of(targets, "copilot", agent) == ".github/agents.agent.md");
    CHECK(path_of(targets, "copilot", hook) == ".github/hooks.json");
    CHECK(path_of(targets, "gemini", command) == ".gemini/commands.toml");
    CHECK(path_of(targets, "opencode", mcp) == "opencode.json mcp");
    CHECK(path_of(targets, "opencode", hook) == "- OpenCode takes no hooks");
    CHECK(path_of(targets, "goose", agent) == "- Goose takes no agents");
    CHECK(path_of(targets, "cursor", plugin) ==
          "- Cursor takes no plugins as a whole in a project");
    CHECK(path_of(targets, "claude-code", bundle) == "- Claude Code takes no bundles");
    const auto signs = targets.signs("copilot");
    CHECK(std::ranges::find(signs, ".github/hooks") != signs.end());
}

TEST_CASE("places of a user follow the variables of agents and of the system", "[deploy]") {
    const auto plain = surroundings();
    const Targets usual(plain, {}, true);
    CHECK(path_of(usual, "claude-code", skill) == "/home/u/.claude/skills");
    CHECK(path_of(usual, "claude-code", mcp) == "/home/u/.claude.json mcpServers");
    CHECK(path_of(usual, "codex", command) == "/home/u/.codex/prompts.md");
    CHECK(path_of(usual, "opencode", agent) == "/home/u/.config/opencode/agents.md");
    CHECK(path_of(usual, "amp", skill) == "/home/u/.config/agents/skills");
    CHECK(path_of(usual, "gemini", plugin) == "/home/u/.gemini/extensions");
    CHECK(path_of(usual, "copilot", command) == "- GitHub Copilot takes no commands for a user");
    CHECK(usual.signs("claude-code") == std::vector<std::string>{"/home/u/.claude"});
    CHECK(usual.signs("gemini") == std::vector<std::string>{"/home/u/.gemini"});
    const auto moved = surroundings({{"CLAUDE_CONFIG_DIR", "/c"},
                                     {"CODEX_HOME", "/x/"},
                                     {"COPILOT_HOME", "relative"},
                                     {"GEMINI_CLI_HOME", "/g"},
                                     {"XDG_CONFIG_HOME", "/config"}});
    const Targets elsewhere(moved, {}, true);
    CHECK(path_of(elsewhere, "claude-code", skill) == "/c/skills");
    CHECK(path_of(elsewhere, "claude-code", mcp) == "/c/.claude.json mcpServers");
    CHECK(path_of(elsewhere, "codex", agent) == "/x/agents.toml");
    CHECK(path_of(elsewhere, "gemini", skill) == "/g/.gemini/skills");
    CHECK(path_of(elsewhere, "opencode", skill) == "/config/opencode/skills");
    CHECK(!elsewhere.place("copilot", skill).has_value());
    const fakes::FakeEnvironment homeless(std::map<std::string, std::string>{});
    CHECK(!Targets(homeless, {}, true).place("claude-code", skill).has_value());
}

TEST_CASE("settings move places and add agents", "[deploy]") {
    const auto environment = surroundings();
    std::vector<AgentPlace> rows;
    for (const char* text :
         {"codex.skill=.codex/skills", "codex.skill=~/.codex/skills/", "mine.skill=.mine/skills",
          "mine.agent=.mine/agents", "mine.hook=.mine/hooks.json"}) {
        const auto row = parse_agent_place(text);
        REQUIRE(row.has_value());
        rows.push_back(*row);
    }
    const Targets project(environment, rows, false);
    CHECK(path_of(project, "codex", skill) == ".codex/skills");
    CHECK(path_of(Targets(environment, rows, true), "codex", skill) == "/home/u/.codex/skills");
    CHECK(path_of(project, "mine", agent) == ".mine/agents.md");
    CHECK(!project.place("mine", hook).has_value());
    CHECK(!project.place("mine", command).has_value());
    CHECK(project.find("mine") == std::string("mine"));
    CHECK(project.signs("mine") == std::vector<std::string>{".mine/skills"});
    CHECK(project.name("mine") == "mine");
    for (const char* bad :
         {"", "codex", "codex.skill", "codex=.x", "codex.skil=.x", ".skill=.x", "Codex.skill=x",
          "codex.skill=../x", "codex.skill=a/../b", "codex.skill=", "codex.skill=~/../x",
          "codex.skill=/a/../b", "codex.skill=.git/x"}) {
        INFO(bad);
        CHECK(!parse_agent_place(bad).has_value());
    }
}

TEST_CASE("agents are found by their names and those of others", "[deploy]") {
    const auto environment = surroundings();
    const Targets targets(environment, {}, false);
    CHECK(targets.find("github-copilot") == std::string("copilot"));
    CHECK(targets.find("gemini-cli") == std::string("gemini"));
    CHECK(targets.find("codex") == std::string("codex"));
    const auto unknown = targets.find("coedx");
    REQUIRE(!unknown.has_value());
    CHECK(unknown.error().code == ErrorCode::invalid_value);
    CHECK(unknown.error().hint == "did you mean 'codex'?");
}

TEST_CASE("hooks are read in the form of each agent", "[deploy]") {
    const std::string claude =
        R"({"description": "d", "hooks": {"PreToolUse": [{"matcher": "Bash", "hooks": [
            {"type": "command", "command": "check", "args": ["-v", 1]}]}], "Stop": [
            {"hooks": [{"type": "prompt", "prompt": "think"}]}]}, "permissions": {}})";
    const auto file = read_hook_file(claude, Format::claude_hooks, "hook h", "Claude Code");
    REQUIRE(file.has_value());
    REQUIRE(file->entries.size() == 2);
    CHECK(file->entries[0].event == "PreToolUse");
    CHECK(file->entries[0].value.find("{\"matcher\":\"Bash\"") == 0);
    REQUIRE(file->commands.size() == 2);
    CHECK(file->commands[0] == RunLine{"PreToolUse, matching Bash", "check -v 1"});
    CHECK(file->commands[1] == RunLine{"Stop (prompt)", "think"});
    CHECK(read_hook_file(claude, Format::codex_hooks, "h", "Codex").has_value());
    CHECK(refusal(read_hook_file(claude, Format::gemini_hooks, "h", "Gemini CLI")) ==
          ErrorCode::not_deployable);
    CHECK(refusal(read_hook_file(claude, Format::cursor_hooks, "h", "Cursor")) ==
          ErrorCode::not_deployable);
    CHECK(refusal(read_hook_file(R"({"hooks": {"SubagentStop": [{"hooks": [{"command": "x"}]}]}})",
                                 Format::codex_hooks, "h", "Codex")) == ErrorCode::not_deployable);
    const std::string copilot =
        R"({"version": 1, "hooks": {"sessionStart": [{"type": "command", "bash": "a.sh",
            "powershell": "a.ps1"}]}})";
    const auto flat = read_hook_file(copilot, Format::copilot_hooks, "h", "Copilot");
    REQUIRE(flat.has_value());
    CHECK(flat->commands.size() == 2);
    CHECK(refusal(read_hook_file(copilot, Format::cursor_hooks, "h", "Cursor")) ==
          ErrorCode::not_deployable);
    CHECK(read_hook_file(R"({"version": 1, "hooks": {"stop": [{"command": "x"}]}})",
                         Format::cursor_hooks, "h", "Cursor")
              .has_value());
    CHECK(refusal(read_hook_file(copilot, Format::claude_hooks, "h", "C")) ==
          ErrorCode::not_deployable);
    const auto inside = read_hook_file(
        R"({"hooks": {"Stop": [{"hooks": [{"command": "${CLAUDE_PLUGIN_ROOT}/x"}]}]}})",
        Format::claude_hooks, "hook h", "Claude Code");
    REQUIRE(!inside.has_value());
    CHECK(inside.error().message ==
          "'hook h' only works inside its plugin: a command uses CLAUDE_PLUGIN_ROOT");
    for (const char* bad :
         {"", "[]", "{}", "{\"hooks\": []}", "{\"hooks\": {}}", "{\"hooks\": {\"Stop\": 1}}",
          "{\"hooks\": {\"Stop\": [1]}}", "{\"hooks\": {\"Stop\": [{\"command\": \"x\"}]}}"}) {
        INFO(bad);
        CHECK(refusal(read_hook_file(bad, Format::claude_hooks, "h", "C")) ==
              ErrorCode::not_deployable);
    }
    CHECK(hook_commands(claude).size() == 2);
    CHECK(hook_commands("nothing").empty());
    CHECK(hook_commands("{\"hooks\": {\"Stop\": [1, {\"hooks\": [2]}]}}").empty());
    CHECK(!read_hook_file(std::string(100'000, '['), Format::claude_hooks, "h", "C").has_value());
}

TEST_CASE("words of commands that may be paths", "[deploy]") {
    CHECK(path_words("uv run \"$CLAUDE_PROJECT_DIR\"/.claude/hooks/a.py --x; ./b.sh>out") ==
          std::vector<std::string>{"uv", "run", ".claude/hooks/a.py", "--x", "b.sh", "out"});
    CHECK(path_words("").empty());
}

TEST_CASE("servers are read in the form of each agent", "[deploy]") {
    const std::string text =
        R"({/* c */ "mcpServers": {"a": {"type": "stdio", "command": "npx", "args": ["-y", "a"],
            "env": {"K": "v"}}, "b": {"type": "http", "url": "https://x/mcp"}}})";
    const auto entry = find_server(text, "a");
    REQUIRE(entry.has_value());
    CHECK(!find_server(text, "c").has_value());
    CHECK(!find_server("[]", "a").has_value());
    CHECK(find_server(R"({"a": {"command": "x"}})", "a").has_value());
    CHECK(find_server(R"({"servers": {"a": {}}})", "a") == std::string("{}"));
    const auto server = read_server(*entry, "a", Format::usual_server, "mcp a", "Cursor");
    REQUIRE(server.has_value());
    CHECK(server->run == RunLine{"MCP server a", "K=v npx -y a"});
    CHECK(server->value == *entry);
    const auto codex = read_server(*entry, "a", Format::codex_server, "mcp a", "Codex");
    REQUIRE(codex.has_value());
    CHECK(codex->value == R"({"command":"npx","args":["-y","a"],"env":{"K":"v"}})");
    const auto remote = *find_server(text, "b");
    CHECK(read_server(remote, "b", Format::usual_server, "mcp b", "C")->run.command ==
          "connects to https://x/mcp");
    CHECK(read_server(remote, "b", Format::codex_server, "mcp b", "C").has_value());
    const auto refused = [](std::string_view value, Format format) {
        const auto result = read_server(value, "n", format, "mcp n", "Agent");
        REQUIRE(!result.has_value());
        CHECK(result.error().code == ErrorCode::not_deployable);
        return result.error().message;
    };
    CHECK(refused(R"({"type":"ws","url":"wss://x"})", Format::usual_server) ==
          "Agent cannot read 'mcp n': it does not know servers of type 'ws'");
    CHECK(refused(R"({"url":"https://x","headers":{}})", Format::codex_server) ==
          "Agent cannot read 'mcp n': it does not know the key 'headers' of the entry");
    CHECK(refused(*entry, Format::opencode_server).find("type 'stdio'") != std::string::npos);
    CHECK(refused(R"({"command":"x"})", Format::opencode_server).find("no type") !=
          std::string::npos);
    CHECK(refused(R"({"type":"local","command":"x"})", Format::opencode_server)
              .find("list of words") != std::string::npos);
    CHECK(refused(R"({"command":["x"]})", Format::usual_server).find("one text") !=
          std::string::npos);
    refused("{}", Format::usual_server);
    refused("[]", Format::usual_server);
    refused("{", Format::usual_server);
    CHECK(read_server(R"({"type":"local","command":["x","y"]})", "n", Format::opencode_server, "n",
                      "O")
              ->run.command == "x y");
    CHECK(read_server(R"({"httpUrl":"https://x"})", "n", Format::gemini_server, "n", "G")
              .has_value());
    CHECK(read_server(R"({"type":"local","command":"x"})", "n", Format::copilot_server, "n", "G")
              .has_value());
    CHECK(server_command("{", "n").command.empty());
}
