#include <skillmeat/base/text.hpp>

#include <support/catch.hpp>

namespace skillmeat {

TEST_CASE("lower case and comparison touch ASCII letters only", "[base]") {
    CHECK(ascii_lower("AbZ[@É") == "abz[@É");
    CHECK(equals_ignoring_case("Skill", "sKILL"));
    CHECK(equals_ignoring_case("", ""));
    CHECK_FALSE(equals_ignoring_case("a", "ab"));
    CHECK_FALSE(equals_ignoring_case("é", "É"));
    CHECK_FALSE(equals_ignoring_case("@", "`"));
}

TEST_CASE("split keeps empty pieces", "[base]") {
    using Pieces = std::vector<std::string_view>;
    CHECK(split("", '/') == Pieces{""});
    CHECK(split("a", '/') == Pieces{"a"});
    CHECK(split("a//b/", '/') == Pieces{"a", "", "b", ""});
}

TEST_CASE("join puts the separator between pieces", "[base]") {
    CHECK(join({}, ", ").empty());
    CHECK(join({"a"}, ", ") == "a");
    CHECK(join({"a", "", "b"}, ", ") == "a, , b");
}

TEST_CASE("trim takes white space off both ends", "[base]") {
    CHECK(trim(" \t\r\na b\n\v\f ") == "a b");
    CHECK(trim(" \n").empty());
    CHECK(trim("").empty());
}

TEST_CASE("quoted text shows control characters", "[base]") {
    CHECK(quote("a b") == "'a b'");
    CHECK(quote("a\x1b[2J\n") == "'a\\x1b[2J\\x0a'");
}

TEST_CASE("a shell takes any text for the one word it is", "[base]") {
    CHECK(shell_word("skill:./skills/pdf@acme/tools") == "skill:./skills/pdf@acme/tools");
    CHECK(shell_word("") == "''");
    CHECK(shell_word("a b") == "'a b'");
    CHECK(shell_word("it's $(x)") == "'it'\\''s $(x)'");
    CHECK(shell_word("~/x") == "'~/x'");
    CHECK(shell_word("*") == "'*'");
}

TEST_CASE("a counted noun is plural unless there is one", "[base]") {
    CHECK(counted(0, "source") == "0 sources");
    CHECK(counted(1, "source") == "1 source");
    CHECK(counted(3, "source") == "3 sources");
}

}  // namespace skillmeat
