#include <skillmeat/catalog/query.hpp>

#include "query_fixture.hpp"

#include <support/catch.hpp>

#include <algorithm>
#include <tuple>

using namespace skillmeat;
using catalog::EntryRow;
using catalog::Filter;
using catalog::PageRequest;
using catalog::Sort;

namespace {

std::vector<std::string> listed(const test::World& world, const Filter& filter,
                                Sort sort = Sort::natural) {
    PageRequest request;
    request.sort = sort;
    const auto page = catalog::query(world.rows, filter, request);
    REQUIRE(page);
    CHECK(page->total == page->rows.size());
    CHECK(page->next_cursor.empty());
    return test::row_names(page->rows);
}

/// One skill `NAME` at path NAME in source `s`, ready for changes.
CatalogEntry& add(test::World& world, std::string name) {
    if (world.sources.empty()) {
        world.sources.emplace_back();
        world.sources.back().id = "src";
    }
    CatalogEntry entry;
    entry.path = name;
    entry.name = std::move(name);
    entry.confidence = 90;
    world.entries.push_back(entry);
    EntryRow row;
    row.entry = &world.entries.back();
    row.source = &world.sources.front();
    world.rows.push_back(row);
    return world.entries.back();
}

std::vector<std::string> names(const test::World& world, const Filter& filter,
                               Sort sort = Sort::natural) {
    auto result = listed(world, filter, sort);
    for (auto& name : result) {
        name.erase(0, name.rfind('|') + 1);
    }
    return result;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("lists show by default what is offered, sure, there and wanted", "[catalog]") {
    test::World world;
    add(world, "shown");
    add(world, "loose").tier = Tier::loose;
    add(world, "unlisted").tier = Tier::unlisted;
    add(world, "removed").status = EntryStatus::removed;
    add(world, "unsure").confidence = 49;
    add(world, "excluded");
    world.exclusions.emplace_back();
    world.rows.back().exclusion = &world.exclusions.back();
    Filter filter;
    CHECK(names(world, filter) == Names{"loose", "shown"});
    filter.include_excluded = true;
    CHECK(names(world, filter) == Names{"excluded", "loose", "shown"});
    filter = {};
    filter.all = true;
    CHECK(names(world, filter) ==
          Names{"excluded", "loose", "removed", "shown", "unlisted", "unsure"});
    filter.min_confidence = 50;
    CHECK(names(world, filter) == Names{"excluded", "loose", "removed", "shown", "unlisted"});
    filter = {};
    filter.statuses = {EntryStatus::excluded, EntryStatus::removed};
    CHECK(names(world, filter) == Names{"excluded", "removed"});
    filter = {};
    filter.tiers = {Tier::unlisted};
    CHECK(names(world, filter) == Names{"unlisted"});
    filter = {};
    filter.min_confidence = 0;
    CHECK(names(world, filter) == Names{"loose", "shown", "unsure"});
}

TEST_CASE("an excluded entry that vanished is removed", "[catalog]") {
    test::World world;
    add(world, "a").status = EntryStatus::removed;
    world.exclusions.emplace_back();
    world.rows.back().exclusion = &world.exclusions.back();
    CHECK(world.rows.back().status() == EntryStatus::removed);
    Filter filter;
    filter.include_excluded = true;
    CHECK(names(world, filter).empty());
    filter.statuses = {EntryStatus::removed};
    CHECK(names(world, filter) == Names{"a"});
}

TEST_CASE("the owning plugin is named by path or by name", "[catalog]") {
    test::World world;
    add(world, "a").plugin = "plugins/box";
    add(world, "b").plugin = "plugins/other";
    add(world, "c");
    auto& plugin = add(world, "plugins/box");
    plugin.type = ArtifactType::plugin;
    plugin.name = "Toolbox";
    Filter filter;
    for (const char* text : {"toolbox", "plugins/box", "./plugins/box", "Plugins/Box"}) {
        filter.plugins = {text};
        CHECK(names(world, filter) == Names{"a"});
    }
    filter.plugins = {"box"};
    CHECK(names(world, filter).empty());
    filter.plugins = {"toolbox", "plugins/other"};
    CHECK(names(world, filter) == Names{"a", "b"});
}

TEST_CASE("a plugin of the same path in another source or project gives no name", "[catalog]") {
    test::World world;
    add(world, "a").plugin = "p";
    auto& plugin = add(world, "p");
    plugin.type = ArtifactType::plugin;
    plugin.name = "box";
    Filter filter;
    filter.plugins = {"box"};
    CHECK(names(world, filter) == Names{"a"});
    SECTION("another source") {
        world.sources.emplace_back();
        world.sources.back().id = "other";
        world.rows.back().source = &world.sources.back();
        CHECK(names(world, filter).empty());
    }
    SECTION("another project") {
        world.rows.back().project_id = "0123456789ab";
        CHECK(names(world, filter).empty());
    }
}

TEST_CASE("search finds parts of name, path and description ignoring case", "[catalog]") {
    test::World world;
    add(world, "Straße").path = "x/one";
    add(world, "b").description = "all of ÄRGER here";
    add(world, "c.+").path = "x/two";
    Filter filter;
    const auto found = [&](const char* text) {
        filter.search = text;
        return names(world, filter);
    };
    CHECK(found("ärger") == Names{"b"});
    CHECK(found("X/T") == Names{"x/two"});
    CHECK(found("STRASSE") == Names{"x/one"});
    CHECK(found(".+") == Names{"x/two"});
    CHECK(found("zz").empty());
    CHECK(found("").size() == 3);
}

TEST_CASE("each order puts first what it says and keeps the natural order between equals",
          "[catalog]") {
    test::World world;
    auto& b = add(world, "b");
    auto& a = add(world, "a");
    auto& c = add(world, "c");
    a.type = ArtifactType::skill;
    b.type = ArtifactType::agent;
    c.type = ArtifactType::agent;
    a.name = "z";
    b.name = "Z";
    c.name = "z";
    a.confidence = 100;
    b.confidence = 60;
    c.confidence = 100;
    a.detected_at = b.detected_at = Timestamp{5};
    c.detected_at = Timestamp{9};
    a.changed_at = Timestamp{-3};
    const Filter filter;
    CHECK(names(world, filter, Sort::natural) == Names{"b", "c", "a"});
    CHECK(names(world, filter, Sort::name) == Names{"b", "c", "a"});
    CHECK(names(world, filter, Sort::type) == Names{"b", "c", "a"});
    CHECK(names(world, filter, Sort::confidence) == Names{"c", "a", "b"});
    CHECK(names(world, filter, Sort::detected) == Names{"c", "b", "a"});
    CHECK(names(world, filter, Sort::changed) == Names{"b", "c", "a"});
}

TEST_CASE("the natural order is by source, type, path, then project", "[catalog]") {
    test::Random random(21);
    for (int round = 0; round < 50; ++round) {
        const auto world = test::random_world(random, 60);
        Filter filter;
        filter.all = true;
        auto expected = world.rows;
        std::sort(expected.begin(), expected.end(), [](const EntryRow& a, const EntryRow& b) {
            const auto key = [](const EntryRow& row) {
                return std::tuple(row.source->id, std::string(to_string(row.entry->type)),
                                  row.entry->path, std::string(row.project_id));
            };
            return key(a) < key(b);
        });
        CHECK(listed(world, filter) == test::row_names(expected));
    }
}

TEST_CASE("a filter passes exactly the rows that meet all its conditions", "[catalog]") {
    test::Random random(22);
    std::size_t passed = 0;
    for (int round = 0; round < 1500; ++round) {
        const auto world = test::random_world(random, 40);
        const auto filter = test::random_filter(random);
        std::vector<EntryRow> expected;
        for (auto row : world.rows) {
            const bool passes = test::naive_matches(world, row, filter);
            if (passes) {
                expected.push_back(row);
            }
            if (filter.plugins.empty()) {
                CHECK(catalog::matches(row, filter) == passes);
            }
        }
        auto names = test::row_names(expected);
        std::sort(names.begin(), names.end());
        auto found = listed(world, filter);
        std::sort(found.begin(), found.end());
        CHECK(found == names);
        passed += names.size();
    }
    CHECK(passed > 1000);
}

TEST_CASE("every combination of conditions is their conjunction", "[catalog]") {
    test::Random random(23);
    const auto world = test::random_world(random, 150);
    constexpr unsigned conditions = 11;
    std::size_t passed = 0;
    for (unsigned mask = 0; mask < 1U << conditions; ++mask) {
        const auto given = [mask](unsigned bit) { return (mask >> bit & 1U) != 0; };
        const auto words = [&](unsigned bit, std::vector<std::string> values) {
            return given(bit) ? std::move(values) : std::vector<std::string>();
        };
        Filter filter;
        filter.sources = words(0, {"acme/TOOLS", "zed"});
        filter.tags = words(1, {"two"});
        filter.categories = words(2, {"docs"});
        filter.plugins = words(3, {"./plugins/a", "review"});
        filter.search = given(4) ? "P" : "";
        if (given(5)) {
            filter.types = {ArtifactType::skill, ArtifactType::plugin, ArtifactType::mcp};
        }
        if (given(6)) {
            filter.statuses = {EntryStatus::fresh, EntryStatus::excluded};
        }
        if (given(7)) {
            filter.tiers = {Tier::primary, Tier::example};
        }
        if (given(8)) {
            filter.min_confidence = 60;
        }
        filter.include_excluded = given(9);
        filter.all = given(10);
        auto expected = world.rows;
        std::erase_if(expected, [&](const EntryRow& row) {
            return !test::naive_matches(world, row, filter);
        });
        auto expected_names = test::row_names(expected);
        auto found = listed(world, filter);
        std::sort(expected_names.begin(), expected_names.end());
        std::sort(found.begin(), found.end());
        INFO(mask);
        CHECK(found == expected_names);
        passed += found.size();
    }
    CHECK(passed > 1000);
}
