#include <string>
#include <vector>

#include <skillmeat/toml/document.hpp>

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::tomlfile;

namespace {

Document parsed(const std::string& text) {
    auto document = Document::parse(text, "test.toml");
    REQUIRE(document);
    return *std::move(document);
}

/// The text after the array `a` was arranged.
std::string arranged(const std::string& text, const Array& wanted) {
    auto document = parsed(text);
    const auto done = document.arrange({"a"}, wanted);
    REQUIRE(done);
    CHECK(*document.find({"a"})->array() == wanted);
    return document.text();
}

std::string reordered(const std::string& text, const std::vector<std::size_t>& order) {
    auto document = parsed(text);
    REQUIRE(document.reorder_tables({"s"}, order));
    return document.text();
}

TEST_CASE("arrange carries comments with values that have lines of their own", "[toml]") {
    const std::string text =
        "a = [ # all\n    # about one\n    \"one\", # ours\n\n    # apart\n\n    \"two\",\n"
        "    \"three\" # last\n    # more to come\n]\n";
    CHECK(arranged(text, Array{"three", "one", "two"}) ==
          "a = [ # all\n    \"three\", # last\n\n    # apart\n\n    # about one\n"
          "    \"one\", # ours\n    \"two\"\n    # more to come\n]\n");
    CHECK(arranged(text, Array{"one", "new", "two", "three", "end"}) ==
          "a = [ # all\n    # about one\n    \"one\", # ours\n\n    # apart\n\n    \"new\",\n"
          "    \"two\",\n    \"three\", # last\n    \"end\"\n    # more to come\n]\n");
    CHECK(arranged(text, Array{"two"}) ==
          "a = [ # all\n\n    # apart\n\n    \"two\"\n    # more to come\n]\n");
    CHECK(arranged(text, Array{"x"}) ==
          "a = [ # all\n    \"x\"\n\n    # apart\n\n    # more to come\n]\n");
    CHECK(arranged(text, Array{}) == "a = [ # all\n\n    # apart\n\n    # more to come\n]\n");
}

TEST_CASE("arrange fills an empty array in its own layout", "[toml]") {
    CHECK(arranged("a = [\n]\nb = 1\n", Array{"x", "y", "z"}) ==
          "a = [\n    \"x\",\n    \"y\",\n    \"z\",\n]\nb = 1\n");
    CHECK(arranged("a = []\n", Array{"x", "y"}) == "a = [\"x\", \"y\"]\n");
    CHECK(arranged("a = [ ]\n", Array{1, 2}) == "a = [ 1, 2 ]\n");
    CHECK(arranged("a = [\n]\n", Array{}) == "a = [\n]\n");
    CHECK(arranged("b = 1\n", Array{"x"}) == "b = 1\na = [\"x\"]\n");
}

TEST_CASE("arrange keeps what separates values on shared lines", "[toml]") {
    CHECK(arranged("a = [1, 2,\n  3]\n", Array{3, 1, 2}) == "a = [3, 1,\n  2]\n");
    CHECK(arranged("a = [ 1, 2, ]\n", Array{2, 5, 1, 6}) == "a = [ 2, 5, 1, 6, ]\n");
    CHECK(arranged("a = [1, 2,\n  3]\n", Array{3}) == "a = [3]\n");
    CHECK(arranged("a = [ 1, 2, ]\n", Array{}) == "a = [ ]\n");
    CHECK(arranged("a = [\n  1, 2,\n]\n", Array{}) == "a = [\n]\n");
    CHECK(arranged("a = [1]\n", Array{}) == "a = []\n");
}

TEST_CASE("arrange adds and removes where values share lines with comments, but moves none",
          "[toml]") {
    const std::string text = "a = [1, 2, # two\n  3]\n";
    CHECK(arranged(text, Array{1, 2, 3, 4}) == "a = [1, 2, # two\n  3,\n  4]\n");
    CHECK(arranged(text, Array{2, 3}) == "a = [2, # two\n  3]\n");
    auto document = parsed(text);
    const auto refused = document.arrange({"a"}, Array{2, 1, 3});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::invalid_manifest);
    CHECK(refused.error().origin == Origin{"test.toml", 1, 5});
    CHECK(document.text() == text);
}

