#include "scenario.hpp"

#include <support/catch.hpp>

using namespace scenario;

namespace {

std::string market(const std::string& plugins) {
    return R"({"name": "m", "owner": {"name": "o"}, "plugins": [)" + plugins + "]}";
}

}  // namespace

TEST_CASE("every vendor's manifest makes a plugin, and several make one", "[detect][plugins]") {
    for (const auto* path :
         {".claude-plugin/plugin.json", ".plugin/plugin.json", ".github/plugin/plugin.json",
          ".cursor-plugin/plugin.json", ".codex-plugin/plugin.json"}) {
        INFO(path);
        CHECK(offered_in({{path, R"({"name": "p"})"}, {"skills/a/SKILL.md", text("a")}}) ==
              "plugin .\nskill skills/a\n");
    }
    const auto found = detect({{".claude-plugin/plugin.json", R"({"name": "p", "version": "1"})"},
                               {".codex-plugin/plugin.json", R"({"name": "p"})"},
                               {"gemini-extension.json", R"({"name": "p", "version": "1"})"},
                               {"skills/a/SKILL.md", text("a")}});
    CHECK(offered(found) == "plugin .\nskill skills/a\n");
    CHECK(row(found, ".").files ==
          std::vector<std::string>{".claude-plugin/plugin.json", ".codex-plugin/plugin.json",
                                   "gemini-extension.json", "skills/a/SKILL.md"});
    CHECK(row(found, "skills/a").plugin == ".");
}

TEST_CASE("a plain plugin.json needs the schema, a component key or components",
          "[detect][plugins]") {
    CHECK(offered_in({{"a/plugin.json", R"({"name": "a", "id": 7})"}}).empty());
    CHECK(rejected(detect({{"a/plugin.json", R"({"name": "a"})"}})) ==
          "plugin a/plugin.json not-plugin-manifest\n");
    CHECK(offered_in({{"a/plugin.json", R"({"name": "a"})"}, {"a/skills/b/SKILL.md", text("b")}}) ==
          "plugin a\nskill a/skills/b\n");
    CHECK(offered_in({{"a/plugin.json",
                       R"({"$schema": "https://agent-plugins.org/schemas/1.0.0/plugin.schema.json",
                        "name": "a"})"},
                      {"a/mcp.json", servers}}) == "mcp a/mcp.json#docs\nplugin a\n");
}

TEST_CASE("manifests that are not one are rejected and their components stay",
          "[detect][plugins]") {
    const auto found = detect({{".claude-plugin/plugin.json", "{not json"},
                               {"x/gemini-extension.json", R"({"name": "x"})"},
                               {"y/.claude-plugin/plugin.json", R"(["name"])"},
                               {"skills/a/SKILL.md", text("a")}});
    CHECK(offered(found) == "skill skills/a\n");
    CHECK(rejected(found) ==
          "plugin .claude-plugin/plugin.json not-plugin-manifest\n"
          "plugin x/gemini-extension.json not-plugin-manifest\n"
          "plugin y/.claude-plugin/plugin.json not-plugin-manifest\n");
}

TEST_CASE("component paths that are not there are noted", "[detect][plugins]") {
    const auto found = detect(
        {{".claude-plugin/plugin.json",
          R"({"name": "p", "skills": ["./gone", "../out", "./own/a"], "agents": "./x/agent.md"})"},
         {"own/a/SKILL.md", text("a")},
         {"x/agent.md", "Just a prompt.\n"}});
    CHECK(offered(found) == "agent x/agent.md\nplugin .\nskill own/a\n");
    CHECK(row(found, ".").notes ==
          std::vector<std::string>{"missing-component: ../out", "missing-component: ./gone"});
    CHECK(row(found, "x/agent.md").name == "agent");
}

TEST_CASE("marketplace entries with relative sources are plugins, others are references",
          "[detect][marketplaces]") {
    const auto found = detect(
        {{".claude-plugin/marketplace.json",
          market(R"({"name": "a", "source": "./plugins/a", "category": "dev", "strict": false},
                    {"name": "b", "source": {"source": "github", "repo": "o/r", "sha": "12"}},
                    {"name": "c", "source": "./gone"},
                    {"name": "d", "source": "../out"},
                    {"name": "e", "source": {"source": "local", "path": "./plugins/e"}})")},
         {"plugins/a/skills/x/SKILL.md", text("x")},
         {"plugins/e/agents/y.md", text("y")}});
    CHECK(offered(found) ==
          "agent plugins/e/agents/y.md\nplugin plugins/a\nplugin plugins/e\n"
          "skill plugins/a/skills/x\n");
    CHECK(row(found, "plugins/a").category == "dev");
    CHECK_FALSE(row(found, "plugins/a").canonical_json.empty());
    REQUIRE(found.references.size() == 1);
    CHECK(found.references[0].name == "b");
    CHECK(found.references[0].kind == "github");
    CHECK(found.references[0].target == "o/r");
    CHECK(found.references[0].commit == "12");
    CHECK(rejected(found) ==
          "plugin .claude-plugin/marketplace.json/#c not-plugin-manifest\n"
          "plugin .claude-plugin/marketplace.json/#d not-plugin-manifest\n");
}

TEST_CASE("a plugin root joins bare source names", "[detect][marketplaces]") {
    CHECK(offered_in({{".claude-plugin/marketplace.json",
                       R"({"name": "m", "metadata": {"pluginRoot": "./packs"},
                        "plugins": [{"name": "a", "source": "a"}]})"},
                      {"packs/a/skills/x/SKILL.md", text("x")}}) ==
          "plugin packs/a\nskill packs/a/skills/x\n");
}

