#include <skillmeat/model/artifact_ref.hpp>
#include <skillmeat/model/catalog_entry.hpp>

#include <support/catch.hpp>

#include <vector>

namespace skillmeat {
namespace {

const std::vector<std::string> known{"anthropics/skills", "Acme/Tools"};

ArtifactRef named(std::string name, std::optional<ArtifactType> type = std::nullopt,
                  std::string source = "") {
    return ArtifactRef{type, std::move(name), "", false, false, std::move(source)};
}

ArtifactRef at_path(std::string path, std::optional<ArtifactType> type = std::nullopt,
                    std::string source = "") {
    return ArtifactRef{type, "", std::move(path), true, false, std::move(source)};
}

ArtifactRef glob(std::string pattern, std::string source = "") {
    return ArtifactRef{std::nullopt, "", std::move(pattern), false, true, std::move(source)};
}

}  // namespace

TEST_CASE("references are read as formats.md says", "[model]") {
    struct Row {
        std::string_view text;
        ArtifactRef expected;
    };
    const auto row = GENERATE(
        Row{"pdf", named("pdf")}, Row{"skill:pdf", named("pdf", ArtifactType::skill)},
        Row{"skill:pdf@anthropics/skills", named("pdf", ArtifactType::skill, "anthropics/skills")},
        Row{"pdf@acme/TOOLS", named("pdf", std::nullopt, "Acme/Tools")},
        // only the seven types stand before a colon
        Row{"git:commit", named("git:commit")},
        Row{"command:git:commit", named("git:commit", ArtifactType::command)},
        Row{"Skill:pdf", named("Skill:pdf")}, Row{":pdf", named(":pdf")},
        // only a known source stands behind the last '@'
        Row{"pdf@unknown/source", named("pdf@unknown/source")}, Row{"pdf@", named("pdf@")},
        Row{"a@b@Acme/Tools", named("a@b", std::nullopt, "Acme/Tools")},
        Row{"pdf@Acme/Tools@x", named("pdf@Acme/Tools@x")},
        Row{"mcp:./a@b.json@Acme/Tools", at_path("a@b.json", ArtifactType::mcp, "Acme/Tools")},
        // paths
        Row{"./skills/pdf", at_path("skills/pdf")}, Row{"./skills/pdf/", at_path("skills/pdf")},
        Row{".", at_path(".")}, Row{"./", at_path(".")},
        Row{"skill:.@Acme/Tools", at_path(".", ArtifactType::skill, "Acme/Tools")},
        Row{"plugin:.#docs", at_path(".#docs", ArtifactType::plugin)},
        Row{"agent:./agents/reviewer.md@Acme/Tools",
            at_path("agents/reviewer.md", ArtifactType::agent, "Acme/Tools")},
        Row{"skills/pdf", named("skills/pdf")}, Row{"../x", named("../x")},
        // globs stand alone; behind a type every character is literal
        Row{"./experimental/**", glob("experimental/**")}, Row{"./a?", glob("a?")},
        Row{"./a/*@Acme/Tools", glob("a/*", "Acme/Tools")}, Row{"./a/*@b", glob("a/*@b")},
        Row{"skill:./a*", at_path("a*", ArtifactType::skill)}, Row{"a*", named("a*")});
    INFO(row.text);
    const auto ref = parse_artifact_ref(row.text, known);
    REQUIRE(ref);
    CHECK(*ref == row.expected);
}

TEST_CASE("a reference without name and path is refused", "[model]") {
    const auto* text = GENERATE("", "skill:", "@Acme/Tools", "skill:@Acme/Tools");
    INFO(text);
    const auto ref = parse_artifact_ref(text, known);
    REQUIRE_FALSE(ref);
    CHECK(ref.error().code == ErrorCode::invalid_value);
    CHECK_FALSE(ref.error().hint.empty());
}

TEST_CASE("the full id of any artifact leads back to it", "[model]") {
    for (const auto type : artifact_types) {
        for (const auto* path : {".", ".#x", "a", "a/b.md", ".mcp.json#s", "a@b", "a*b", "c#/x"}) {
            const auto id = artifact_id(type, path, "Acme/Tools");
            INFO(id);
            const auto ref = parse_artifact_ref(id, known);
            REQUIRE(ref);
            CHECK(ref->type == type);
            CHECK(ref->path == path);
            CHECK(ref->source_id == "Acme/Tools");
            CHECK(matches(*ref, type, "s", path));
            CHECK(matches(parse_exclusion(artifact_key(type, path)), type, "s", path));
        }
    }
}

TEST_CASE("exclusions name no source", "[model]") {
    CHECK(parse_exclusion("pdf@Acme/Tools") == named("pdf@Acme/Tools"));
    CHECK(parse_exclusion("skill:./x") == at_path("x", ArtifactType::skill));
    CHECK(parse_exclusion("skill:internal-comms") == named("internal-comms", ArtifactType::skill));
    CHECK(parse_exclusion("./drafts/**") == glob("drafts/**"));
    CHECK(parse_exclusion("./x") == at_path("x"));
    CHECK_FALSE(matches(parse_exclusion(""), ArtifactType::skill, "", "x"));
    CHECK_FALSE(matches(parse_exclusion("skill:"), ArtifactType::skill, "", "x"));
}

TEST_CASE("references fit entries by type, name, path or glob", "[model]") {
    struct Row {
        std::string_view ref;
        ArtifactType type;
        std::string_view name;
        std::string_view path;
        bool fits;
    };
    constexpr auto skill = ArtifactType::skill;
    constexpr auto mcp = ArtifactType::mcp;
    constexpr auto plugin = ArtifactType::plugin;
    const auto row = GENERATE_COPY(
        Row{"pdf", skill, "pdf", "skills/pdf", true}, Row{"PDF", skill, "pdf", "skills/pdf", false},
        Row{"agent:pdf", skill, "pdf", "skills/pdf", false},
        Row{"skill:pdf", skill, "pdf", "skills/pdf", true},
        Row{"./skills/pdf", skill, "other", "skills/pdf", true},
        Row{"agent:./skills/pdf", skill, "pdf", "skills/pdf", false},
        Row{"./skills", skill, "pdf", "skills/pdf", false},
        Row{"./skills/pd", skill, "pdf", "skills/pdf", false},
        // with and without #NAME
        Row{"./.mcp.json", mcp, "files", ".mcp.json#files", true},
        Row{"./.mcp.json#files", mcp, "files", ".mcp.json#files", true},
        Row{"./.mcp.json#other", mcp, "files", ".mcp.json#files", false},
        Row{"./.mcp.json", mcp, "shown name", ".mcp.json#key", true},
        Row{"./.mcp.json", mcp, "io.github.x/y", ".mcp.json#io.github.x/y", true},
        Row{".", plugin, "docs", ".#docs", true}, Row{".#docs", plugin, "docs", ".#docs", true},
        Row{".#docs", plugin, "x", ".", false},
        // a '#' that belongs to a directory separates nothing
        Row{"./c", skill, "x", "c#/x", false}, Row{"./c#/x", skill, "x", "c#/x", true},
        // globs
        Row{"./skills/*", skill, "pdf", "skills/pdf", true},
        Row{"./skills/*", skill, "pdf", "skills/a/pdf", false},
        Row{"./skills/**", skill, "pdf", "skills/a/pdf", true},
        Row{"./*.json", mcp, "files", ".mcp.json#files", true},
        Row{"./*#f*", mcp, "files", ".mcp.json#files", true},
        Row{"./*#g*", mcp, "files", ".mcp.json#files", false},
        Row{"./**", skill, "root", ".", true}, Row{"./*", skill, "root", ".", false},
        Row{"./**", plugin, "docs", ".#docs", true}, Row{"./?*", skill, "x", "x", true});
    INFO(row.ref << " on " << row.path);
    CHECK(matches(parse_exclusion(row.ref), row.type, row.name, row.path) == row.fits);
}

}  // namespace skillmeat
