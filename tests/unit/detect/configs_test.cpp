#include "scenario.hpp"

#include <support/catch.hpp>

using namespace scenario;

TEST_CASE("hook configurations are known by their shape", "[detect][hooks]") {
    const auto found = detect({{"hooks/format/hooks.json", hooks},
                               {"hooks/format/check.sh", "#!/bin/sh\n"},
                               {"hooks/format/README.md", text("format")},
                               {"hooks/lint-on-save.json", hooks},
                               {"hooks/empty.json", R"({"hooks": {}})"},
                               {"hooks/other.json", R"({"hooks": {"useState": []}})"},
                               {"hooks/list.json", R"({"hooks": ["a"]})"},
                               {"hooks/broken.json", "{"},
                               {"hooks/useThing.ts", "export {}\n"}});
    CHECK(offered(found) == "hook hooks/format/hooks.json\nhook hooks/lint-on-save.json\n");
    const auto format = row(found, "hooks/format/hooks.json");
    CHECK(format.name == "format");
    CHECK(has_note(format, "runs: ./check.sh"));
    CHECK(format.files ==
          std::vector<std::string>{"hooks/format/check.sh", "hooks/format/hooks.json"});
    CHECK(row(found, "hooks/lint-on-save.json").name == "lint-on-save");
    CHECK(rejected(found) ==
          "hook hooks/broken.json not-hook-shape\n"
          "hook hooks/empty.json not-hook-shape\n"
          "hook hooks/list.json not-hook-shape\n"
          "hook hooks/other.json not-hook-shape\n");
}

TEST_CASE("hooks of other vendors have flat actions and their own event names", "[detect][hooks]") {
    CHECK(offered_in(
              {{"hooks/a.json",
                R"({"version": 1, "hooks": {"sessionEnd": [{"type": "command", "bash": "x"}]}})"},
               {"hooks/b.json", R"({"hooks": {"afterFileEdit": [{"command": "x"}]}})"}}) ==
          "hook hooks/a.json\nhook hooks/b.json\n");
    const auto found =
        detect({{"hooks/c.json",
                 R"({"hooks": {"Stop": [{"command": "x"}], "Odd": [{"command": "y"}]}})"}});
    CHECK(has_note(row(found, "hooks/c.json"), "unknown-event: Odd"));
}

TEST_CASE("a plugin's hooks are called after it, inline ones stand in its manifest",
          "[detect][hooks]") {
    const auto found = detect({{"p/.claude-plugin/plugin.json", R"({"name": "pee"})"},
                               {"p/hooks/hooks.json", hooks},
                               {"q/.claude-plugin/plugin.json",
                                R"({"name": "q", "hooks": {"Stop": [{"command": "x"}]}})"}});
    CHECK(offered(found) ==
          "hook p/hooks/hooks.json\nhook q/.claude-plugin/plugin.json\n"
          "plugin p\nplugin q\n");
    CHECK(row(found, "p/hooks/hooks.json").name == "pee");
}

TEST_CASE("the same hooks for another vendor are a copy", "[detect][copies]") {
    const auto found = detect(
        {{".claude-plugin/plugin.json", R"({"name": "p"})"},
         {".cursor-plugin/plugin.json", R"({"name": "p", "hooks": "./hooks/hooks-cursor.json"})"},
         {"hooks/hooks.json", hooks},
         {"hooks/hooks-cursor.json", R"({"hooks": {"sessionStart": [{"command": "x"}]}})"}});
    CHECK(offered(found) == "hook hooks/hooks.json\nplugin .\n");
    CHECK(hidden(found) == "hook hooks/hooks-cursor.json installed-copy\n");
}

