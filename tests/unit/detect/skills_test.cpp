#include "scenario.hpp"

#include <support/catch.hpp>

using namespace scenario;
using skillmeat::Tier;

TEST_CASE("skills are found wherever they may stand", "[detect][skills]") {
    CHECK(offered_in({{"skills/pdf/SKILL.md", text("pdf")}}) == "skill skills/pdf\n");
    CHECK(offered_in({{"skills/docs/pdf/SKILL.md", text("pdf")}}) == "skill skills/docs/pdf\n");
    CHECK(offered_in({{"skills/.curated/pdf/SKILL.md", text("pdf")}}) ==
          "skill skills/.curated/pdf\n");
    CHECK(offered_in({{"packages/a/skills/pdf/SKILL.md", text("pdf")}}) ==
          "skill packages/a/skills/pdf\n");
    CHECK(offered_in({{"pdf/SKILL.md", text("pdf")}}) == "skill pdf\n");
    CHECK(offered_in({{"SKILL.md", text("pdf")}}) == "skill .\n");
    CHECK(offered_in({{"some/deep/place/pdf/SKILL.md", text("pdf")}}) ==
          "skill some/deep/place/pdf\n");
}

TEST_CASE("a skill takes name, version, tags and category from its front matter",
          "[detect][skills]") {
    const auto found =
        detect({{"skills/pdf/SKILL.md", text("pdf",
                                             "metadata:\n  version: \"2.1\"\n  category: office\n"
                                             "tags: [a, b]\n")}});
    const auto pdf = row(found, "skills/pdf");
    CHECK(pdf.name == "pdf");
    CHECK(pdf.description == "About pdf");
    CHECK(pdf.version == "2.1");
    CHECK(pdf.category == "office");
    CHECK(pdf.tags == std::vector<std::string>{"a", "b"});
    CHECK(pdf.entry == "skills/pdf/SKILL.md");
    CHECK(pdf.files.empty());
    CHECK(pdf.confidence >= 90);
}

TEST_CASE("skills without usable front matter are rejected with their reason", "[detect][skills]") {
    const auto found = detect({{"skills/a/SKILL.md", "# No front matter\n"},
                               {"skills/b/SKILL.md", "---\nname: b\n---\n"},
                               {"skills/c/SKILL.md", std::string("---\nname: c\n\0---\n", 16)},
                               {"skills/d/SKILL.md", std::string(1024 * 1024 + 1, 'x')},
                               {"skills/e/SKILL.MD", text("e")},
                               {"skills/f/SKILL.md", "---\n- a\n- b\n---\n"},
                               {"skills/g/SKILL.md", "target", skillmeat::tree::mode_symlink},
                               {"node_modules/h/SKILL.md", text("h")}});
    CHECK(offered(found).empty());
    CHECK(rejected(found) ==
          "skill node_modules/h/SKILL.md ignored-dir\n"
          "skill skills/a/SKILL.md no-frontmatter\n"
          "skill skills/b/SKILL.md missing-description\n"
          "skill skills/c/SKILL.md binary\n"
          "skill skills/d/SKILL.md too-large\n"
          "skill skills/e/SKILL.MD bad-name\n"
          "skill skills/f/SKILL.md bad-yaml\n"
          "skill skills/g/SKILL.md symlink\n");
}

TEST_CASE("a skill without a name is called after its directory, with a note", "[detect][skills]") {
    const auto found = detect({{"skills/pdf/SKILL.md", "---\ndescription: Reads PDF\n---\n"}});
    CHECK(row(found, "skills/pdf").name == "pdf");
    CHECK(has_note(row(found, "skills/pdf"), "name-from-dir"));
}

TEST_CASE("violations of the specification are noted, not refused", "[detect][skills]") {
    const auto found = detect({{"skills/pdf/SKILL.md", text("PDF Tools")}});
    CHECK(has_note(row(found, "skills/pdf"), "spec: invalid name"));
    CHECK(has_note(row(found, "skills/pdf"), "spec: name differs"));
    CHECK(has_note(row(detect({{"skills/x/skill.md", text("x")}}), "skills/x"), "file-name"));
}

