#include <skillmeat/catalog/counts.hpp>
#include <skillmeat/catalog/format.hpp>

#include "random_catalog.hpp"

#include <support/catch.hpp>

using namespace skillmeat;

namespace {

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    const auto position = text.find(what);
    REQUIRE(position != std::string::npos);
    return text.replace(position, what.size(), by);
}

bool accept_any(void*, ArtifactType, std::string_view, std::string_view) {
    return true;
}

/// Everything that reads a catalog's text, on a text that may be anything: must only not crash.
bool read_in_every_way(const std::string& text) {
    const std::vector<Exclusion> rows{Exclusion{"./skills/**", "", {}, {}}};
    const catalog::Exclusions exclusions(rows);
    const bool whole = catalog::read(text, "c.toml").has_value();
    const bool counted = catalog::count_by_type(text, "c.toml", exclusions, 50).has_value();
    const bool selected = catalog::select(text, "c.toml", accept_any, nullptr).has_value();
    auto copy = text;
    const bool changed = catalog::set_status(copy, "c.toml", accept_any, nullptr,
                                             EntryStatus::removed, EntryStatus::fresh)
                             .has_value();
    CHECK(whole == selected);
    CHECK((!whole || (counted && changed)));
    return whole || counted || selected || changed;
}

}  // namespace

TEST_CASE("a damaged catalog is not_scanned, with the line and what to do", "[catalog]") {
    struct Case {
        std::string what;
        std::string by;
        int line;
    };
    const auto good = catalog::write(test::sample_catalog());
    const auto [what, by, line] = GENERATE(
        Case{"version = 1", "version = 2", 2}, Case{"version = 1", "versoin = 1", 2},
        Case{"version = 1", "version = 1.0", 2}, Case{"detector = 1", "detector = -1", 9},
        Case{"detector = 1", "detector = 1\nother = 1", 10},
        Case{"id = \"acme/tools\"", "id = 3", 3},
        Case{"\n\n[[entry]]\ntype = \"agent\"", "\n[[entry]]\ntype = \"agent\"", 10},
        Case{"[[entry]]", "[entry]", 11}, Case{"type = \"agent\"", "type = \"alien\"", 11},
        Case{"path = \"agents/reviewer.md\"", "path = \"\"", 13},
        Case{"path = \"agents/reviewer.md\"", "path = \"\\q\"", 13},
        Case{"path = \"agents/reviewer.md\"", "path = agents", 13},
        Case{"name = \"reviewer\"", "name = \"review\"er\"", 14},
        Case{"status = \"updated\"", "status = \"excluded\"", 15},
        Case{"status = \"updated\"\n", "", 15}, Case{"tier = \"loose\"", "tier = \"lose\"", 16},
        Case{"confidence = 80", "confidence = 101", 17},
        Case{"confidence = 80", "confidence = 080", 17},
        Case{"confidence = 80", "confidence = 80 ", 17},
        Case{"description = \"Reviews", "description = \"\\x41Reviews", 18},
        Case{"description = \"Reviews", "description = \"\xffReviews", 18},
        Case{"sha = \"1111", "description = \"1111", 19},
        Case{"detected_at = 2023-11-14T22:13:20Z", "detected_at = 2023-11-14", 20},
        Case{"detected_at = 2023-11-14T22:13:20Z\n", "", 20},
        Case{"changed_at = 2023-11-14T22:15:00Z", "changed_at = \"now\"", 21},
        Case{"tags = [\"review\", \"quality\"]", "tags = [\"review\", 3]", 22},
        Case{"tags = [\"review\", \"quality\"]", "tags = []", 22},
        Case{"tags = [", "unknown = 1\ntags = [", 22}, Case{"# 3 entries", "# 4 entries", 49},
        Case{"# 3 entries", "# 3 entries\n\n", 50}, Case{"# 3 entries\n", "# 3 entries", 49},
        Case{"# 3 entries\n", "# 3 entries\nx", 50}, Case{"\n# 3 entries\n", "", 48});
    INFO(what << " -> " << by);
    const auto result = catalog::read(replaced(good, what, by), "catalog/c.toml");
    REQUIRE_FALSE(result);
    const auto& error = result.error();
    CHECK(error.code == ErrorCode::not_scanned);
    CHECK(error.message.find("catalog 'catalog/c.toml' is damaged: expected ") == 0);
    CHECK(error.message.find(", found ") != std::string::npos);
    CHECK(error.hint.find("skillmeat source scan --locked") != std::string::npos);
    CHECK(error.origin.path == "catalog/c.toml");
    CHECK(error.origin.line == line);
}

TEST_CASE("entries out of order or twice are damage for every reader", "[catalog]") {
    auto catalog = test::sample_catalog();
    SECTION("types out of order") {
        std::swap(catalog.entries[0], catalog.entries[2]);
    }
    SECTION("the same entry twice") {
        catalog.entries[1] = catalog.entries[2];
    }
    SECTION("paths out of order, both with escapes") {
        catalog.entries[1] = catalog.entries[2];
        catalog.entries[1].path = "skills/b\n";
        catalog.entries[2].path = "skills/a\n";
    }
    SECTION("the same path twice, with escapes") {
        catalog.entries[1] = catalog.entries[2];
        catalog.entries[2].path = "skills/\"";
        catalog.entries[1].path = catalog.entries[2].path;
    }
    CHECK_FALSE(read_in_every_way(catalog::write(catalog)));
}

TEST_CASE("empty and foreign texts are damage", "[catalog]") {
    for (const char* text :
         {"", "\n", "#", "# x\n", "version", "version = 1", "version = 1\n", "PK\x03\x04", "{}\n",
          "version = 1\ndetector = 1\n", "version = 1\ndetector = 1\n\n",
          "version = 1\r\ndetector = 1\r\n\r\n# 0 entries\r\n"}) {
        INFO(text);
        CHECK_FALSE(read_in_every_way(text));
    }
    CHECK(read_in_every_way("version = 1\ndetector = 1\n\n# 0 entries\n"));
}

TEST_CASE("a catalog cut anywhere is damaged", "[catalog]") {
    test::Random random(7);
    for (int round = 0; round < 3; ++round) {
        const auto text = catalog::write(test::hostile_catalog(random, 6));
        REQUIRE(read_in_every_way(text));
        for (std::size_t length = 0; length < text.size(); ++length) {
            INFO(text.substr(0, length));
            CHECK_FALSE(read_in_every_way(text.substr(0, length)));
        }
    }
}

TEST_CASE("a catalog with changed bytes is read or damaged, and what is read can be written",
          "[catalog]") {
    test::Random random(11);
    for (int round = 0; round < 2000; ++round) {
        auto text = catalog::write(test::hostile_catalog(random, 3));
        for (std::size_t change = 1 + random.below(3); change > 0; --change) {
            text[random.below(text.size())] = static_cast<char>(random.below(256));
        }
        INFO(text);
        read_in_every_way(text);
        if (const auto catalog = catalog::read(text, "c.toml")) {
            const auto again = catalog::read(catalog::write(*catalog), "c.toml");
            REQUIRE(again);
            CHECK(*again == *catalog);
        }
    }
}
