#include <skillmeat/collections/change.hpp>

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::collections;

namespace {

using Ids = std::vector<std::string>;
using Flags = std::vector<bool>;

const std::string a = "skill:./a@x";
const std::string b = "skill:./b@x";
const std::string c = "skill:./c@x";
const std::string d = "skill:./d@x";

/// a, b, c with two groups: b, a and c.
Collection sample() {
    Collection collection;
    collection.artifacts = {a, b, c};
    collection.groups.resize(2);
    collection.groups[0].artifacts = {b, a};
    collection.groups[1].artifacts = {c};
    return collection;
}

TEST_CASE("adding puts new artifacts at the end, each once", "[collections]") {
    auto collection = sample();
    CHECK(add_artifacts(collection, {d, b, d, "skill:./A@X"}) == Flags{true, false, false, true});
    CHECK(collection.artifacts == Ids{a, b, c, d, "skill:./A@X"});
    CHECK(add_artifacts(collection, {"skill:./a@X"}) == Flags{false});
    CHECK(add_artifacts(collection, {}).empty());
}

TEST_CASE("removing takes artifacts out of all groups", "[collections]") {
    auto collection = sample();
    CHECK(remove_artifacts(collection, {"skill:./a@X", d, c}) == Flags{true, false, true});
    CHECK(collection.artifacts == Ids{b});
    CHECK(collection.groups[0].artifacts == Ids{b});
    CHECK(collection.groups[1].artifacts.empty());
    const auto before = collection;
    CHECK(remove_artifacts(collection, {a}) == Flags{false});
    CHECK(collection == before);
}

TEST_CASE("adding to a group adds to its collection", "[collections]") {
    auto collection = sample();
    CHECK(add_to_group(collection, 1, {d, c, a}, std::nullopt).value() == Flags{true, false, true});
    CHECK(collection.groups[1].artifacts == Ids{c, d, a});
    CHECK(collection.artifacts == Ids{a, b, c, d});
    CHECK(collection.groups[0].artifacts == Ids{b, a});
}

TEST_CASE("a position puts artifacts there, also those that are in the group", "[collections]") {
    auto collection = sample();
    CHECK(add_to_group(collection, 0, {d, c}, 1).value() == Flags{true, true});
    CHECK(collection.groups[0].artifacts == Ids{b, d, c, a});
    CHECK(add_to_group(collection, 0, {"skill:./a@X", a}, 0).value() == Flags{true, true});
    CHECK(collection.groups[0].artifacts == Ids{a, b, d, c});
    CHECK(add_to_group(collection, 0, {a}, 0).value() == Flags{false});
    CHECK(add_to_group(collection, 0, {a}, 3).value() == Flags{true});
    CHECK(collection.groups[0].artifacts == Ids{b, d, c, a});
    const auto before = collection;
    const auto beyond = add_to_group(collection, 0, {a}, 4);
    REQUIRE_FALSE(beyond);
    CHECK(beyond.error().code == ErrorCode::invalid_value);
    CHECK(collection == before);
}

TEST_CASE("removing from a group leaves the collection alone", "[collections]") {
    auto collection = sample();
    CHECK(remove_from_group(collection.groups[0], {a, c}) == Flags{true, false});
    CHECK(collection.groups[0].artifacts == Ids{b});
    CHECK(collection.artifacts == Ids{a, b, c});
}

TEST_CASE("what is unwanted goes out of groups too", "[collections]") {
    auto collection = sample();
    CHECK(remove_if(collection, [](const auto& id) { return id != "skill:./b@x"; }) == Ids{a, c});
    CHECK(collection.artifacts == Ids{b});
    CHECK(collection.groups[0].artifacts == Ids{b});
    CHECK(contained(collection.artifacts, {a, "skill:./b@X"}) == Flags{false, true});
}

}  // namespace
