#include "scenario.hpp"

#include <support/catch.hpp>

using namespace scenario;

namespace {

std::string market(const std::string& entries) {
    return R"({"name": "m", "plugins": [)" + entries + "]}";
}

}  // namespace

TEST_CASE("what an artifact says of itself comes first, normalised", "[detect][categories]") {
    const auto found =
        detect({{".claude-plugin/marketplace.json",
                 market(R"({"name": "a", "source": "./plugins/a", "category": "Dev Tools"})")},
                {"plugins/a/agents/own.md", text("own", "category: 03_Data AI\n")},
                {"plugins/a/agents/none.md", text("none", "category: Uncategorized\n")},
                {"plugins/a/skills/s/SKILL.md", text("s")}});
    CHECK(row(found, "plugins/a").category == "dev-tools");
    CHECK(row(found, "plugins/a/agents/own.md").category == "data-ai");
    CHECK(row(found, "plugins/a/agents/none.md").category == "dev-tools");
    CHECK(row(found, "plugins/a/skills/s").category == "dev-tools");
}

TEST_CASE("directories below `categories` sort what is in them", "[detect][categories]") {
    const auto found = detect({{"categories/03-infrastructure/a.md", text("a", "tools: Read\n")},
                               {"categories/03-infrastructure/b.md", text("b", "tools: Read\n")},
                               {"categories/04-quality/deep/c.md", text("c", "tools: Read\n")},
                               {"categories/04-quality/d.md", text("d", "tools: Read\n")},
                               {"categories/01-core/skills/e/SKILL.md", text("e")}});
    CHECK(row(found, "categories/03-infrastructure/a.md").category == "infrastructure");
    CHECK(row(found, "categories/04-quality/d.md").category == "quality");
    CHECK(row(found, "categories/01-core/skills/e").category == "core");
}

TEST_CASE("a plugin below `categories` is of that category when nothing else says",
          "[detect][categories]") {
    const auto found = detect({{"categories/05-data-ai/.claude-plugin/plugin.json",
                                R"({"name": "p", "agents": "./a.md"})"},
                               {"categories/05-data-ai/a.md", text("a")}});
    CHECK(row(found, "categories/05-data-ai").category == "data-ai");
    CHECK(row(found, "categories/05-data-ai/a.md").category == "data-ai");
}

TEST_CASE("parts of a container are categories, its own names are not", "[detect][categories]") {
    const auto found = detect({{"agents/programming-languages/rust.md", text("rust")},
                               {"agents/plain.md", text("plain")},
                               {"agents/mcp-dev-team/server.md", text("server")},
                               {"skills/development/react/SKILL.md", text("react")},
                               {"skills/.curated/pdf/SKILL.md", text("pdf")},
                               {"skills/flat/SKILL.md", text("flat")},
                               {"hooks/guard/hooks.json", hooks},
                               {"hooks/security/scan.json", hooks}});
    CHECK(row(found, "agents/programming-languages/rust.md").category == "programming-languages");
    CHECK(row(found, "agents/plain.md").category.empty());
    CHECK(row(found, "agents/mcp-dev-team/server.md").category == "mcp-dev-team");
    CHECK(row(found, "skills/development/react").category == "development");
    CHECK(row(found, "skills/.curated/pdf").category.empty());
    CHECK(row(found, "skills/flat").category.empty());
    CHECK(row(found, "hooks/guard/hooks.json").category.empty());
    CHECK(row(found, "hooks/security/scan.json").category == "security");
}

TEST_CASE("a collection without containers is sorted by its first directories",
          "[detect][categories]") {
    const auto agent = [](const char* name) { return text(name, "tools: Read\ncolor: red\n"); };
    const auto found = detect({{"engineering/a.md", agent("a")},
                               {"engineering/b.md", agent("b")},
                               {"games/unity/c.md", agent("c")},
                               {"games/unity/d.md", agent("d")},
                               {"alone/e.md", agent("e")}});
    CHECK(row(found, "engineering/a.md").category == "engineering");
    CHECK(row(found, "games/unity/c.md").category == "games");
    CHECK(row(found, "alone/e.md").category.empty());
}

TEST_CASE("what vendors read for themselves is not sorted", "[detect][categories]") {
    const auto found = detect({{".claude/agents/team/a.md", text("a", "tools: Read\n")}});
    CHECK(row(found, ".claude/agents/team/a.md").category.empty());
}

TEST_CASE("a category that most plugins share gives way to one that tells more",
          "[detect][categories]") {
    std::string first;
    std::string second;
    Files files;
    for (const std::string name : {"a", "b", "c", "d"}) {
        const std::string comma = name == "a" ? "" : ", ";
        first += comma + ("{\"name\": \"" + name + "\", \"source\": \"./plugins/" + name +
                          "\", \"category\": \"Coding\"}");
        second += comma + ("{\"name\": \"" + name + "\", \"source\": \"./plugins/" + name + "\"" +
                           (name == "d" ? "" : ", \"category\": \"" + name + "-things\"") + "}");
        files.push_back({"plugins/" + name + "/agents/x.md", text(name)});
    }
    files.push_back({".agents/plugins/marketplace.json", market(first)});
    files.push_back({".claude-plugin/marketplace.json", market(second)});
    const auto found = detect(files);
    CHECK(row(found, "plugins/a").category == "a-things");
    CHECK(row(found, "plugins/a/agents/x.md").category == "a-things");
    CHECK(row(found, "plugins/d").category == "coding");
}