TEST_CASE("arrange takes equal values for the same, in their order", "[toml]") {
    CHECK(arranged("a = [\n  1, # x\n  1, # y\n  2,\n]\n", Array{2, 1, 1}) ==
          "a = [\n  2,\n  1, # x\n  1, # y\n]\n");
    CHECK(arranged("a = [\n  1, # x\n  1, # y\n]\n", Array{1}) == "a = [\n  1, # x\n]\n");
}

TEST_CASE("arrange keeps CRLF and refuses what is no list of values", "[toml]") {
    CHECK(arranged("a = [\r\n  1,\r\n  2\r\n]\r\n", Array{2, 3, 1}) ==
          "a = [\r\n  2,\r\n  3,\r\n  1\r\n]\r\n");
    for (const std::string text : {"a = 1\n", "[[a]]\nk = 1\n"}) {
        auto document = parsed(text);
        const auto refused = document.arrange({"a"}, Array{1});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::invalid_manifest);
    }
    auto document = parsed("a = []\n");
    CHECK(document.arrange({"a"}, Array{"\xff"}).error().code == ErrorCode::invalid_value);
}

TEST_CASE("reorder_tables carries elements with sub-tables and comments", "[toml]") {
    const std::string text =
        "# file\n\n# first\n[[s]] # one\nk = 1\n[[s.e]]\nx = 1\n# end of one\n\n[[s]]\nk = 2\n"
        "[[s]]\nk = 3";
    CHECK(reordered(text, {2, 0, 1}) ==
          "# file\n\n[[s]]\nk = 3\n\n# first\n[[s]] # one\nk = 1\n[[s.e]]\nx = 1\n# end of one\n"
          "\n[[s]]\nk = 2");
    CHECK(reordered(text, {0, 1, 2}) == text);
}

TEST_CASE("reorder_tables works on inline tables and scattered lines", "[toml]") {
    CHECK(reordered("s = [{ k = 1 }, { k = 2 }]\n", {1, 0}) == "s = [{ k = 2 }, { k = 1 }]\n");
    const std::string scattered =
        "[[s]]\nk = 1\n\n[[s]]\nk = 2\n\n[other]\nx = 1\n\n[s.sub]\ny = 1\n\n[[s]]\nk = 3\n";
    auto document = parsed(scattered);
    REQUIRE(document.reorder_tables({"s"}, {2, 1, 0}));
    CHECK(*document.find({"s", std::size_t{0}, "k"}) == Value(3));
    CHECK(*document.find({"s", std::size_t{1}, "sub", "y"}) == Value(1));
    CHECK(document.reorder_tables({"s"}, {3, 2, 1, 0}).error().code == ErrorCode::internal);
}

TEST_CASE("edits made together are checked together, and undone together", "[toml]") {
    const std::string text = "# top\na = [1, 2] # list\n\n[[s]]\nk = 1\n\n[[s]]\nk = 2 # two\n";
    auto document = parsed(text);
    REQUIRE(document.edit_together([](Document& edited) -> Result<void> {
        SKILLMEAT_TRY(edited.arrange({"a"}, Array{2, 3}));
        SKILLMEAT_TRY(edited.reorder_tables({"s"}, {1, 0}));
        SKILLMEAT_TRY(edited.set({"s", std::size_t{0}, "name"}, "second"));
        SKILLMEAT_TRY(edited.remove_table({"s"}, 1));
        return edited.append_table_text({"s"}, "[[s]]\nk = 3\n");
    }));
    CHECK(document.text() ==
          "# top\na = [2, 3] # list\n\n[[s]]\nk = 2 # two\nname = \"second\"\n\n[[s]]\nk = 3\n");
    CHECK(document.find({"s", std::size_t{1}, "k"})->line == 9);
    const auto before = document.text();
    const auto refused = document.edit_together([](Document& edited) -> Result<void> {
        SKILLMEAT_TRY(edited.set({"a"}, 1));
        return fail(ErrorCode::invalid_value, "no");
    });
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::invalid_value);
    CHECK(document.text() == before);
    CHECK(document.find({"a"})->array() != nullptr);
    REQUIRE(document.set({"a"}, 7));
}

}  // namespace
