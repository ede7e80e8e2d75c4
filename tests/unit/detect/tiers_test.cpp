#include "scenario.hpp"

#include <support/catch.hpp>

using namespace scenario;

TEST_CASE("a vendor's directory is the product where there is nothing else", "[detect][tiers]") {
    const auto found = detect({{"README.md", "# x\n"},
                               {".claude/agents/a.md", text("a")},
                               {".claude/commands/b.md", "Do.\n"},
                               {".claude/settings.json", hooks},
                               {"apps/demo.py", "pass\n"}});
    CHECK(offered(found) ==
          "agent .claude/agents/a.md\ncommand .claude/commands/b.md\n"
          "hook .claude/settings.json\n");
}

TEST_CASE("a vendor's directory holds helpers beside a product or in software", "[detect][tiers]") {
    const auto beside =
        detect({{"skills/a/SKILL.md", text("a")}, {".claude/commands/b.md", "Do.\n"}});
    CHECK(offered(beside) == "skill skills/a\n");
    CHECK(hidden(beside) == "command .claude/commands/b.md installed-copy\n");
    CHECK(
        offered_in(software({{".claude/commands/b.md", "Do.\n"}, {".claude/settings.json", hooks}}))
            .empty());
    CHECK(offered_in(software({{".github/agents/c.agent.md", text("c")}})).empty());
}

TEST_CASE("personal settings are never offered", "[detect][tiers]") {
    const auto found =
        detect({{".claude/commands/b.md", "Do.\n"}, {".claude/settings.local.json", hooks}});
    CHECK(offered(found) == "command .claude/commands/b.md\n");
}

TEST_CASE("of vendor copies of one artifact the one outside dot directories counts",
          "[detect][copies]") {
    const auto found = detect({{"skills/a/SKILL.md", text("a")},
                               {".claude/skills/a/SKILL.md", text("a", "license: MIT\n")},
                               {".cursor/skills/a/SKILL.md", text("a")}});
    CHECK(offered(found) == "skill skills/a\n");
    CHECK(has_note(row(found, ".cursor/skills/a"), "copy-of: skills/a"));
    CHECK(offered_in({{".cursor/commands/a.md", "Do.\n"}, {".claude/commands/a.md", "Do.\n"}}) ==
          "command .claude/commands/a.md\n");
}

TEST_CASE("a plugin's artifact beats its copy outside of plugins", "[detect][copies]") {
    const auto found = detect({{"plugins/p/.claude-plugin/plugin.json", R"({"name": "p"})"},
                               {"plugins/p/skills/a/SKILL.md", text("a")},
                               {"skills/a/SKILL.md", text("a")}});
    CHECK(offered(found) == "plugin plugins/p\nskill plugins/p/skills/a\n");
    CHECK(hidden(found) == "skill skills/a installed-copy\n");
}

TEST_CASE("equal files in two plugins are both offered, with a note", "[detect][copies]") {
    const auto found = detect({{"p/.claude-plugin/plugin.json", R"({"name": "p"})"},
                               {"p/agents/a.md", text("a")},
                               {"q/.claude-plugin/plugin.json", R"({"name": "q"})"},
                               {"q/agents/a.md", text("a")}});
    CHECK(offered(found) == "agent p/agents/a.md\nagent q/agents/a.md\nplugin p\nplugin q\n");
    CHECK(has_note(row(found, "q/agents/a.md"), "same-as: p/agents/a.md"));
}

TEST_CASE("a directory that mirrors a plugin is its copy, whatever the text", "[detect][copies]") {
    const auto found = detect({{"plugins/p/.claude-plugin/plugin.json", R"({"name": "p"})"},
                               {"plugins/p/agents/a.md", text("a")},
                               {"plugins/p/agents/b.md", text("b")},
                               {"base/agents/a.md", text("a2")},
                               {"base/agents/b.md", text("b2")}});
    CHECK(offered(found) ==
          "agent plugins/p/agents/a.md\nagent plugins/p/agents/b.md\nplugin plugins/p\n");
}