TEST_CASE("a skill inside a skill is its resource", "[detect][skills]") {
    const auto found = detect({{"skills/pdf/SKILL.md", text("pdf")},
                               {"skills/pdf/forms/SKILL.md", text("forms")},
                               {"skills/pdf/agents/grader.md", text("grader")},
                               {"skills/pdf/commands/x.md", text("x")}});
    CHECK(offered(found) == "skill skills/pdf\n");
    CHECK(hidden(found) == "skill skills/pdf/forms nested\n");
    CHECK(rejected(found) ==
          "agent skills/pdf/agents/grader.md inside-skill\n"
          "command skills/pdf/commands/x.md inside-skill\n");
}

TEST_CASE("a skill at the root and skills in a container both count", "[detect][skills]") {
    const auto found = detect(
        {{"SKILL.md", text("all")}, {"README.md", "# x\n"}, {"skills/a/SKILL.md", text("a")}});
    CHECK(offered(found) == "skill .\nskill skills/a\n");
    CHECK(row(found, ".").files == std::vector<std::string>{"README.md", "SKILL.md"});
    const auto alone = detect({{"SKILL.md", text("all")}, {"agents/x.md", text("x")}});
    CHECK(offered(alone) == "skill .\n");
}

TEST_CASE("tests, examples and templates are not offered, unless they are the name",
          "[detect][tiers]") {
    const auto found = detect({{"skills/pdf/SKILL.md", text("pdf")},
                               {"skills/docs/SKILL.md", text("docs")},
                               {"tests/fixtures/skills/a/SKILL.md", text("a")},
                               {"template/SKILL.md", text("b")},
                               {"skills/new/SKILL.md", text("\"{{name}}\"")},
                               {"backups/skills/c/SKILL.md", text("c")}});
    CHECK(offered(found) == "skill skills/docs\nskill skills/pdf\n");
    CHECK(hidden(found) ==
          "skill backups/skills/c example\n"
          "skill skills/new example\n"
          "skill template example\n"
          "skill tests/fixtures/skills/a example\n");
}

TEST_CASE("skills built into ordinary software are not offered", "[detect][tiers]") {
    const auto found =
        detect(software({{"src/skills/a/SKILL.md", text("a")}, {"skills/b/SKILL.md", text("b")}}));
    CHECK(offered(found) == "skill skills/b\n");
    CHECK(hidden(found) == "skill src/skills/a example\n");
}

TEST_CASE("a link inside a skill is noted and never followed", "[detect][skills]") {
    const auto found = detect({{"skills/pdf/SKILL.md", text("pdf")},
                               {"skills/pdf/ref/x.md", "../y", skillmeat::tree::mode_symlink}});
    CHECK(has_note(row(found, "skills/pdf"), "has-symlink"));
}

TEST_CASE("installers mark and lock files list installed copies", "[detect][tiers]") {
    const auto found =
        detect({{"skills/own/SKILL.md", text("own")},
                {"skills/brought/SKILL.md", text("brought", "metadata:\n  github-repo: a/b\n")},
                {".agents/skills/locked/SKILL.md", text("locked")},
                {"skills-lock.json", R"({"skills": {"locked": {}}})"}});
    CHECK(offered(found) == "skill skills/own\n");
    CHECK(hidden(found) ==
          "skill .agents/skills/locked installed-copy\n"
          "skill skills/brought installed-copy\n");
}

TEST_CASE("a package that stands in src is no part of the software's source", "[detect][skills]") {
    const auto found = detect(software({{"src/one/pyproject.toml", "[project]\n"},
                                        {"src/one/skills/a/SKILL.md", text("a")},
                                        {"src/one/src/skills/b/SKILL.md", text("b")},
                                        {"src/two/skills/c/SKILL.md", text("c")}}));
    CHECK(offered(found) == "skill src/one/skills/a\n");
}
