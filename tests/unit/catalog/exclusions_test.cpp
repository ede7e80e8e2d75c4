#include <skillmeat/catalog/exclusions.hpp>

#include "random_catalog.hpp"

#include <skillmeat/model/artifact_ref.hpp>
#include <support/catch.hpp>

#include <array>

using namespace skillmeat;

namespace {

std::vector<Exclusion> rows_of(const std::vector<std::string>& texts) {
    std::vector<Exclusion> rows;
    for (const auto& text : texts) {
        rows.push_back(Exclusion{text, "", {}, {}});
    }
    return rows;
}

bool excludes(const std::string& text, ArtifactType type, std::string_view name,
              std::string_view path) {
    const auto rows = rows_of({text});
    return catalog::Exclusions(rows).find(type, name, path) != nullptr;
}

}  // namespace

TEST_CASE("a row with type and path excludes that entry alone", "[catalog]") {
    CHECK(excludes("skill:./skills/pdf", ArtifactType::skill, "pdf", "skills/pdf"));
    CHECK_FALSE(excludes("skill:./skills/pdf", ArtifactType::agent, "pdf", "skills/pdf"));
    CHECK_FALSE(excludes("skill:./skills/pdf", ArtifactType::skill, "pdf", "skills/pdf2"));
    CHECK(excludes("skill:.", ArtifactType::skill, "pdf", "."));
    CHECK(excludes("mcp:./.mcp.json#db", ArtifactType::mcp, "db", ".mcp.json#db"));
    CHECK_FALSE(excludes("mcp:./.mcp.json#db", ArtifactType::mcp, "web", ".mcp.json#web"));
}

TEST_CASE("a typed path with wildcards is literal", "[catalog]") {
    CHECK(excludes("skill:./skills/*", ArtifactType::skill, "x", "skills/*"));
    CHECK_FALSE(excludes("skill:./skills/*", ArtifactType::skill, "pdf", "skills/pdf"));
}

TEST_CASE("a row with a name excludes every entry of that name", "[catalog]") {
    CHECK(excludes("pdf", ArtifactType::skill, "pdf", "a/pdf"));
    CHECK(excludes("pdf", ArtifactType::agent, "pdf", "b.md"));
    CHECK_FALSE(excludes("pdf", ArtifactType::skill, "PDF", "a/pdf"));
    CHECK(excludes("skill:pdf", ArtifactType::skill, "pdf", "a/pdf"));
    CHECK_FALSE(excludes("skill:pdf", ArtifactType::agent, "pdf", "b.md"));
    CHECK(excludes("git:commit", ArtifactType::command, "git:commit", "c.md"));
}

TEST_CASE("a row with a glob excludes paths with and without the name part", "[catalog]") {
    CHECK(excludes("./drafts/**", ArtifactType::skill, "x", "drafts/a/x"));
    CHECK(excludes("./drafts/**", ArtifactType::skill, "drafts", "drafts"));
    CHECK_FALSE(excludes("./drafts/**", ArtifactType::skill, "x", "drafts2/x"));
    CHECK(excludes("./*.json", ArtifactType::mcp, "db", ".mcp.json#db"));
    CHECK(excludes("./*#db", ArtifactType::mcp, "db", ".mcp.json#db"));
    CHECK_FALSE(excludes("./*", ArtifactType::skill, "x", "drafts/x"));
    CHECK(excludes("./**", ArtifactType::skill, "x", "."));
    CHECK(excludes("./a?/*", ArtifactType::skill, "x", "ab/x"));
}

TEST_CASE("empty texts exclude nothing", "[catalog]") {
    CHECK_FALSE(excludes("", ArtifactType::skill, "", ""));
    CHECK_FALSE(excludes("skill:", ArtifactType::skill, "", "x"));
    const std::vector<Exclusion> none;
    const catalog::Exclusions exclusions(none);
    CHECK(exclusions.empty());
    CHECK(exclusions.find(ArtifactType::skill, "a", "a") == nullptr);
}

TEST_CASE("the first row of the file that fits is the one found", "[catalog]") {
    const auto rows = rows_of({"other", "./skills/*", "pdf", "skill:./skills/pdf", "pdf"});
    const catalog::Exclusions exclusions(rows);
    CHECK(exclusions.find(ArtifactType::skill, "pdf", "skills/pdf") == &rows[1]);
    CHECK(exclusions.find(ArtifactType::skill, "pdf", "x/pdf") == &rows[2]);
    CHECK(exclusions.find(ArtifactType::skill, "other", "skills/pdf") == &rows[0]);
    CHECK(exclusions.find(ArtifactType::skill, "a", "b") == nullptr);
}

TEST_CASE("exclusions survive being moved", "[catalog]") {
    const auto rows = rows_of({"./a/**", "b"});
    catalog::Exclusions exclusions(rows);
    const catalog::Exclusions moved(std::move(exclusions));
    CHECK(moved.find(ArtifactType::hook, "b", "x") == &rows[1]);
    CHECK(moved.find(ArtifactType::hook, "x", "a/x") == &rows[0]);
}

TEST_CASE("looking rows up finds what trying one after the other finds", "[catalog]") {
    constexpr std::array<std::string_view, 12> texts{
        "a",     "skill:a", "agent:b",   "./a/*",       "./**/b",   "./a",
        "./a/b", "skill:.", "mcp:./a#b", "skill:./a/b", "./*#b/..", "./a*/**"};
    constexpr std::array<std::string_view, 4> names{"a", "b", "c", "a/b"};
    constexpr std::array<std::string_view, 8> paths{".",   "a",    "a/b", "b",
                                                    "a#b", "ab/c", ".#a", "a/b#c"};
    test::Random random(8);
    for (int round = 0; round < 400; ++round) {
        std::vector<std::string> chosen(random.below(6));
        for (auto& text : chosen) {
            text = random.pick(texts);
        }
        const auto rows = rows_of(chosen);
        const catalog::Exclusions exclusions(rows);
        for (const auto type : artifact_types) {
            const auto name = random.pick(names);
            const auto path = random.pick(paths);
            const Exclusion* expected = nullptr;
            for (const auto& row : rows) {
                if (expected == nullptr &&
                    matches(parse_exclusion(row.artifact), type, name, path)) {
                    expected = &row;
                }
            }
            INFO(to_string(type) << ' ' << name << ' ' << path);
            CHECK(exclusions.find(type, name, path) == expected);
        }
    }
}