TEST_CASE("hostile paths are never handed out", "[detect][safety]") {
    const auto found = detect({{"skills/../../x/SKILL.md", text("x")},
                               {"skills/a\\b/SKILL.md", text("x")},
                               {"/skills/c/SKILL.md", text("x")},
                               {"skills//d/SKILL.md", text("x")},
                               {"skills/.git/SKILL.md", text("x")},
                               {"skills/n\nl/SKILL.md", text("nl")},
                               {"skills/\xC3\xBC/SKILL.md", text("ue")},
                               {"skills/\xFF/SKILL.md", text("raw")},
                               {"skills/" + std::string(300, 'l') + "/SKILL.md", text("long")},
                               {"hooks/post-tool.md/x.txt", "x"}});
    for (const auto& item : found.items) {
        CHECK(item.path.find("..") == std::string::npos);
        CHECK(item.path.find('\\') == std::string::npos);
        CHECK(item.path.front() != '/');
    }
    CHECK(row(found, "skills/n\nl").name == "nl");
    CHECK(row(found, "skills/\xC3\xBC").name == "ue");
    CHECK(row(found, "skills/" + std::string(300, 'l')).name == "long");
    CHECK(rejected(found).find("bad-path") != std::string::npos);
}

TEST_CASE("paths too deep are rejected", "[detect][safety]") {
    std::string deep;
    for (int i = 0; i < 40; ++i) {
        deep += "d/";
    }
    CHECK(rejected(detect({{deep + "SKILL.md", text("x")}})).find("too-deep") != std::string::npos);
}

TEST_CASE("names that collide without case are noted", "[detect][safety]") {
    const auto found = detect({{"skills/a/SKILL.md", text("a")}, {"skills/A/SKILL.md", text("b")}});
    CHECK(has_note(row(found, "skills/a"), "case-collision: skills/A"));
    CHECK(has_note(row(found, "skills/A"), "case-collision: skills/a"));
}

TEST_CASE("a submodule is never entered", "[detect][safety]") {
    const auto found =
        detect({{"skills/x/SKILL.md", std::string(40, 'a'), skillmeat::tree::mode_submodule}});
    CHECK(rejected(found) == "skill skills/x/SKILL.md submodule\n");
}

TEST_CASE("a root limits detection, and paths stay whole", "[detect][root]") {
    skillmeat::DetectOptions options;
    options.root = "examples/one";
    const auto found = detect({{".claude-plugin/plugin.json", R"({"name": "all"})"},
                               {"examples/one/skills/a/SKILL.md", text("a")},
                               {"examples/one/SKILL.md", text("one")},
                               {"skills/b/SKILL.md", text("b")}},
                              options);
    CHECK(offered(found) == "skill examples/one\nskill examples/one/skills/a\n");
    options.root = "gone";
    CHECK(detect({{"a.md", "x"}}, options).warnings ==
          std::vector<std::string>{"root 'gone' is not in the tree"});
}

TEST_CASE("a plugin that only a manual map makes is offered", "[detect][map]") {
    skillmeat::DetectOptions options;
    options.root = "skills";
    options.map = {{"skills/pdf", skillmeat::ArtifactType::plugin}};
    const Files files = {{"skills/pdf/SKILL.md", "---\nname: pdf\ndescription: d\n---\n"}};
    CHECK(offered_in(files, options) == "plugin skills/pdf\n");
}

TEST_CASE("a manual map beats every rule", "[detect][map]") {
    skillmeat::DetectOptions options;
    options.map = {{"lib/things", skillmeat::ArtifactType::agent},
                   {"odd", skillmeat::ArtifactType::skill},
                   {"conf/x.json", skillmeat::ArtifactType::mcp},
                   {"gone", skillmeat::ArtifactType::hook}};
    const auto found = detect(software({{"lib/things/a.md", "No front matter.\n"},
                                        {"lib/things/s/t/b.md", text("bee")},
                                        {"lib/things/README.md", "# x\n"},
                                        {"odd/agents/c.md", text("c")},
                                        {"conf/x.json", servers}}),
                              options);
    CHECK(offered(found) ==
          "agent lib/things/a.md\nagent lib/things/s/t/b.md\n"
          "mcp conf/x.json#docs\nskill odd\n");
    CHECK(row(found, "lib/things/a.md").confidence == 95);
    CHECK(row(found, "lib/things/s/t/b.md").confidence == 89);
    CHECK(row(found, "lib/things/a.md").name == "a");
    CHECK(row(found, "odd").name == "odd");
    CHECK(found.warnings == std::vector<std::string>{"mapped path 'gone' is not in the tree"});
}

