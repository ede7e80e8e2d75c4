#include <limits>

#include <skillmeat/toml/value.hpp>

#include <support/catch.hpp>

using namespace skillmeat::tomlfile;

TEST_CASE("a table finds its members and keeps their order", "[toml]") {
    Table table;
    table.set("b", 1);
    table.set("a", "x");
    table.set("b", 2);
    REQUIRE(table.members.size() == 2);
    CHECK(table.members[0].first == "b");
    CHECK(*table.find("b")->integer() == 2);
    CHECK(*table.find("a")->string() == "x");
    CHECK(table.find("c") == nullptr);
    const Table& constant = table;
    CHECK(constant.find("a") != nullptr);
    CHECK(constant.find("c") == nullptr);
}

TEST_CASE("tables are equal whatever the order of their keys and their positions", "[toml]") {
    Table one;
    one.set("a", 1);
    one.set("b", Array{Value("x")});
    Table two;
    two.set("b", Array{Value("x")});
    two.set("a", 1).line = 7;
    CHECK(one == two);
    two.set("a", 2);
    CHECK_FALSE(one == two);
    two.set("a", 1);
    two.set("c", true);
    CHECK_FALSE(one == two);
    one.set("d", true);
    CHECK_FALSE(one == two);
}

TEST_CASE("values of different kinds differ, and nan equals itself", "[toml]") {
    CHECK_FALSE(Value(1) == Value(1.0));
    CHECK_FALSE(Value("1") == Value(1));
    CHECK_FALSE(Value(LocalTime{"10:00:00"}) == Value("10:00:00"));
    CHECK(Value(std::numeric_limits<double>::quiet_NaN()) ==
          Value(std::numeric_limits<double>::quiet_NaN()));
    CHECK_FALSE(Value(std::numeric_limits<double>::quiet_NaN()) == Value(1.0));
    CHECK(Value(2.5) == Value(2.5));
}

TEST_CASE("a value names its kind for messages", "[toml]") {
    CHECK(Value("x").kind() == "a string");
    CHECK(Value(1).kind() == "an integer");
    CHECK(Value(1.5).kind() == "a number");
    CHECK(Value(true).kind() == "a boolean");
    CHECK(Value(skillmeat::Timestamp{}).kind() == "a date");
    CHECK(Value(LocalTime{}).kind() == "a date");
    CHECK(Value(Array{}).kind() == "an array");
    CHECK(Value(Table{}).kind() == "a table");
    CHECK(Value(true).string() == nullptr);
    CHECK(*Value(true).boolean());
    CHECK(Value(skillmeat::Timestamp{5}).timestamp()->seconds == 5);
}
