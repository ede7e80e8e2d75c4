#include <support/catch.hpp>

#include <skillmeat/report/json.hpp>

namespace skillmeat::report {
namespace {

TEST_CASE("JSON strings escape what is special and what is hidden", "[report]") {
    CHECK(json_string("") == "\"\"");
    CHECK(json_string("plain text") == "\"plain text\"");
    CHECK(json_string("\"\\\n\r\t\b\x01") == "\"\\\"\\\\\\n\\r\\t\\u0008\\u0001\"");
    CHECK(json_string(std::string_view("\0", 1)) == "\"\\u0000\"");
    CHECK(json_string("\x7f") == "\"\\u007f\"");
    CHECK(json_string("\u0085\u009b") == "\"\\u0085\\u009b\"");
    CHECK(json_string("\u202e\u2066\u200b\ufeff") == "\"\\u202e\\u2066\\u200b\\ufeff\"");
    CHECK(json_string("\U000e0041") == "\"\\udb40\\udc41\"");
    CHECK(json_string("é 日本 👍 عربي") == "\"é 日本 👍 عربي\"");
}

TEST_CASE("bytes that are not UTF-8 are shown in JSON", "[report]") {
    CHECK(json_string("a\xff") == "\"a\\\\xff\"");
    CHECK(json_string("\xc3") == "\"\\\\xc3\"");
    CHECK(json_string("\xe2\x82") == "\"\\\\xe2\\\\x82\"");
    CHECK(json_string("\xed\xa0\x80") == "\"\\\\xed\\\\xa0\\\\x80\"");
    CHECK(json_string("\xc3(") == "\"\\\\xc3(\"");
}

TEST_CASE("objects and arrays keep the order of the calls", "[report]") {
    CHECK(JsonObject().str() == "{}");
    CHECK(JsonArray().str() == "[]");
    CHECK(JsonObject()
              .text("b", "x\"")
              .integer("a", -7)
              .boolean("yes", true)
              .boolean("no", false)
              .null("nothing")
              .text_or_null("absent", "")
              .text_or_null("there", "t")
              .raw("list", JsonArray().text("one").raw("2").str())
              .str() ==
          "{\"b\": \"x\\\"\", \"a\": -7, \"yes\": true, \"no\": false, \"nothing\": null, "
          "\"absent\": null, \"there\": \"t\", \"list\": [\"one\", 2]}");
}

}  // namespace
}  // namespace skillmeat::report
