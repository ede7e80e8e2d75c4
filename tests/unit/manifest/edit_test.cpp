#include <skillmeat/manifest/edit.hpp>
#include <skillmeat/manifest/manifest.hpp>

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::manifest;
using tomlfile::Document;

namespace {

const std::string text = R"(# our sources
schema = 1

# the official ones
[[source]]
id = "anthropics/skills"   # keep
url = "https://github.com/anthropics/skills"
ref = "main"               # stable
trust = "unsigned"
map = { "prompts/review" = "command" }
tags = [
  "official",   # by them
  "documents",
]
min_confidence = 60

# not for us
[[source.exclude]]
artifact = "skill:./skills/internal-comms"  # old
reason = "superseded"

[[source.exclude]]
artifact = "pdf"

# ours
[[source]]
id = "tools"
url = "./tools"
)";

Document document_of(const std::string& content) {
    auto document = Document::parse(content, "skillmeat.toml");
    REQUIRE(document);
    return *std::move(document);
}

Manifest read_back(const std::string& content, Role role = Role::shared) {
    DiagnosticList sink;
    auto manifest = read(content, "skillmeat.toml", {role, false}, sink);
    INFO(content);
    REQUIRE(manifest);
    CHECK(sink.items.empty());
    return *std::move(manifest);
}

Source first_source() {
    return read_back(text).sources[0];
}

/// The text after update_source, which must then say what `after` says.
std::string updated(const Source& after, const std::string& before = text) {
    auto document = document_of(before);
    const auto result = update_source(document, after);
    INFO((result ? document.text() : result.error().message));
    REQUIRE(result);
    CHECK(read_back(document.text()).sources[0] == after);
    return document.text();
}

std::string replaced(std::string content, std::string_view from, std::string_view to) {
    const auto at = content.find(from);
    REQUIRE(at != std::string::npos);
    return content.replace(at, from.size(), to);
}

Source full_source() {
    Source source;
    source.id = "x/y";
    source.url = "https://github.com/x/y";
    source.ref = "v1";
    source.root = "src";
    source.map = {{"a b", ArtifactType::hook}, {"c", ArtifactType::mcp}};
    source.tags = {"one", "two"};
    source.trust = Trust::signed_;
    source.import_description = true;
    source.import_readme = true;
    source.description = "say \"hello\"";
    source.min_confidence = 70;
    source.transport = Transport::api;
    source.exclude = {{"pdf", "", std::nullopt, {}},
                      {"./a/**", "why", parse_timestamp("2026-11-20T10:00:00Z"), {}}};
    return source;
}

}  // namespace

TEST_CASE("a new manifest has its name, a commented example and no source", "[manifest]") {
    const auto fresh = new_manifest("docs \"team\"");
    const auto manifest = read_back(fresh);
    CHECK(manifest.schema == 1);
    CHECK(manifest.project_name == "docs \"team\"");
    CHECK(manifest.sources.empty());
    CHECK(fresh.find("# [[source]]") != std::string::npos);
    CHECK(read_back(new_plain_manifest()).sources.empty());
    CHECK(read_back(new_plain_manifest(), Role::local).schema == 1);
}

TEST_CASE("the example in a new manifest is valid when its signs of comment go", "[manifest]") {
    const auto fresh = new_manifest("x");
    std::string bare;
    std::size_t start = fresh.find("# [[source]]\n");
    while (start < fresh.size()) {
        const auto end = fresh.find('\n', start);
        const auto line = fresh.substr(start, end - start);
        const bool is_code = line.find(" = ") != std::string::npos || line.find('[') == 2;
        bare += is_code ? line.substr(2) + "\n" : "";
        start = end + 1;
    }
    const auto manifest = read_back(bare);
    REQUIRE(manifest.sources.size() == 1);
    CHECK(manifest.sources[0].exclude.size() == 1);
    CHECK(manifest.settings.members.size() == 1);
}

