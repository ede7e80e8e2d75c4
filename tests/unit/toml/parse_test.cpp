#include <cmath>
#include <string>

#include <skillmeat/toml/parse.hpp>

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::tomlfile;

namespace {

Table parsed(std::string_view text) {
    auto result = parse(text, "test.toml");
    INFO(text);
    REQUIRE(result.has_value());
    return *std::move(result);
}

Error parse_error(std::string_view text) {
    auto result = parse(text, "test.toml");
    INFO(text);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == ErrorCode::invalid_manifest);
    CHECK(result.error().origin.path == "test.toml");
    return result.error();
}

std::string keys(const Table& table) {
    std::string names;
    for (const auto& member : table.members) {
        names += (names.empty() ? "" : " ") + member.first;
    }
    return names;
}

}  // namespace

TEST_CASE("every kind of TOML value is understood", "[toml]") {
    const Table table = parsed(
        "a = \"x\\ty\"\nb = '''\nraw \\ text'''\nc = 0xFF\nd = 1_000\ne = -2.5e3\nf = inf\ng = "
        "true\n"
        "h = [1, [\"x\"], { y = 2 }]\ni = { j.k = 1 }\n");
    CHECK(*table.find("a")->string() == "x\ty");
    CHECK(*table.find("b")->string() == "raw \\ text");
    CHECK(*table.find("c")->integer() == 255);
    CHECK(*table.find("d")->integer() == 1000);
    CHECK(std::get<double>(table.find("e")->data) == -2500);
    CHECK(std::isinf(std::get<double>(table.find("f")->data)));
    CHECK(*table.find("g")->boolean());
    CHECK(table.find("h")->array()->size() == 3);
    CHECK(*table.find("i")->table()->find("j")->table()->find("k")->integer() == 1);
}

TEST_CASE("a moment with an offset is UTC, other dates and times are text", "[toml]") {
    const Table table = parsed(
        "a = 1970-01-01T01:00:10+01:00\nb = 1970-01-01 00:00:00.75Z\nc = "
        "1969-12-31T23:00:00-01:30\n"
        "d = 2026-11-20\ne = 10:05:00\nf = 2026-11-20 10:00:00.250\ng = 07:08:09.000001\n");
    CHECK(*table.find("a")->timestamp() == Timestamp{10});
    CHECK(*table.find("b")->timestamp() == Timestamp{0});
    CHECK(*table.find("c")->timestamp() == Timestamp{1800});
    CHECK(std::get<LocalTime>(table.find("d")->data).text == "2026-11-20");
    CHECK(std::get<LocalTime>(table.find("e")->data).text == "10:05:00");
    CHECK(std::get<LocalTime>(table.find("f")->data).text == "2026-11-20T10:00:00.25");
    CHECK(std::get<LocalTime>(table.find("g")->data).text == "07:08:09.000001");
}

TEST_CASE("keys keep the order of the file", "[toml]") {
    const Table table =
        parsed("z = 1\nb.y = 2\na = { q = 1, p = 2 }\nb.x = 3\n[m.c]\n[m.a]\n[d]\n[[c]]\n");
    CHECK(keys(table) == "z b a m d c");
    CHECK(keys(*table.find("b")->table()) == "y x");
    CHECK(keys(*table.find("a")->table()) == "q p");
    CHECK(keys(*table.find("m")->table()) == "c a");
}

TEST_CASE("values and keys know their line and column in code points", "[toml]") {
    const Table table = parsed(
        "\xEF\xBB\xBF"
        "a = 1\r\n\"é\" = 'x'\r\n\r\n[[t]]\r\n  k = [\r\n 'éé', 2]\r\n");
    CHECK(table.find("a")->line == 1);
    CHECK(table.find("a")->column == 5);
    CHECK(table.find("a")->key_line == 1);
    CHECK(table.find("a")->key_column == 1);
    CHECK(table.find("é")->line == 2);
    CHECK(table.find("é")->column == 7);
    const Value& element = table.find("t")->array()->front();
    CHECK(element.line == 4);
    const Value& k = *element.table()->find("k");
    CHECK(k.key_line == 5);
    CHECK(k.key_column == 3);
    CHECK(k.array()->at(1).line == 6);
    CHECK(k.array()->at(1).column == 8);
}

