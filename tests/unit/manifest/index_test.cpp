// [[index]]: reading, checking and editing.
#include <skillmeat/manifest/edit.hpp>
#include <skillmeat/manifest/manifest.hpp>

#include <support/catch.hpp>

#include <algorithm>

using namespace skillmeat;
using namespace skillmeat::manifest;
using tomlfile::Document;

namespace {

Result<Manifest> read_text(const std::string& text, DiagnosticList& sink,
                           Role role = Role::shared) {
    return read(text, "skillmeat.toml", {role, false}, sink);
}

/// "LINE:COLUMN MESSAGE" of every fault.
std::vector<std::string> faults_of(const std::string& text, Role role = Role::shared) {
    DiagnosticList sink;
    CHECK_FALSE(read_text(text, sink, role));
    std::vector<std::string> lines;
    for (const auto& item : sink.items) {
        lines.push_back(std::to_string(item.origin.line) + ":" +
                        std::to_string(item.origin.column) + " " + item.message);
    }
    return lines;
}

Document document_of(const std::string& text) {
    auto document = Document::parse(text, "skillmeat.toml");
    REQUIRE(document);
    return *std::move(document);
}

const std::string kept = R"(schema = 1

# the official market
[[index]]
id = "official"   # ours
url = "https://github.com/acme/market"
ttl = "1h"  # seldom changes

[[index]]
id = "skills.test"
url = "https://skills.test"
ttl = 90

[[source]]
id = "a"
url = "./a"
)";

}  // namespace

TEST_CASE("saved indexes are read in their order", "[manifest]") {
    DiagnosticList sink;
    const auto manifest = read_text(kept, sink);
    REQUIRE(manifest);
    CHECK(sink.items.empty());
    CHECK(manifest->indexes ==
          std::vector<SavedIndex>{{"official", "https://github.com/acme/market", 3600, {}},
                                  {"skills.test", "https://skills.test", 90, {}}});
    CHECK(manifest->indexes[1].origin == Origin{"skillmeat.toml", 9, 1});
    CHECK(read_text("schema = 1\n", sink)->indexes.empty());
}

TEST_CASE("every fault of an index is told with its place", "[manifest]") {
    CHECK(faults_of("[[index]]\n") ==
          std::vector<std::string>{"1:1 expected a key 'id' in [[index]], found none",
                                   "1:1 expected a key 'url' in [[index]], found none"});
    CHECK(faults_of("[[index]]\nid = \"a\"\nurl = \"https://a.test\"\n\n"
                    "[[index]]\nid = \"A\"\nurl = \"https://b.test\"\n") ==
          std::vector<std::string>{"6:6 index id 'A' is taken by 'a' at line 1"});
    CHECK(faults_of("[[index]]\nid = \"a b\"\nurl = \"acme/market\"\nttl = \"soon\"\n") ==
          std::vector<std::string>{
              "2:6 index id 'a b' holds a character outside A-Z, a-z, 0-9, '.', '_' and '-'",
              "3:7 expected the address of an index in full, found 'acme/market'",
              "4:7 expected a duration such as \"5m\" for 'ttl', found 'soon'"});
    CHECK(faults_of("[[index]]\nid = 1\nurl = \"http://a.test\"\nttl = true\n").size() == 3);
    CHECK(
        faults_of("[[index]]\nid = \"a\"\nurl = \"https://a.test\"\nttl = \"366d\"\n") ==
        std::vector<std::string>{"4:7 expected a duration from 0s to 365d for 'ttl', found 366d"});
    CHECK(faults_of("[[index]]\nid = \"a\"\nurl = \"https://a.test\"\nttl = -1\n").size() == 1);
    CHECK(faults_of("[index]\nid = \"a\"\n") ==
          std::vector<std::string>{"1:1 expected tables [[index]], found a table"});
    CHECK(faults_of("index = [1]\n") ==
          std::vector<std::string>{"1:10 expected a table [[index]], found an integer"});
}

TEST_CASE("unknown keys of an index are warnings", "[manifest]") {
    DiagnosticList sink;
    REQUIRE(read_text("[[index]]\nid = \"a\"\nurl = \"./a\"\ntl = 3\n", sink));
    REQUIRE(sink.items.size() == 1);
    CHECK(sink.items[0].hint == "did you mean 'ttl'?");
}

TEST_CASE("the file of private sources holds no index", "[manifest]") {
    CHECK(faults_of("[[index]]\nid = \"a\"\nurl = \"./a\"\n", Role::local).size() == 1);
}

TEST_CASE("an index of a command line is checked as one of the file", "[manifest]") {
    CHECK(check_index({"a", "https://a.test", std::nullopt, {}}));
    CHECK(check_index({"a", "./a", max_index_ttl, {}}));
    CHECK(check_index({"a", "./a", max_index_ttl + 1, {}}).error().code ==
          ErrorCode::invalid_value);
    CHECK(check_index({"a//b", "./a", 1, {}}).error().message ==
          "index id 'a//b' holds an empty segment");
    CHECK_FALSE(check_index({"a", "acme/market", 1, {}}));
}

TEST_CASE("saving an index appends it, and saving it again changes nothing", "[manifest]") {
    auto document = document_of("schema = 1 # one\n");
    const SavedIndex index{"market", "https://github.com/acme/market", 7200, {}};
    REQUIRE(save_index(document, index));
    CHECK(document.text() ==
          "schema = 1 # one\n\n[[index]]\nid = \"market\"\n"
          "url = \"https://github.com/acme/market\"\nttl = \"2h\"\n");
    const auto once = document.text();
    REQUIRE(save_index(document, index));
    CHECK(document.text() == once);
    REQUIRE(save_index(document, {"plain", "https://a.test", std::nullopt, {}}));
    CHECK(document.text().ends_with("[[index]]\nid = \"plain\"\nurl = \"https://a.test\"\n"));
}

TEST_CASE("saving touches only what differs, and keeps comments", "[manifest]") {
    auto document = document_of(kept);
    REQUIRE(save_index(document, {"OFFICIAL", "https://github.com/acme/market", 3600, {}}));
    CHECK(document.text() == kept);
    REQUIRE(save_index(document, {"skills.test", "https://skills.test", 90, {}}));
    CHECK(document.text() == kept);
    REQUIRE(save_index(document, {"official", "https://other.test", std::nullopt, {}}));
    CHECK(document.text().find("# the official market\n[[index]]\nid = \"official\"   # ours\n"
                               "url = \"https://other.test\"\n\n[[index]]") != std::string::npos);
    REQUIRE(save_index(document, {"skills.test", "https://skills.test", 60, {}}));
    CHECK(document.text().find("ttl = \"1m\"") != std::string::npos);
}

TEST_CASE("forgetting an index takes its comments along and leaves the rest", "[manifest]") {
    auto document = document_of(kept);
    REQUIRE(remove_index(document, "Official"));
    CHECK(document.text() == "schema = 1\n\n" + kept.substr(kept.find("[[index]]\nid = \"skills")));
    CHECK(remove_index(document, "official").error().code == ErrorCode::index_not_found);
    auto empty = document_of("schema = 1\n");
    CHECK(remove_index(empty, "official").error().code == ErrorCode::index_not_found);
}