TEST_CASE("an added source holds only keys that differ from their defaults", "[manifest]") {
    auto document = document_of(new_plain_manifest());
    Source source;
    source.id = "a/b";
    source.url = "https://github.com/a/b";
    REQUIRE(add_source(document, source));
    CHECK(document.text() ==
          "schema = 1\n\n[[source]]\nid = \"a/b\"\nurl = \"https://github.com/a/b\"\n");
}

TEST_CASE("an added source is read back as it was given", "[manifest]") {
    for (const auto& before : {text, new_plain_manifest(), new_manifest("p"), std::string()}) {
        auto document = document_of(before);
        REQUIRE(add_source(document, full_source()));
        CHECK(document.text().starts_with(before));
        CHECK(read_back(document.text()).sources.back() == full_source());
    }
}

TEST_CASE("a private source needs no key in the file of private sources", "[manifest]") {
    auto document = document_of(new_plain_manifest());
    auto source = full_source();
    source.visibility = Visibility::private_;
    REQUIRE(add_source(document, source));
    CHECK(document.text().find("visibility") == std::string::npos);
    CHECK(read_back(document.text(), Role::local).sources.back() == source);
}

TEST_CASE("an update that changes nothing changes no byte", "[manifest]") {
    CHECK(updated(first_source()) == text);
}

TEST_CASE("an update touches the keys that differ and nothing else", "[manifest]") {
    auto source = first_source();
    source.ref = "v2";
    source.url = "https://github.com/anthropics/other";
    const auto expected = replaced(replaced(text, "ref = \"main\"", "ref = \"v2\""),
                                   "anthropics/skills\"\nref", "anthropics/other\"\nref");
    CHECK(updated(source) == expected);
}

TEST_CASE("a key that goes back to its default is taken out", "[manifest]") {
    auto source = first_source();
    source.min_confidence = default_min_confidence;
    CHECK(updated(source) == replaced(text, "min_confidence = 60\n", ""));
    source = first_source();
    source.ref = "";
    source.map.clear();
    source.tags.clear();
    const auto changed = updated(source);
    for (const auto* gone : {"ref = ", "map = ", "tags = "}) {
        CHECK(changed.find(gone) == std::string::npos);
    }
    CHECK(changed.find("trust = \"unsigned\"") != std::string::npos);
}

TEST_CASE("every key can be added by an update", "[manifest]") {
    auto source = full_source();
    source.id = "tools";
    auto document = document_of(text);
    REQUIRE(update_source(document, source));
    CHECK(read_back(document.text()).sources[1] == source);
    CHECK(read_back(document.text()).sources[0] == first_source());
}

TEST_CASE("tags are added and removed one by one", "[manifest]") {
    auto source = first_source();
    source.tags = {"official", "documents", "new"};
    CHECK(updated(source) ==
          replaced(text, "  \"documents\",\n", "  \"documents\",\n  \"new\",\n"));
    source.tags = {"official"};
    CHECK(updated(source) == replaced(text, "  \"documents\",\n", ""));
    source.tags = {"documents", "x"};
    CHECK(updated(source).find("by them") == std::string::npos);
    source.tags = {"documents", "official"};
    updated(source);
    source.tags = {"Official", "documents"};
    updated(source);
}

TEST_CASE("mapped paths are added, changed and removed one by one", "[manifest]") {
    auto source = first_source();
    source.map["x"] = ArtifactType::skill;
    CHECK(updated(source).find("\"prompts/review\" = \"command\"") != std::string::npos);
    source.map = {{"prompts/review", ArtifactType::agent}};
    CHECK(updated(source) == replaced(text, "\"command\"", "\"agent\""));
    source.map = {{"y", ArtifactType::agent}};
    updated(source);
    const auto sub_table = replaced(text, "map = { \"prompts/review\" = \"command\" }\n", "");
    const auto with_table =
        replaced(sub_table, "# not for us\n",
                 "[source.map]\n\"prompts/review\" = \"command\" # ours\n\n# not for us\n");
    source.map = {{"prompts/review", ArtifactType::command}, {"z", ArtifactType::hook}};
    CHECK(updated(source, with_table).find("# ours") != std::string::npos);
}

