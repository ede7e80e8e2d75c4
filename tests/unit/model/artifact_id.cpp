#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/model/catalog_entry.hpp>

#include <support/catch.hpp>

#include <string>

namespace skillmeat {
namespace {

TEST_CASE("the full form of an artifact is taken apart and put together again", "[model]") {
    struct Row {
        std::string text;
        ArtifactId id;
        std::string name;
    };
    const auto row =
        GENERATE(Row{"skill:./skills/pdf@anthropics/skills",
                     {ArtifactType::skill, "skills/pdf", "anthropics/skills"},
                     "pdf"},
                 Row{"agent:./agents/code.reviewer.md@a",
                     {ArtifactType::agent, "agents/code.reviewer.md", "a"},
                     "code.reviewer"},
                 Row{"command:./c/x.toml@a", {ArtifactType::command, "c/x.toml", "a"}, "x"},
                 Row{"skill:.@acme/tools", {ArtifactType::skill, ".", "acme/tools"}, "tools"},
                 Row{"skill:.#two@acme/tools", {ArtifactType::skill, ".#two", "acme/tools"}, "two"},
                 Row{"mcp:./.mcp.json#git@hub@acme/tools",
                     {ArtifactType::mcp, ".mcp.json#git@hub", "acme/tools"},
                     "git@hub"},
                 Row{"command:./a:b.md@x", {ArtifactType::command, "a:b.md", "x"}, "a:b"},
                 Row{"skill:./.md@x", {ArtifactType::skill, ".md", "x"}, ".md"});
    INFO(row.text);
    const auto id = parse_artifact_id(row.text);
    REQUIRE(id);
    CHECK(*id == row.id);
    CHECK(artifact_id(id->type, id->path, id->source_id) == row.text);
    CHECK(likely_name(*id) == row.name);
}

TEST_CASE("anything but the full form is no artifact id", "[model]") {
    const std::string text =
        GENERATE("", "pdf", "skill:pdf@a", "skill:./pdf", "./pdf@a", "skil:./pdf@a", "skill:./@a",
                 "skill:./a/../b@a", "skill:/etc@a", "skill:./pdf@", "skill:./pdf@a b",
                 "skill:./pdf@-x", "@a:./x", "skill:./.@a", "skill:./.#n@a", "skill:./a\nb@a",
                 "skill:./a#b\x1b[m@a", "skill:a/b@c");
    INFO(text);
    const auto id = parse_artifact_id(text);
    REQUIRE_FALSE(id);
    CHECK(id.error().code == ErrorCode::invalid_value);
}

TEST_CASE("only the case of the source does not tell artifacts apart", "[model]") {
    CHECK(artifact_id_key("skill:./A@Acme/Tools") == artifact_id_key("skill:./A@acme/tools"));
    CHECK(artifact_id_key("skill:./A@x") != artifact_id_key("skill:./a@x"));
    CHECK(artifact_id_key("no at") == "no at");
}

}  // namespace
}  // namespace skillmeat