TEST_CASE("plugins that share the root have rows of their own", "[detect][marketplaces]") {
    const auto found =
        detect({{".claude-plugin/marketplace.json",
                 market(R"({"name": "a", "source": "./", "strict": false, "skills": ["./skills/x"]},
                    {"name": "b", "source": "./", "strict": false, "skills": ["./skills/y"]})")},
                {"skills/x/SKILL.md", text("x")},
                {"skills/y/SKILL.md", text("y")},
                {".mcp.json", servers}});
    CHECK(offered(found) == "plugin .#a\nplugin .#b\nskill skills/x\nskill skills/y\n");
    CHECK(row(found, "skills/y").plugin == ".#b");
    CHECK(hidden(found) == "mcp .mcp.json#docs installed-copy\n");
}

TEST_CASE("a marketplace alone vouches for plugins of other components, not for empty ones",
          "[detect][marketplaces]") {
    const auto found =
        detect({{".claude-plugin/marketplace.json",
                 market(R"({"name": "a", "source": "./a", "strict": false, "lspServers": {"x": {}}},
                    {"name": "b", "source": "./b", "strict": false})")},
                {"a/README.md", "# a\n"},
                {"b/README.md", "# b\n"}});
    CHECK(offered(found) == "plugin a\n");
    CHECK(rejected(found) == "plugin b not-plugin-manifest\n");
}

TEST_CASE("a file called marketplace.json without plugins is none", "[detect][marketplaces]") {
    CHECK(rejected(detect({{"x/.claude-plugin/marketplace.json", R"({"agents": []})"}})) ==
          "plugin x/.claude-plugin/marketplace.json not-plugin-manifest\n");
}

TEST_CASE("what a manifest leaves out beside what it names is unlisted", "[detect][tiers]") {
    const auto found =
        detect({{".claude-plugin/plugin.json", R"({"name": "p", "skills": ["./skills/x/a"]})"},
                {"skills/x/a/SKILL.md", text("a")},
                {"skills/y/b/SKILL.md", text("b")}});
    CHECK(offered(found) == "plugin .\nskill skills/x/a\n");
    CHECK(hidden(found) == "skill skills/y/b unlisted\n");
}

TEST_CASE("when a manifest names nine of ten, the rest was forgotten", "[detect][tiers]") {
    Files files;
    std::string names;
    for (int i = 0; i < 9; ++i) {
        const auto name = "a" + std::to_string(i);
        names += (i > 0 ? ", " : "") + ("\"./" + name + ".md\"");
        files.push_back({"cat/" + name + ".md", text(name, "tools: Read\n")});
    }
    files.push_back({"cat/forgotten.md", text("forgotten", "tools: Read\n")});
    files.push_back({"cat/README.md", "# x\n"});
    files.push_back(
        {"cat/.claude-plugin/plugin.json", R"({"name": "p", "agents": [)" + names + "]}"});
    const auto found = detect(files);
    CHECK(row(found, "cat/forgotten.md").tier == skillmeat::Tier::loose);
    CHECK(has_note(row(found, "cat/forgotten.md"), "undeclared"));
    CHECK(row(found, "cat/a0.md").plugin == "cat");
}

TEST_CASE("a plugin outside the marketplace beside it is unlisted, a sample an example",
          "[detect][tiers]") {
    const auto found = detect(
        {{".claude-plugin/marketplace.json", market(R"({"name": "a", "source": "./plugins/a"})")},
         {"plugins/a/.claude-plugin/plugin.json", R"({"name": "a"})"},
         {"plugins/a/skills/x/SKILL.md", text("x")},
         {"plugins/b/.claude-plugin/plugin.json", R"({"name": "b"})"},
         {"plugins/b/skills/y/SKILL.md", text("y")},
         {"plugins/example-plugin/.claude-plugin/plugin.json", R"({"name": "e"})"},
         {"plugins/example-plugin/skills/z/SKILL.md", text("z")}});
    CHECK(offered(found) == "plugin plugins/a\nskill plugins/a/skills/x\n");
    CHECK(hidden(found) ==
          "plugin plugins/b unlisted\n"
          "plugin plugins/example-plugin example\n"
          "skill plugins/b/skills/y unlisted\n"
          "skill plugins/example-plugin/skills/z example\n");
}

TEST_CASE("a plugin whose root is a skill is both", "[detect][plugins]") {
    CHECK(offered_in({{"skills/a/.claude-plugin/plugin.json", R"({"name": "a"})"},
                      {"skills/a/SKILL.md", text("a")},
                      {"skills/a/commands/c.md", "Do.\n"}}) ==
          "command skills/a/commands/c.md\nplugin skills/a\nskill skills/a\n");
}

TEST_CASE("plugins among tests are examples", "[detect][tiers]") {
    const auto found = detect({{"tests/p/.claude-plugin/plugin.json", R"({"name": "p"})"},
                               {"tests/p/skills/a/SKILL.md", text("a")}});
    CHECK(offered(found).empty());
    CHECK(hidden(found) == "plugin tests/p example\nskill tests/p/skills/a example\n");
}