TEST_CASE("detection gives the same rows whatever the order of files", "[detect]") {
    Files files{{"skills/a/SKILL.md", text("a")},
                {"agents/b.md", text("b")},
                {"commands/c.md", text("c", "model: x\n")}};
    const auto forward = detect(files);
    const auto backward = detect(Files(files.rbegin(), files.rend()));
    CHECK(forward.items == backward.items);
    CHECK(forward.items.size() == 3);
}

TEST_CASE("an empty tree has no artifacts", "[detect]") {
    const auto found = detect({});
    CHECK(found.items.empty());
    CHECK(found.rejected.empty());
}

TEST_CASE("evaluations and tests do not make ordinary software", "[detect][tiers]") {
    Files files{{".opencode/agent/a.md", text("a")}, {".opencode/command/b.md", "Do.\n"}};
    for (int i = 0; i < 20; ++i) {
        files.push_back({"evals/part" + std::to_string(i) + ".ts", "export {}\n"});
    }
    CHECK(offered_in(files) == "agent .opencode/agent/a.md\ncommand .opencode/command/b.md\n");
}

TEST_CASE("a blob that is not here is rejected as missing", "[detect][safety]") {
    class Partial final : public skillmeat::tree::SourceTree {
      public:
        explicit Partial(Files files)
            : inner_(skillmeat::tree::make_memory_tree(std::move(files))) {}
        [[nodiscard]] std::span<const skillmeat::tree::Entry> files() const override {
            return inner_->files();
        }
        [[nodiscard]] std::span<const skillmeat::tree::Entry> directories() const override {
            return inner_->directories();
        }
        [[nodiscard]] skillmeat::HashKind hash_kind() const override { return inner_->hash_kind(); }
        [[nodiscard]] skillmeat::Result<void> prefetch(
            std::span<const std::size_t> indices) override {
            ++requests;
            asked += indices.size();
            return {};
        }
        [[nodiscard]] skillmeat::Result<void> read(std::span<const std::size_t> indices,
                                                   std::size_t limit,
                                                   const Visitor& visit) override {
            (void)limit;
            for (const auto index : indices) {
                visit(index, skillmeat::tree::Blob{skillmeat::tree::BlobState::missing, {}});
            }
            return {};
        }
        int requests = 0;
        std::size_t asked = 0;

      private:
        std::unique_ptr<skillmeat::tree::SourceTree> inner_;
    };
    Partial tree(software({{"skills/a/SKILL.md", text("a")},
                           {"skills/a/references/x.md", "# x\n"},
                           {"doc/page.md", "# x\n"},
                           {"hooks/h.json", hooks}}));
    const auto result = skillmeat::detect::detect(tree, {});
    REQUIRE(result);
    CHECK(tree.requests == 1);
    CHECK(tree.asked == 2);
    CHECK(rejected(*result) ==
          "mcp hooks/h.json missing-blob\nskill skills/a/SKILL.md missing-blob\n");
}

TEST_CASE("plugins that only link to a vendor's directory make it the product", "[detect][tiers]") {
    const auto found =
        detect({{".claude-plugin/marketplace.json",
                 R"({"name": "m", "plugins": [{"name": "p", "source": "./p"}]})"},
                {"p/.claude-plugin/plugin.json", R"({"name": "p", "skills": ["./skills/a"]})"},
                {".claude/skills/a/SKILL.md", text("a")}});
    CHECK(offered(found) == "plugin p\nskill .claude/skills/a\n");
}

TEST_CASE("a plugin that a marketplace lists is offered wherever it stands", "[detect][tiers]") {
    const auto found = detect({{".claude-plugin/marketplace.json",
                                R"({"name": "m", "plugins": [
                                    {"name": "p", "source": "./.github/plugins/p"}]})"},
                               {".github/plugins/p/.claude-plugin/plugin.json", R"({"name": "p"})"},
                               {".github/plugins/p/skills/a/SKILL.md", text("a")},
                               {"skills/b/SKILL.md", text("b")}});
    CHECK(offered(found) ==
          "plugin .github/plugins/p\nskill .github/plugins/p/skills/a\nskill skills/b\n");
}

TEST_CASE("vendor copies are found below a container too", "[detect][copies]") {
    CHECK(offered_in({{"agents/.claude/agents/a.md", text("a")},
                      {"agents/.codex/agents/a.toml",
                       "name = \"a\"\ndescription = \"b\"\ndeveloper_instructions = \"c\"\n"},
                      {"skills/s/SKILL.md", text("s")}}) ==
          "agent agents/.claude/agents/a.md\nskill skills/s\n");
}
