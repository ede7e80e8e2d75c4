#include <skillmeat/catalog/cursor.hpp>

#include "forged_cursor.hpp"
#include "random_catalog.hpp"

#include <support/catch.hpp>

using namespace skillmeat;

TEST_CASE("a cursor gives back the key it was made of", "[catalog]") {
    test::Random random(1);
    for (int round = 0; round < 300; ++round) {
        std::vector<std::string> key(random.below(7));
        for (auto& part : key) {
            part = test::hostile_text(random, random.below(6)) + (random.chance(20) ? "\xff" : "");
        }
        const auto cursor = catalog::encode_cursor("query", key);
        const auto decoded = catalog::decode_cursor(cursor, "query");
        REQUIRE(decoded);
        CHECK(*decoded == key);
    }
}

TEST_CASE("a cursor needs no quoting in URLs and shells", "[catalog]") {
    test::Random random(2);
    for (int round = 0; round < 100; ++round) {
        const auto cursor =
            catalog::encode_cursor(test::hostile_text(random, 3), {test::hostile_text(random, 5)});
        CHECK(cursor.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                       "0123456789-_") == std::string::npos);
    }
}

TEST_CASE("a cursor of another query is invalid and says so", "[catalog]") {
    const auto decoded =
        catalog::decode_cursor(catalog::encode_cursor("type=skill", {"a"}), "type=agent");
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().code == ErrorCode::invalid_cursor);
    CHECK(decoded.error().message.find("another query") != std::string::npos);
    CHECK_FALSE(decoded.error().hint.empty());
}

TEST_CASE("a damaged cursor is invalid", "[catalog]") {
    const auto good = catalog::encode_cursor("query", {"a", "bc", ""});
    for (const auto& text :
         {std::string(), std::string("x"), std::string("not a cursor"), good + "A", good + "=",
          good + "\n", " " + good, good + good, std::string(24, 'A'), std::string(1000, '_')}) {
        INFO(text);
        const auto decoded = catalog::decode_cursor(text, "query");
        REQUIRE_FALSE(decoded);
        CHECK(decoded.error().code == ErrorCode::invalid_cursor);
    }
    for (std::size_t length = 0; length < good.size(); ++length) {
        CHECK_FALSE(catalog::decode_cursor(good.substr(0, length), "query"));
    }
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (const char c : {'A', 'z', '0', '-', '_', '+', '\xff'}) {
            auto changed = good;
            changed[i] = c;
            if (changed != good) {
                INFO(changed);
                CHECK_FALSE(catalog::decode_cursor(changed, "query"));
            }
        }
    }
}

TEST_CASE("a forged cursor whose key is cut short is invalid", "[catalog]") {
    const auto good = catalog::encode_cursor("query", {"abc"});
    const auto part = test::cursor_part("abc");
    CHECK(test::forged_cursor(good, part) == good);
    CHECK(catalog::decode_cursor(test::forged_cursor(good, ""), "query")->empty());
    for (const auto& key : {part.substr(0, 2), part.substr(0, 6), part + part.substr(0, 3),
                            std::string(4, '\xff'), std::string(4, '\xff') + part}) {
        const auto decoded = catalog::decode_cursor(test::forged_cursor(good, key), "query");
        REQUIRE_FALSE(decoded);
        CHECK(decoded.error().code == ErrorCode::invalid_cursor);
    }
}

TEST_CASE("a cursor with something added is invalid whatever its length", "[catalog]") {
    for (std::string key = "a"; key.size() < 6; key += 'a') {
        const auto good = catalog::encode_cursor("query", {key});
        CHECK(catalog::decode_cursor(good, "query"));
        CHECK_FALSE(catalog::decode_cursor(good + "A", "query"));
        CHECK_FALSE(catalog::decode_cursor(good + "AA", "query"));
    }
}