TEST_CASE("exclusions are added at the end, changed in place and removed alone", "[manifest]") {
    auto source = first_source();
    source.exclude.push_back({"docx", "", parse_timestamp("2026-11-20T10:00:00Z"), {}});
    CHECK(updated(source) == replaced(text, "artifact = \"pdf\"\n",
                                      "artifact = \"pdf\"\n\n[[source.exclude]]\n"
                                      "artifact = \"docx\"\nat = 2026-11-20T10:00:00Z\n"));

    source = first_source();
    source.exclude[0].reason = "another";
    CHECK(updated(source) == replaced(text, "\"superseded\"", "\"another\""));
    source.exclude[0].reason = "";
    CHECK(updated(source) == replaced(text, "reason = \"superseded\"\n", ""));
    source = first_source();
    source.exclude[1].at = parse_timestamp("2026-11-20T10:00:00Z");
    const auto with_at = updated(source);
    source.exclude[1].at.reset();
    CHECK(updated(source, with_at) == text);

    source.exclude.erase(source.exclude.begin());
    const auto without = updated(source);
    CHECK(without.find("not for us") == std::string::npos);
    CHECK(without.find("# ours\n[[source]]") != std::string::npos);
    source.exclude.clear();
    CHECK(updated(source).find("exclude") == std::string::npos);
    source = first_source();
    std::swap(source.exclude[0], source.exclude[1]);
    updated(source);
}

TEST_CASE("a source is found ignoring case, and takes the new spelling", "[manifest]") {
    auto source = first_source();
    source.id = "Anthropics/Skills";
    CHECK(updated(source) == replaced(text, "\"anthropics/skills\"", "\"Anthropics/Skills\""));
}

TEST_CASE("a source that is not there cannot be changed", "[manifest]") {
    auto document = document_of(text);
    auto other = document_of(new_plain_manifest());
    const auto source = full_source();
    CHECK(update_source(document, source).error().code == ErrorCode::source_not_found);
    CHECK(remove_source(document, "nothing").error().code == ErrorCode::source_not_found);
    CHECK(move_source(document, other, "nothing").error().code == ErrorCode::source_not_found);
    CHECK(document.text() == text);
}

TEST_CASE("a removed source takes its exclusions and comments with it", "[manifest]") {
    auto document = document_of(text);
    REQUIRE(remove_source(document, "Anthropics/skills"));
    CHECK(document.text() ==
          "# our sources\nschema = 1\n\n# ours\n[[source]]\nid = \"tools\"\n"
          "url = \"./tools\"\n");
    REQUIRE(remove_source(document, "tools"));
    CHECK(read_back(document.text()).sources.empty());
}

TEST_CASE("a source moves to another file and back with its comments", "[manifest]") {
    auto shared = document_of(text);
    auto local = document_of(new_plain_manifest());
    REQUIRE(move_source(shared, local, "anthropics/skills"));
    CHECK(read_back(shared.text()).sources.size() == 1);
    auto moved = read_back(local.text(), Role::local).sources.at(0);
    CHECK(moved.visibility == Visibility::private_);
    moved.visibility = Visibility::public_;
    CHECK(moved == first_source());
    for (const auto* comment : {"# the official ones", "# keep", "# by them", "# not for us"}) {
        CHECK(local.text().find(comment) != std::string::npos);
        CHECK(shared.text().find(comment) == std::string::npos);
    }
    REQUIRE(move_source(local, shared, "anthropics/skills"));
    CHECK(read_back(shared.text()).sources.at(1) == first_source());
    CHECK(read_back(local.text(), Role::local).sources.empty());
}

TEST_CASE("an explicit visibility follows the file it is moved to", "[manifest]") {
    auto shared =
        document_of("[[source]]\nid = \"a\"\nurl = \"./a\"\nvisibility = \"public\" # !\n");
    auto local = document_of(new_plain_manifest());
    REQUIRE(move_source(shared, local, "a"));
    Source after;
    after.id = "a";
    after.url = "./a";
    after.visibility = Visibility::private_;
    REQUIRE(update_source(local, after));
    CHECK(local.text().find("visibility = \"private\" # !") != std::string::npos);
    CHECK(read_back(local.text(), Role::local).sources[0] == after);
}