TEST_CASE("every server of a file is an artifact of its own", "[detect][mcp]") {
    const auto found = detect(
        {{"p/.claude-plugin/plugin.json", R"({"name": "p"})"},
         {"p/.mcp.json", R"({"a": {"command": "x"}, "b": {"url": "https://x"}, "c": {"url": ""}})"},
         {"mcps/web/fetch.json", servers},
         {"mcps/empty.json", R"({"mcpServers": {}})"}});
    CHECK(offered(found) ==
          "mcp mcps/web/fetch.json#docs\nmcp p/.mcp.json#a\nmcp p/.mcp.json#b\nplugin p\n");
    CHECK(row(found, "p/.mcp.json#a").canonical_json == R"({"command":"x"})");
    CHECK(rejected(found) == "mcp p/.mcp.json#c not-mcp-shape\n");
}

TEST_CASE("servers in editor settings are the maintainers' own", "[detect][mcp]") {
    const auto found = detect(
        {{"skills/a/SKILL.md", text("a")},
         {".mcp.json", servers},
         {".vscode/mcp.json", "{\n // comment\n \"servers\": {\"x\": {\"command\": \"y\",},},\n}"},
         {".codex/config.toml", "[mcp_servers.z]\ncommand = \"z\"\n"}});
    CHECK(offered(found) == "skill skills/a\n");
    CHECK(hidden(found) ==
          "mcp .codex/config.toml#z installed-copy\n"
          "mcp .mcp.json#docs installed-copy\n"
          "mcp .vscode/mcp.json#x installed-copy\n");
    CHECK(offered_in({{".mcp.json", servers}, {"README.md", "# MCP setup\n"}}) ==
          "mcp .mcp.json#docs\n");
}

TEST_CASE("a registry record is a server, other server.json files are not", "[detect][mcp]") {
    const auto found =
        detect({{"server.json", R"({"name": "io.github.x/y", "version": "1.2.0", "packages": []})"},
                {"conf/server.json", R"({"name": "web", "port": 80})"},
                {"tmpl/server.json", R"({"name": "io.github.<owner>/<name>", "remotes": []})"}});
    CHECK(offered(found) == "mcp server.json#io.github.x/y\n");
    CHECK(row(found, "server.json#io.github.x/y").version == "1.2.0");
}

TEST_CASE("an extension's servers are offered by it, each once", "[detect][mcp]") {
    const auto found = detect(
        {{"gemini-extension.json",
          R"({"name": "x", "version": "1", "mcpServers": {"docs": {"httpUrl": "https://x"}}})"},
         {".claude-plugin/plugin.json", R"({"name": "x"})"},
         {".mcp.json", servers}});
    CHECK(offered(found) == "mcp .mcp.json#docs\nplugin .\n");
    CHECK(hidden(found) == "mcp gemini-extension.json#docs installed-copy\n");
}

TEST_CASE("packages of artifacts are bundles", "[detect][bundles]") {
    const auto found = detect({{"packs/a/apm.yml", "name: a\nversion: 1.0.0\n"},
                               {"packs/a/.apm/skills/x/SKILL.md", text("x")},
                               {"packs/b/apm.yml", "name: b\nversion: 1.0.0\n"},
                               {"packs/b/SKILL.md", text("b")},
                               {"packs/c/apm.yml", "version: 1.0.0\n"},
                               {"templates/t/apm.yml", "name: t\nversion: 1.0.0\n"},
                               {"collections/d.collection.yml", "id: d\nname: D\nitems: []\n"},
                               {"out/e.mcpb", "zip"},
                               {"npm/package.json", R"({"name": "n", "skills": ["skills/s"]})"},
                               {"npm/skills/s/SKILL.md", text("s")}});
    CHECK(offered(found) ==
          "bundle collections/d.collection.yml\nbundle npm\nbundle out/e.mcpb\nbundle packs/a\n"
          "skill npm/skills/s\nskill packs/a/.apm/skills/x\nskill packs/b\n");
    CHECK(hidden(found) == "bundle packs/b nested\nbundle templates/t example\n");
    CHECK(rejected(found) == "bundle packs/c/apm.yml missing-name\n");
}
