#include <skillmeat/collections/order.hpp>

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::collections;

namespace {

const Ordered abcd{"group", {"a", "b", "c", "d"}};

TEST_CASE("a whole order names every item once", "[collections]") {
    CHECK(whole_order({3, 1, 0, 2}, abcd).value() == Order{3, 1, 0, 2});
    CHECK(whole_order({}, Ordered{"group", {}}).value().empty());
    const auto missing = whole_order({3}, abcd);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::invalid_value);
    CHECK(missing.error().message == "expected all 4 groups, missing 'a', 'b', 'c'");
    CHECK(whole_order({}, abcd).error().message ==
          "expected all 4 groups, missing 'a', 'b', 'c' and 1 more");
    const auto twice = whole_order({0, 1, 2, 3, 1}, abcd);
    REQUIRE_FALSE(twice);
    CHECK(twice.error().message == "group 'b' is given twice");
}

TEST_CASE("placed items get their positions and the others keep their order", "[collections]") {
    CHECK(placed_order({{0, 3}}, abcd).value() == Order{1, 2, 3, 0});
    CHECK(placed_order({{3, 0}}, abcd).value() == Order{3, 0, 1, 2});
    CHECK(placed_order({{1, 1}}, abcd).value() == Order{0, 1, 2, 3});
    CHECK(placed_order({{3, 0}, {0, 2}}, abcd).value() == Order{3, 1, 0, 2});
    CHECK(placed_order({{0, 1}, {1, 0}, {2, 3}, {3, 2}}, abcd).value() == Order{1, 0, 3, 2});
    CHECK(placed_order({}, abcd).value() == Order{0, 1, 2, 3});
}

TEST_CASE("positions out of range and twins are refused", "[collections]") {
    CHECK(placed_order({{0, 4}}, abcd).error().message ==
          "expected a position from 0 to 3 for the group, found 4");
    CHECK(placed_order({{0, 1}, {0, 2}}, abcd).error().message == "group 'a' is given twice");
    CHECK(placed_order({{0, 1}, {2, 1}}, abcd).error().message ==
          "position 1 is given to 'a' and 'c'");
    CHECK(check_position(0, 0, "group"));
    CHECK(check_position(1, 0, "group").error().code == ErrorCode::invalid_value);
}

TEST_CASE("items are put in an order", "[collections]") {
    CHECK(in_order(abcd.names, {3, 0, 2, 1}) == std::vector<std::string>{"d", "a", "c", "b"});
}

}  // namespace