TEST_CASE("an empty text and a lone byte order mark are empty tables", "[toml]") {
    CHECK(parsed("").members.empty());
    CHECK(parsed("\xEF\xBB\xBF").members.empty());
    CHECK(parsed("# only a comment").members.empty());
}

TEST_CASE("a syntax error carries its position and a message in our words", "[toml]") {
    const Error error = parse_error("a = 1\nb = \n");
    CHECK(error.origin.line == 2);
    CHECK(error.origin.column > 0);
    CHECK(error.message.starts_with("not valid TOML: "));
    CHECK(error.message.find("Error") == std::string::npos);
    CHECK_FALSE(error.hint.empty());
    for (const std::string_view bad : {"a = 1\na = 2\n",
                                       "[a]\n[a]\n",
                                       "a = 2026-02-30\n",
                                       "a = \"\xff\"\n",
                                       "a = 'x\n",
                                       "a = 0x\n",
                                       "a = [1, 2\n",
                                       "a = {b = 1\n",
                                       "= 1\n",
                                       "a\n",
                                       "a = \"\\q\"\n",
                                       "a = 1 b = 2\n",
                                       "\x01",
                                       "a = \"\x01\"",
                                       "[a\n",
                                       "[[a]\n",
                                       "a = {b = 1,, c = 2}",
                                       "a = \"\"\"x",
                                       "[",
                                       "{",
                                       "a = {",
                                       "a = [",
                                       "a.",
                                       "a = \"\\"}) {
        CHECK(parse_error(bad).origin.line > 0);
    }
}

TEST_CASE("what breaks an assertion of the library is a syntax error too", "[toml]") {
    const Error error = parse_error("a = 1\n[[=d]]\n");
    CHECK(error.origin == Origin{"test.toml", 2, 3});
    CHECK(error.message == "not valid TOML: unexpected text");
}

TEST_CASE("letters beyond ASCII need quotes, wherever they stand", "[toml]") {
    for (const char* bad :
         {"aé = 1\n", "é = 1\n", "a.é = 1\n", "[é]\n", "[[é]]\n", "a = é\n", "a = 1é\n",
          "a = [1, é]\n", "a = { é = 1 }\n", "a = 1 é\n", "a\u00A0= 1\n", "[a] é\n"}) {
        const Error error = parse_error(bad);
        CHECK(
            error.message.starts_with("not valid TOML: expected ASCII outside of quotes, found '"));
        CHECK(error.origin.line == 1);
    }
    CHECK(parse_error("a = 202>-11-20 1m\xEF\xBA\xBF\n").message ==
          "not valid TOML: unexpected '1'");
    CHECK(parse_error("b = 1\na = é\n").origin == Origin{"test.toml", 2, 5});
    CHECK(parse("\"é\" = 'é' # é\n", "t"));
}

TEST_CASE("a line goes on with any letter after a backslash at its end", "[toml]") {
    CHECK(*parsed("a = \"\"\"x \\\n  é\"\"\"\n").find("a")->string() == "x é");
}

TEST_CASE("a merge conflict is named as such", "[toml]") {
    const Error error = parse_error("a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> other\n");
    CHECK(error.origin.line == 2);
    CHECK(error.message.find("merge conflict in 'test.toml'") != std::string::npos);
}

TEST_CASE("nesting has a limit, however it is written", "[toml]") {
    const auto repeated = [](std::string_view piece, int count) {
        std::string text;
        for (int i = 0; i < count; ++i) {
            text += piece;
        }
        return text;
    };
    CHECK(parse("a" + repeated(".a", 63) + " = 1", "t"));
    CHECK(parse("a = " + repeated("[", 63) + repeated("]", 63), "t"));
    for (const std::string& text :
         {"a" + repeated(".a", 64) + " = 1", "[a" + repeated(".a", 100000) + "]\n",
          "[a" + repeated(".a", 40) + "]\nb" + repeated(".b", 30) + " = 1",
          "a = " + repeated("[", 64) + repeated("]", 64), "a = " + repeated("[", 100000),
          "a = " + repeated("{a=", 70) + "1" + repeated("}", 70)}) {
        const Error error = parse_error(text);
        CHECK(error.message == "nested deeper than 64 levels");
        CHECK(error.origin.line > 0);
    }
}

TEST_CASE("a text beyond the size limit is refused", "[toml]") {
    const std::string text((std::size_t{64} << 20) + 1, '\n');
    CHECK(parse_error(text).message == "'test.toml' has 67108865 bytes, expected at most 67108864");
}
