#include "scenario.hpp"

#include <support/catch.hpp>

using namespace scenario;

TEST_CASE("commands of a plugin need no front matter", "[detect][commands]") {
    const auto found = detect({{".claude-plugin/plugin.json", R"({"name": "p"})"},
                               {"commands/go.md", "Do it.\n"},
                               {"commands/git/commit.md", "Commit.\n"},
                               {"commands/empty.md", " \n"},
                               {"commands/README.md", "# x\n"},
                               {"commands/git/references/r.md", "# x\n"}});
    CHECK(offered(found) == "command commands/git/commit.md\ncommand commands/go.md\nplugin .\n");
    CHECK(row(found, "commands/git/commit.md").name == "git:commit");
    CHECK(rejected(found) ==
          "command commands/README.md excluded-name\n"
          "command commands/empty.md missing-description\n"
          "command commands/git/references/r.md excluded-name\n");
}

TEST_CASE("commands elsewhere need front matter, siblings that have it, or a collection",
          "[detect][commands]") {
    const std::string matter = "---\ndescription: x\nargument-hint: y\n---\nDo it.\n";
    CHECK(offered_in({{"commands/a.md", matter}, {"commands/b.md", "Do.\n"}}) ==
          "command commands/a.md\ncommand commands/b.md\n");
    CHECK(
        offered_in(
            {{"commands/a.md", "Do.\n"}, {"commands/b.md", "Do.\n"}, {"commands/c.md", "Do.\n"}}) ==
        "command commands/a.md\ncommand commands/b.md\ncommand commands/c.md\n");
}

TEST_CASE("the source and documentation of software hold no commands", "[detect][commands]") {
    CHECK(offered_in(software({{"src/commands/add.md", "# add\n"},
                               {"src/commands/del.md", "---\ndescription: x\n---\n"},
                               {"docs/commands/add.md", "---\ndescription: x\n---\n"},
                               {"commands/add.md", "# add\n"}}))
              .empty());
}

TEST_CASE("pages of documentation generators are no commands", "[detect][commands]") {
    const std::string page = "---\ntitle: x\nsidebar_position: 1\ndescription: y\n---\n";
    CHECK(offered_in({{"commands/a.md", page}, {"commands/b.md", page}}).empty());
}

TEST_CASE("documents in capitals among commands are documents", "[detect][commands]") {
    const auto found = detect({{".claude/commands/go.md", "Go.\n"},
                               {".claude/commands/USAGE_NOTES.md", "# x\n"},
                               {".claude/commands/todo.md", "Make a list.\n"}});
    CHECK(offered(found) == "command .claude/commands/go.md\ncommand .claude/commands/todo.md\n");
}

TEST_CASE("prompt files count in their directories, or with front matter", "[detect][commands]") {
    const auto found = detect({{"prompts/a.prompt.md", "Do.\n"},
                               {"other/b.prompt.md", "---\ndescription: x\nname: Bee\n---\n"},
                               {"other/c.prompt.md", "Do.\n"}});
    CHECK(offered(found) == "command other/b.prompt.md\ncommand prompts/a.prompt.md\n");
    CHECK(row(found, "prompts/a.prompt.md").name == "a");
    CHECK(row(found, "other/b.prompt.md").name == "Bee");
}

TEST_CASE("TOML commands need a prompt", "[detect][commands]") {
    const auto found =
        detect({{"gemini-extension.json", R"({"name": "x", "version": "1.0.0"})"},
                {"commands/git/commit.toml", "prompt = \"Commit\"\ndescription = \"c\"\n"},
                {"commands/none.toml", "key = 1\n"},
                {"commands/broken.toml", "= =\n"}});
    CHECK(offered(found) == "command commands/git/commit.toml\nplugin .\n");
    CHECK(row(found, "commands/git/commit.toml").name == "git:commit");
    CHECK(rejected(found) ==
          "command commands/broken.toml missing-description\n"
          "command commands/none.toml missing-description\n");
}

TEST_CASE("a collection of commands without such a directory is known by its front matter",
          "[detect][commands]") {
    const std::string matter = "---\nmodel: opus\n---\nDo it.\n";
    const auto found = detect({{"README.md", "# x\n"},
                               {"tools/a.md", matter},
                               {"tools/b.md", matter},
                               {"workflows/c.md", matter},
                               {"examples/d.md", "# d\n"}});
    CHECK(offered(found) == "command tools/a.md\ncommand tools/b.md\ncommand workflows/c.md\n");
    CHECK(row(found, "tools/a.md").confidence < 70);
}

TEST_CASE("whatever stands below a vendor's commands is a command", "[detect][commands]") {
    const auto found = detect({{".claude/commands/skills/build.md", "Build.\n"},
                               {".claude/commands/agents/make.md", "Make.\n"},
                               {".claude/commands/skills/templates/simple.md", "# x\n"}});
    CHECK(offered(found) ==
          "command .claude/commands/agents/make.md\ncommand .claude/commands/skills/build.md\n");
    CHECK(row(found, ".claude/commands/skills/build.md").name == "skills:build");
    CHECK(rejected(found) == "command .claude/commands/skills/templates/simple.md excluded-name\n");
}

TEST_CASE("a document's name in lower case is a command among commands", "[detect][commands]") {
    const std::string matter = "---\ndescription: x\n---\nDo it.\n";
    const auto found = detect({{".claude-plugin/plugin.json", R"({"name": "p"})"},
                               {"commands/changelog.md", "Write it.\n"},
                               {"commands/gemini.md", "Ask it.\n"},
                               {"commands/doc/index.md", matter},
                               {"commands/index.md", "# All\n"},
                               {"commands/license.md", "MIT\n"},
                               {"commands/CLAUDE.md", matter},
                               {"commands/SECURITY.md", "# x\n"}});
    CHECK(offered(found) ==
          "command commands/changelog.md\ncommand commands/doc/index.md\n"
          "command commands/gemini.md\nplugin .\n");
}

TEST_CASE("beside agents of a collection a single command is one", "[detect][commands]") {
    CHECK(offered_in({{"README.md", "# x\n"},
                      {"setup/agents/a.md", text("a")},
                      {"setup/commands/update.md", "Update.\n"}}) ==
          "agent setup/agents/a.md\ncommand setup/commands/update.md\n");
    CHECK(offered_in({{"README.md", "# x\n"}, {"commands/update.md", "Update.\n"}}).empty());
}
