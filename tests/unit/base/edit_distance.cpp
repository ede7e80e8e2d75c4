#include <skillmeat/base/edit_distance.hpp>

#include <support/catch.hpp>

#include <array>

namespace skillmeat {

TEST_CASE("the distance counts insertions, removals, replacements and swaps", "[base]") {
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("abc", "") == 3);
    CHECK(edit_distance("abc", "abc") == 0);
    CHECK(edit_distance("abc", "ab") == 1);
    CHECK(edit_distance("abc", "axc") == 1);
    CHECK(edit_distance("abcd", "abdc") == 1);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("ca", "abc") == 3);
}

TEST_CASE("the closest candidate is at most two away and a third of the word", "[base]") {
    constexpr std::array<std::string_view, 7> candidates{"source", "search", "scan",    "list",
                                                         "mcp",    "id",     "category"};
    CHECK(closest("soruce", candidates) == "source");
    CHECK(closest("SOURCE", candidates) == "source");
    CHECK(closest("sorce", candidates) == "source");
    CHECK(closest("catgeoy", candidates) == "category");
    CHECK(closest("lst", candidates) == "list");
    CHECK(closest("mcb", candidates) == "mcp");
    CHECK(closest("is", candidates) == std::nullopt);
    CHECK(closest("mxx", candidates) == std::nullopt);
    CHECK(closest("deploy", candidates) == std::nullopt);
    CHECK(closest("", candidates) == std::nullopt);
    CHECK(closest("source", {}) == std::nullopt);
}

TEST_CASE("among equally close candidates the first is taken, and a closer one wins", "[base]") {
    constexpr std::array<std::string_view, 3> candidates{"bat", "cat", "hats"};
    CHECK(closest("rat", candidates) == "bat");
    CHECK(closest("hat", candidates) == "bat");
    CHECK(closest("hats", candidates) == "hats");
}

}  // namespace skillmeat
