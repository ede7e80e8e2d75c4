#include <skillmeat/collections/read.hpp>
#include <skillmeat/toml/parse.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace skillmeat;
using namespace skillmeat::collections;

namespace {

const std::string path = "collections.toml";

struct Outcome {
    Result<std::vector<Collection>> result;
    std::vector<Diagnostic> items;
};

Outcome outcome_of(const std::string& text) {
    const auto root = tomlfile::parse(text, path);
    REQUIRE(root);
    DiagnosticList sink;
    auto result = read(*root, path, sink);
    return {std::move(result), std::move(sink.items)};
}

std::string collection_with(const std::string& lines) {
    return "[[collection]]\nid = \"5f1c0a9e77d2\"\nname = \"a\"\n" + lines + "\n";
}

TEST_CASE("a file of collections is read as it stands", "[collections]") {
    std::ifstream file(std::filesystem::path(SKILLMEAT_FIXTURES) /
                       "files/collections/good-full.toml");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto [result, items] = outcome_of(text);
    REQUIRE(result);
    CHECK(items.empty());
    REQUIRE(result->size() == 2);
    const auto& first = result->front();
    CHECK(first.id == "5f1c0a9e77d2");
    CHECK(first.name == "reviewing");
    CHECK(first.description == "what we use in reviews");
    CHECK(first.created_at == parse_timestamp("2026-11-20T10:00:00Z"));
    CHECK(first.artifacts.size() == 4);
    CHECK(first.origin == Origin{path, 3, 1});
    REQUIRE(first.groups.size() == 1);
    CHECK(first.groups[0].name == "first pass");
    CHECK(first.groups[0].artifacts ==
          std::vector<std::string>{"agent:./agents/reviewer.md@acme/tools"});
    CHECK(result->back().name == "Überblick");
    CHECK_FALSE(result->back().created_at);
    CHECK(outcome_of(new_file()).result->empty());
    CHECK(outcome_of("").result->empty());
}

// The same files as the JSON Schema is tested with (tests/style/file_schemas.py).
TEST_CASE("the reader agrees with the schema on the fixtures", "[collections]") {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(SKILLMEAT_FIXTURES) / "files/collections")) {
        INFO(entry.path());
        std::ifstream file(entry.path());
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        const auto result = outcome_of(text).result;
        CHECK(result.has_value() == entry.path().filename().string().starts_with("good"));
        ++count;
    }
    CHECK(count > 10);
}

TEST_CASE("every fault is reported with its position, in the order of the file", "[collections]") {
    const auto [result, items] = outcome_of(
        "schema = 1\n[[collection]]\nid = \"x\"\nname = \"\"\nartifacts = [1, \"pdf\",\n"
        "  \"skill:./a@b\", \"skill:./a@B\"]\n[[collection.group]]\nname = \"g\"\n"
        "artifacts = [\"skill:./c@b\"]\n[[collection]]\nid = 7\ndescription = 1\n");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::invalid_manifest);
    CHECK(result.error().origin == Origin{path, 3, 6});
    CHECK(result.error().message ==
          "expected 12 hexadecimal digits for 'id', found 'x' (and 9 faults more)");
    std::vector<std::pair<int, int>> places;
    for (const auto& item : items) {
        CHECK(item.severity == Severity::error);
        places.emplace_back(item.origin.line, item.origin.column);
    }
    CHECK(places == std::vector<std::pair<int, int>>{{3, 6},
                                                     {4, 8},
                                                     {5, 14},
                                                     {5, 17},
                                                     {6, 18},
                                                     {7, 1},
                                                     {9, 14},
                                                     {10, 1},
                                                     {11, 6},
                                                     {12, 15}});
}

