#include <skillmeat/catalog/query.hpp>

#include "forged_cursor.hpp"
#include "query_fixture.hpp"

#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <set>

using namespace skillmeat;
using catalog::EntryRow;
using catalog::Filter;
using catalog::Page;
using catalog::PageRequest;
using catalog::Sort;

namespace {

constexpr std::array sorts{Sort::natural,  Sort::name,    Sort::type,  Sort::confidence,
                           Sort::detected, Sort::changed, Sort::rating};

Page page_of(const test::World& world, const Filter& filter, const PageRequest& request) {
    auto page = catalog::query(world.rows, filter, request);
    REQUIRE(page);
    return std::move(*page);
}

ErrorCode failure(const test::World& world, const Filter& filter, const PageRequest& request) {
    const auto page = catalog::query(world.rows, filter, request);
    REQUIRE_FALSE(page);
    CHECK_FALSE(page.error().hint.empty());
    return page.error().code;
}

}  // namespace

TEST_CASE("pages joined are the whole list", "[catalog]") {
    test::Random random(31);
    for (int round = 0; round < 150; ++round) {
        const auto world = test::random_world(random, random.below(80));
        auto filter = test::random_filter(random);
        filter.all = random.chance(70);
        PageRequest request;
        request.sort = random.pick(sorts);
        request.scope = "all";
        const auto whole = page_of(world, filter, request);
        std::vector<std::string> joined;
        do {
            request.limit = 1 + random.below(12);
            const auto page = page_of(world, filter, request);
            CHECK(page.total == whole.rows.size());
            CHECK(page.rows.size() <= *request.limit);
            CHECK((!page.rows.empty() || whole.rows.empty()));
            for (const auto& name : test::row_names(page.rows)) {
                joined.push_back(name);
            }
            request.cursor = page.next_cursor;
        } while (!request.cursor.empty());
        CHECK(joined == test::row_names(whole.rows));
    }
}

TEST_CASE("rows added and removed between pages neither repeat nor hide others", "[catalog]") {
    test::Random random(32);
    for (int round = 0; round < 150; ++round) {
        auto world = test::random_world(random, 60);
        Filter filter;
        filter.all = true;
        PageRequest request;
        request.sort = random.pick(sorts);
        request.limit = 1 + random.below(9);
        std::vector<std::string> stayed = test::row_names(world.rows);
        std::vector<std::string> seen;
        do {
            const auto page = page_of(world, filter, request);
            for (const auto& name : test::row_names(page.rows)) {
                seen.push_back(name);
            }
            request.cursor = page.next_cursor;
            for (std::size_t i = random.below(4); i > 0 && !world.rows.empty(); --i) {
                const auto at = random.below(world.rows.size());
                const auto gone = test::row_names({world.rows[at]}).front();
                std::erase(stayed, gone);
                world.rows.erase(world.rows.begin() + static_cast<std::ptrdiff_t>(at));
            }
            const auto before = world.rows.size();
            test::add_random_rows(world, random, random.below(4));
            // A row that comes back with other values is a new row.
            for (std::size_t i = before; i < world.rows.size(); ++i) {
                std::erase(seen, test::row_names({world.rows[i]}).front());
            }
        } while (!request.cursor.empty());
        CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == seen.size());
        for (const auto& name : stayed) {
            INFO(name);
            CHECK(std::count(seen.begin(), seen.end(), name) == 1);
        }
    }
}

TEST_CASE("a cursor goes on when its own row and all later ones are gone", "[catalog]") {
    test::Random random(33);
    auto world = test::random_world(random, 40);
    Filter filter;
    filter.all = true;
    PageRequest request;
    request.limit = 5;
    const auto first = page_of(world, filter, request);
    request.cursor = first.next_cursor;
    world.rows.assign(first.rows.begin(), first.rows.begin() + 4);
    const auto second = page_of(world, filter, request);
    CHECK(second.rows.empty());
    CHECK(second.total == 4);
    CHECK(second.next_cursor.empty());
}

TEST_CASE("the last page has no cursor, also when it is full", "[catalog]") {
    test::Random random(34);
    const auto world = test::random_world(random, 20);
    Filter filter;
    filter.all = true;
    PageRequest request;
    request.limit = world.rows.size();
    CHECK(page_of(world, filter, request).next_cursor.empty());
    request.limit = world.rows.size() - 1;
    CHECK_FALSE(page_of(world, filter, request).next_cursor.empty());
}

TEST_CASE("limits outside 1 to 100,000 are invalid", "[catalog]") {
    const test::World world;
    PageRequest request;
    for (const std::size_t limit : {std::size_t{0}, std::size_t{100'001}}) {
        request.limit = limit;
        CHECK(failure(world, {}, request) == ErrorCode::invalid_value);
    }
    for (const std::size_t limit : {std::size_t{1}, std::size_t{100'000}}) {
        request.limit = limit;
        CHECK(page_of(world, {}, request).rows.empty());
    }
}

TEST_CASE("a cursor of another filter, order or scope is invalid", "[catalog]") {
    test::Random random(35);
    const auto world = test::random_world(random, 200);
    Filter filter;
    filter.all = true;
    filter.types = {ArtifactType::skill, ArtifactType::agent};
    filter.tags = {"one"};
    PageRequest request;
    request.limit = 2;
    request.scope = "user";
    request.cursor = page_of(world, filter, request).next_cursor;
    REQUIRE_FALSE(request.cursor.empty());

    SECTION("the same query in other words is the same query") {
        std::swap(filter.types[0], filter.types[1]);
        filter.tags = {"ONE", "one"};
        request.limit = 7;
        CHECK(page_of(world, filter, request).rows.size() > 0);
    }
    SECTION("another order") {
        request.sort = Sort::name;
        CHECK(failure(world, filter, request) == ErrorCode::invalid_cursor);
    }
    SECTION("another scope") {
        request.scope = "all";
        CHECK(failure(world, filter, request) == ErrorCode::invalid_cursor);
    }
    SECTION("any other filter") {
        std::vector<Filter> others(10, filter);
        others[0].sources = {"zed"};
        others[1].types.pop_back();
        others[2].statuses = {EntryStatus::fresh};
        others[3].tiers = {Tier::primary};
        others[4].tags.push_back("two");
        others[5].categories = {"one"};
        others[6].plugins = {"one"};
        others[7].min_confidence = 0;
        others[8].search = "p";
        others[9].include_excluded = true;
        others.push_back(filter);
        others.back().all = false;
        for (const auto& other : others) {
            CHECK(failure(world, other, request) == ErrorCode::invalid_cursor);
        }
    }
    SECTION("damaged") {
        request.cursor[request.cursor.size() / 2] ^= 1;
        CHECK(failure(world, filter, request) == ErrorCode::invalid_cursor);
        request.cursor = "1";
        CHECK(failure(world, filter, request) == ErrorCode::invalid_cursor);
    }
    SECTION("forged with a key that is no row's") {
        const auto good = request.cursor;
        const auto part = test::cursor_part("a");
        const auto texts = part + part + part + part + part;
        for (const auto& key :
             {std::string(), texts, texts + texts, test::cursor_part("1x") + texts,
              test::cursor_part("") + texts, test::cursor_part("99999999999999999999") + texts}) {
            request.cursor = test::forged_cursor(good, key);
            CHECK(failure(world, filter, request) == ErrorCode::invalid_cursor);
        }
        request.cursor = test::forged_cursor(good, test::cursor_part("0") + texts);
        CHECK(catalog::query(world.rows, filter, request));
    }
}
