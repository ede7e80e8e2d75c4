#include <skillmeat/net/link_header.hpp>

#include <optional>
#include <string>
#include <string_view>

#include <support/catch.hpp>

using skillmeat::net::find_link;

TEST_CASE("the link of a relation is found", "[net]") {
    const auto* header =
        GENERATE(R"(<https://h/?page=2>; rel="next")", R"(<https://h/?page=2>;rel=next)",
                 R"(<https://h/?page=9>; rel="last", <https://h/?page=2>; rel="next")",
                 R"( ,, <https://h/?page=2> ; REL = "Next" , )",
                 R"(<https://h/?page=2>; title="a, <b>; rel=\"last\""; rel="prev next")",
                 R"(<https://h/?page=2>; crossorigin; rel=next; rel=last)",
                 "\t<https://h/?page=2>; rel=next, <https://h/?page=3>; rel=next");
    INFO(header);
    CHECK(find_link(header, "next") == "https://h/?page=2");
    CHECK_FALSE(find_link(header, "first"));
}

TEST_CASE("a target is given as it stands", "[net]") {
    CHECK(find_link("</a?b,c;d>; rel=next", "next") == "/a?b,c;d");
    CHECK(find_link("<>; rel=next", "next") == "");
}

TEST_CASE("other links and malformed headers give nothing", "[net]") {
    const auto* header = GENERATE(
        "", "   ", ",", "<https://h/>", "<https://h/>;", "<https://h/>; title=next",
        "<https://h/>; rel=last; rel=next", "<https://h/>; rel", R"(<https://h/>; rel="")",
        R"(<https://h/>; rel="nextpage")", "https://h/; rel=next", "<https://h/; rel=next",
        R"(<https://h/>; rel="next)", R"(<https://h/>; rel="next\)", "<https://h/> rel=next",
        "<https://h/>; rel=next <https://h/>", R"(<https://h/>; rel=next, <https://h/)");
    INFO(header);
    CHECK_FALSE(find_link(header, "next"));
}