TEST_CASE("names and ids are unique, ignoring case and composition of names", "[collections]") {
    const auto twin = [](const std::string& one, const std::string& other) {
        return outcome_of("[[collection]]\nid = \"000000000001\"\nname = \"" + one +
                          "\"\n[[collection]]\nid = \"000000000002\"\nname = \"" + other + "\"\n");
    };
    CHECK(twin("a", "b").result);
    for (const auto& [one, other] : std::vector<std::pair<std::string, std::string>>{
             {"Reviews", "reviews"}, {"\u00dcber", "u\u0308ber"}, {"Stra\u00dfe", "STRASSE"}}) {
        const auto [result, items] = twin(one, other);
        REQUIRE_FALSE(result);
        CHECK(result.error().message ==
              "name of the collection '" + other + "' is taken at line 3");
        CHECK(result.error().origin == Origin{path, 6, 8});
    }
    const auto same_id = outcome_of(collection_with(
        "[[collection.group]]\nid = \"5f1c0a9e77d2\"\nname = \"g\"\n[[collection.group]]\n"
        "id = \"000000000001\"\nname = \"G\""));
    CHECK(same_id.items.size() == 2);
    CHECK(same_id.items[0].message == "id '5f1c0a9e77d2' is taken at line 2");
    // Groups of different collections may share a name.
    CHECK(outcome_of(collection_with("[[collection.group]]\nid = \"000000000001\"\nname = \"g\"\n"
                                     "[[collection]]\nid = \"000000000002\"\nname = \"g\"\n"
                                     "[[collection.group]]\nid = \"000000000003\"\nname = \"g\""))
              .result);
}

TEST_CASE("a missing id comes with one to write", "[collections]") {
    const auto [result, items] = outcome_of("[[collection]]\nname = \"a\"\n");
    REQUIRE_FALSE(result);
    const auto hint = result.error().hint;
    REQUIRE(hint.starts_with("write id = \""));
    CHECK(outcome_of("[[collection]]\nname = \"a\"\n" + hint.substr(6) + "\n").result);
}

TEST_CASE("unknown keys are warnings with a suggestion", "[collections]") {
    const auto [result, items] = outcome_of(collection_with("artifact = []"));
    CHECK(result);
    REQUIRE(items.size() == 1);
    CHECK(items[0].severity == Severity::warning);
    CHECK(items[0].message == "unknown key 'artifact' in [[collection]]");
    CHECK(items[0].hint == "did you mean 'artifacts'?");
    CHECK(items[0].origin == Origin{path, 4, 1});
}

TEST_CASE("a schema that is newer or none is refused", "[collections]") {
    CHECK(outcome_of("schema = 2\n").result.error().code == ErrorCode::newer_format);
    for (const auto* text : {"schema = 0\n", "schema = -1\n", "schema = \"1\"\n"}) {
        CHECK(outcome_of(text).result.error().code == ErrorCode::invalid_manifest);
    }
    for (const auto* text : {"collection = 1\n", "collection = [1]\n",
                             "[[collection]]\nid = \"5f1c0a9e77d2\"\nname = \"a\"\ngroup = 1\n",
                             "[[collection]]\nid = \"5f1c0a9e77d2\"\nname = 1\n"}) {
        INFO(text);
        CHECK(outcome_of(text).result.error().code == ErrorCode::invalid_manifest);
    }
}

TEST_CASE("names are 1 to 255 characters on one line", "[collections]") {
    std::string longest;
    for (int i = 0; i < 255; ++i) {
        longest += "\u00e9";
    }
    for (const auto& name : {std::string("a"), std::string("a b=c@d"), longest}) {
        CHECK(check_name("collection", name));
    }
    for (const auto& name :
         {std::string(), std::string("  "), std::string(" a"), std::string("a\n"),
          std::string("a\tb"), std::string("a\x7f"), std::string("\xff"), longest + "x"}) {
        const auto checked = check_name("group", name);
        REQUIRE_FALSE(checked);
        CHECK(checked.error().code == ErrorCode::invalid_value);
        CHECK(checked.error().message.starts_with(
            "expected a name of 1 to 255 characters for the group, found "));
    }
    CHECK(check_description(std::string(2000, 'x')));
    CHECK(check_description("two\nlines"));
    CHECK(check_description(std::string(2001, 'x')).error().code == ErrorCode::invalid_value);
    CHECK(check_description("\xff").error().code == ErrorCode::invalid_value);
}

}  // namespace
