#include <skillmeat/base/error_code.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <set>
#include <string_view>

namespace skillmeat {

TEST_CASE("the table of error codes has one row per code in the order of the enumeration",
          "[base]") {
    const auto table = error_code_table();
    REQUIRE(table.size() == static_cast<std::size_t>(ErrorCode::terminated) + 1);
    for (std::size_t i = 0; i < table.size(); ++i) {
        INFO(table[i].name);
        CHECK(static_cast<std::size_t>(table[i].code) == i);
        CHECK(&info(table[i].code) == &table[i]);
    }
}

TEST_CASE("names of error codes are unique and snake_case", "[base]") {
    std::set<std::string_view> names;
    for (const auto& row : error_code_table()) {
        INFO(row.name);
        CHECK(names.insert(row.name).second);
        CHECK_FALSE(row.name.empty());
        CHECK(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos);
        CHECK_FALSE(row.meaning.empty());
    }
}

TEST_CASE("every exit code of an error is one of the documented ones, which ascend", "[base]") {
    const auto exits = exit_code_table();
    for (const auto& row : error_code_table()) {
        INFO(row.name);
        CHECK(std::any_of(exits.begin(), exits.end(),
                          [&row](const ExitCodeInfo& exit) { return exit.code == row.exit_code; }));
        CHECK(row.exit_code != 0);
    }
    CHECK(std::is_sorted(exits.begin(), exits.end(),
                         [](const auto& a, const auto& b) { return a.code < b.code; }));
    CHECK(info(ErrorCode::interrupted).exit_code == 130);
    CHECK(info(ErrorCode::terminated).exit_code == 143);
}

}  // namespace skillmeat
