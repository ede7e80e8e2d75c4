#include <skillmeat/yaml/yaml.hpp>

#include <support/catch.hpp>

using namespace skillmeat;
using yaml::Node;

namespace {

Error error_of(const std::string& text, const yaml::Limits& limits = {}) {
    const auto result = yaml::parse(text, "a.yml", limits);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::invalid_value);
    CHECK(result.error().origin.path == "a.yml");
    return result.error();
}

}  // namespace

TEST_CASE("a document is read with kinds and lines", "[yaml]") {
    const auto root = yaml::parse("a: 1\nb:\n  - x\n  - ~\nc: {d: '~'}\n", "a.yml");
    REQUIRE(root);
    CHECK(root->kind == Node::Kind::map);
    REQUIRE(root->children.size() == 6);
    CHECK(root->children[0].text == "a");
    CHECK(root->children[1].text == "1");
    const auto& list = root->children[3];
    CHECK(list.kind == Node::Kind::list);
    CHECK(list.children[0].line == 3);
    CHECK(list.children[1].kind == Node::Kind::null);
    CHECK(root->children[5].children[1].kind == Node::Kind::text);
}

TEST_CASE("aliases stand for what they name, within limits", "[yaml]") {
    const auto root = yaml::parse("a: &x [1, 2]\nb: *x\n", "a.yml");
    REQUIRE(root);
    CHECK(root->children[3].children.size() == 2);
    CHECK(error_of("a: *x\n").message.find("an alias of nothing") != std::string::npos);
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i) {
        const auto before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
        for (int j = 0; j < 9; ++j) {
            bomb += ", " + before;
        }
        bomb += "]\n";
    }
    CHECK(error_of(bomb).message.find("aliases expand too far") != std::string::npos);
}

TEST_CASE("what is no one document of the depth allowed is refused with its place", "[yaml]") {
    CHECK(error_of("a: [1\n").origin.line == 2);
    CHECK(error_of("a: b\n c: d\n").origin.line == 2);
    CHECK(error_of("--- a\n--- b\n").message.find("expected one document") != std::string::npos);
    CHECK(error_of("").message.find("expected one document") != std::string::npos);
    CHECK(error_of("[[[1]]]\n", {2, 10}).message.find("nested too deeply") != std::string::npos);
    CHECK(yaml::parse("[[1]]\n", "a.yml", {2, 10}));
}

TEST_CASE("plain scalars that mean no value", "[yaml]") {
    for (const char* text : {"", "~", "null", "Null", "NULL"}) {
        CHECK(yaml::is_null(text));
    }
    CHECK_FALSE(yaml::is_null("nil"));
}
