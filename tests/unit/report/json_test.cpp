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

TEST_CASE("keys from elsewhere are escaped", "[report]") {
    CHECK(JsonObject().integer("a", 1).entry("x\"/\n", "v").str() ==
          "{\"a\": 1, \"x\\\"/\\n\": \"v\"}");
}

TEST_CASE("long texts are escaped wherever the special character stands", "[report]") {
    for (std::size_t at = 0; at < 20; ++at) {
        std::string text(20, 'x');
        text[at] = '"';
        std::string wanted = "\"" + text.substr(0, at) + "\\\"" + text.substr(at + 1) + "\"";
        CHECK(json_string(text) == wanted);
        text[at] = '\x01';
        wanted = "\"" + text.substr(0, at) + "\\u0001" + text.substr(at + 1) + "\"";
        CHECK(json_string(text) == wanted);
        text[at] = '\x7f';
        wanted = "\"" + text.substr(0, at) + "\\u007f" + text.substr(at + 1) + "\"";
        CHECK(json_string(text) == wanted);
        text[at] = ' ';
        CHECK(json_string(text) == "\"" + text + "\"");
    }
}

}  // namespace skillmeat::report
