#include "scenario.hpp"

#include <support/catch.hpp>

using namespace scenario;

TEST_CASE("agents need name and description where no plugin vouches for them", "[detect][agents]") {
    const auto found = detect({{"agents/good.md", text("good", "tools: Read\n")},
                               {"agents/sub/deep.md", text("deep")},
                               {"agents/noname.md", "---\ndescription: x\n---\n"},
                               {"agents/nodesc.md", "---\nname: x\n---\n"},
                               {"agents/dash.md", text("-dash")},
                               {"agents/colon.md", text("'a:b'")},
                               {"agents/README.md", text("readme")},
                               {"agents/CHANGELOG.md", "# x\n"},
                               {"agents/notes.md", "# x\n"}});
    CHECK(offered(found) == "agent agents/good.md\nagent agents/sub/deep.md\n");
    CHECK(rejected(found) ==
          "agent agents/CHANGELOG.md excluded-name\n"
          "agent agents/README.md excluded-name\n"
          "agent agents/colon.md bad-name\n"
          "agent agents/dash.md bad-name\n"
          "agent agents/nodesc.md missing-description\n"
          "agent agents/noname.md missing-name\n"
          "agent agents/notes.md no-frontmatter\n");
}

TEST_CASE("a plugin's agents may lack a name", "[detect][agents]") {
    const auto found = detect({{".claude-plugin/plugin.json", R"({"name": "p"})"},
                               {"agents/noname.md", "---\ndescription: x\n---\n"},
                               {"agents/references/r.md", "---\ntitle: x\n---\n"}});
    CHECK(offered(found) == "agent agents/noname.md\nplugin .\n");
    CHECK(row(found, "agents/noname.md").name == "noname");
    CHECK(row(found, "agents/noname.md").plugin == ".");
    CHECK(row(found, "agents/noname.md").files == std::vector<std::string>{"agents/noname.md"});
}

TEST_CASE("the file name marks agents and chat modes of Copilot", "[detect][agents]") {
    const auto found = detect({{"agents/a.agent.md", "---\ndescription: x\n---\n"},
                               {"elsewhere/b.agent.md", "---\ndescription: x\n---\n"},
                               {"agents/c.agent.md", "---\nname: c\ntools: [x]\n---\n"},
                               {"chatmodes/d.chatmode.md", "---\ndescription: x\n---\n"},
                               {"agents/e.agent.md", "text\n"}});
    CHECK(offered(found) ==
          "agent agents/a.agent.md\nagent agents/c.agent.md\n"
          "agent chatmodes/d.chatmode.md\nagent elsewhere/b.agent.md\n");
    CHECK(row(found, "agents/a.agent.md").name == "a");
    CHECK(has_note(row(found, "chatmodes/d.chatmode.md"), "legacy"));
    CHECK(rejected(found) == "agent agents/e.agent.md no-frontmatter\n");
}

TEST_CASE("agents without extension and Codex agents in TOML count", "[detect][agents]") {
    const auto found =
        detect({{"agents/reviewer", text("reviewer")},
                {"agents/LICENSE", "MIT\n"},
                {".codex/agents/a.toml",
                 "name = \"a\"\ndescription = \"b\"\ndeveloper_instructions = \"c\"\n"},
                {".codex/agents/b.toml", "name = \"b\"\n"}});
    CHECK(offered(found) == "agent agents/reviewer\n");
    CHECK(hidden(found) == "agent .codex/agents/a.toml installed-copy\n");
    CHECK(rejected(found) == "agent .codex/agents/b.toml missing-description\n");
}

TEST_CASE("agents in category directories are known by the front matter of most",
          "[detect][agents]") {
    const auto found = detect({{"README.md", "# x\n"},
                               {"design/a.md", text("a", "tools: Read\n")},
                               {"design/b.md", text("b", "color: red\n")},
                               {"design/README.md", "# Design\n"},
                               {"product/c.md", text("c", "model: opus\n")},
                               {"product/plan.md", "# Plan\n"}});
    CHECK(offered(found) == "agent design/a.md\nagent design/b.md\nagent product/c.md\n");
    CHECK(row(found, "design/a.md").tier == skillmeat::Tier::loose);
    CHECK(offered_in({{"a/x.md", "---\ntitle: x\n---\n"}, {"a/y.md", "# y\n"}}).empty());
}

TEST_CASE("the documentation of software has no agents", "[detect][agents]") {
    CHECK(offered_in(software({{"docs/agents/a.md", text("a")}, {"src/agents/b.md", text("b")}}))
              .empty());
    CHECK(offered_in({{"docs/agents/a.md", text("a")}}).empty());
}

TEST_CASE("a repository of nothing but named and described files is a collection of agents",
          "[detect][agents]") {
    Files files{{"README.md", "# Agents\n"}};
    for (int i = 0; i < 5; ++i) {
        const auto name = "a" + std::to_string(i);
        files.push_back({name + ".md", text(name)});
    }
    CHECK(detect(files).items.size() == 5);
    files.push_back({"commands/go.md", text("go", "model: x\n")});
    CHECK(offered_in(files) == "command commands/go.md\n");
}

TEST_CASE("a category of agents may be called after anything", "[detect][agents]") {
    CHECK(offered_in({{"agents/mcp-team/a.md", text("a")}, {"agents/hooks/b.md", text("b")}}) ==
          "agent agents/hooks/b.md\nagent agents/mcp-team/a.md\n");
}

TEST_CASE("a vendor's directory is one below a directory of servers too", "[detect][agents]") {
    const auto found = detect(
        {{"skills/s/SKILL.md", text("s")}, {"uses/mcp-server/.claude/agents/a.md", text("a")}});
    CHECK(offered(found) == "skill skills/s\n");
    CHECK(hidden(found) == "agent uses/mcp-server/.claude/agents/a.md installed-copy\n");
}

TEST_CASE("front matter of two agent keys, or of a command's own, needs no siblings",
          "[detect][agents]") {
    const auto found =
        detect({{"README.md", "# x\n"},
                {"review/agent.md", text("r", "tools: Read\nmodel: opus\n")},
                {"review/go.md", "---\ndescription: x\nallowed-tools: Read\n---\nGo.\n"},
                {"review/principles.md", "# x\n"},
                {"review/snippet.md", "# x\n"},
                {"review/page.md", text("p")}});
    CHECK(offered(found) == "agent review/agent.md\ncommand review/go.md\n");
    CHECK(row(found, "review/agent.md").confidence < 85);
}
