#include <limits>
#include <string>
#include <vector>

#include <skillmeat/base/unicode.hpp>
#include <skillmeat/toml/parse.hpp>
#include <skillmeat/toml/rows.hpp>

#include <support/catch.hpp>

#include "random.hpp"

using namespace skillmeat;
using namespace skillmeat::tomlfile;
using skillmeat::test::Random;

namespace {

Row only_row(std::string_view text) {
    return RowReader(text).next();
}

std::string random_string(Random& random) {
    static constexpr std::string_view pieces[] = {"plain",
                                                  "a longer stretch of text",
                                                  "\"",
                                                  "\\",
                                                  "\n",
                                                  "\r",
                                                  "\t",
                                                  "\b",
                                                  "\f",
                                                  "\x1b",
                                                  "\x7f",
                                                  "é",
                                                  "漢字",
                                                  "🙂",
                                                  "\xff",
                                                  "\xc3",
                                                  "\xed\xa0\x80",
                                                  "#",
                                                  "=",
                                                  "[[",
                                                  "]]",
                                                  ", ",
                                                  "{ ",
                                                  " }",
                                                  "'",
                                                  "\\u0041",
                                                  "\xef\xbb\xbf",
                                                  "\xc2\x85",
                                                  "\xe2\x80\xa8",
                                                  "\xf4\x8f\xbf\xbf",
                                                  "\xef\xbf\xbf"};
    std::string text;
    for (std::size_t i = random.below(6); i > 0; --i) {
        text += random.chance(8) ? std::string(1, static_cast<char>(random.below(256)))
                                 : std::string(random.pick(pieces));
    }
    return text;
}

/// Writes random members with the writer and notes what they mean.
Table write_members(RowWriter& out, Random& random, bool nested) {
    Table table;
    for (std::size_t i = random.below(6); i > 0; --i) {
        const std::string key = "key-" + std::to_string(i);
        const std::size_t kind = random.below(nested ? 6 : 5);
        if (kind == 0) {
            const std::string text = random_string(random);
            out.string(key, text);
            table.set(key, to_valid_utf8(text));
        } else if (kind == 1) {
            const auto number = static_cast<std::int64_t>(random.next() >> random.below(64));
            out.integer(key, number);
            table.set(key, number);
        } else if (kind == 2) {
            out.boolean(key, random.chance(2));
            table.set(key, out.text().ends_with("true\n"));
        } else if (kind == 3) {
            const Timestamp time{static_cast<std::int64_t>(random.below(4102444800))};
            out.timestamp(key, time);
            table.set(key, time);
        } else if (kind == 4) {
            std::vector<std::string> texts;
            Array values;
            for (std::size_t n = random.below(4); n > 0; --n) {
                texts.push_back(random_string(random));
                values.emplace_back(to_valid_utf8(texts.back()));
            }
            out.strings(key, texts);
            table.set(key, values);
        } else {
            RowWriter members;
            table.set(key, write_members(members, random, false));
            out.inline_table(key, members);
        }
    }
    return table;
}

/// The value as the reader's functions see it; they must agree on the kind.
Value decode(std::string_view raw) {
    std::vector<Value> found;
    if (auto text = decode_string(raw)) {
        found.emplace_back(*text);
    }
    if (auto number = decode_integer(raw)) {
        found.emplace_back(*number);
    }
    if (auto truth = decode_boolean(raw)) {
        found.emplace_back(*truth);
    }
    if (auto time = decode_timestamp(raw)) {
        found.emplace_back(*time);
    }
    if (auto texts = decode_strings(raw)) {
        Array values;
        for (auto& text : *texts) {
            values.emplace_back(std::move(text));
        }
        found.emplace_back(std::move(values));
    }
    if (auto rows = decode_inline_table(raw)) {
        Table table;
        for (const Row& row : *rows) {
            table.set(std::string(row.name), decode(row.raw));
        }
        found.emplace_back(std::move(table));
    }
    INFO(raw);
    REQUIRE(found.size() == 1);
    return found.front();
}

}  // namespace

TEST_CASE("the reader and a general parser understand what the writer wrote", "[toml]") {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        Random random(seed);
        RowWriter out;
        out.comment("made by a test\n" + random_string(random));
        Table expected = write_members(out, random, true);
        Array elements;
        for (std::size_t n = random.below(4); n > 0; --n) {
            out.header("entry");
            elements.emplace_back(write_members(out, random, true));
        }
        if (!elements.empty()) {
            expected.set("entry", elements);
        }

        INFO("seed " << seed << "\n" << out.text());
        const auto parsed = parse(out.text(), "test");
        REQUIRE(parsed.has_value());
        CHECK(*parsed == expected);

        Table read;
        Array read_elements;
        RowReader reader(out.text());
        for (Row row = reader.next(); row.kind != Row::Kind::end; row = reader.next()) {
            REQUIRE(row.kind != Row::Kind::fault);
            if (row.kind == Row::Kind::header) {
                CHECK(row.name == "entry");
                read_elements.emplace_back(Table{});
                continue;
            }
            Table& table = read_elements.empty() ? read : *read_elements.back().table();
            table.set(std::string(row.name), decode(row.raw));
        }
        if (!read_elements.empty()) {
            read.set("entry", read_elements);
        }
        CHECK(read == expected);
    }
}

TEST_CASE("the writer lays rows out one key a line", "[toml]") {
    RowWriter counts;
    counts.integer("skill", 3);
    counts.string("by", "a \"b\"");
    RowWriter out;
    out.comment("two\nlines");
    out.comment("");
    out.integer("version", 1);
    out.blank_line();
    out.boolean("done", false);
    out.header("entry.origin");
    out.strings("tags", {"a", "b"});
    out.strings("none", {});
    out.inline_table("counts", counts);
    out.inline_table("empty", RowWriter());
    out.integer("least", std::numeric_limits<std::int64_t>::min());
    CHECK(out.take() ==
          "# two\n# lines\n#\nversion = 1\n\ndone = false\n\n[[entry.origin]]\ntags = [\"a\", "
          "\"b\"]\n"
          "none = []\ncounts = { skill = 3, by = \"a \\\"b\\\"\" }\nempty = {}\n"
          "least = -9223372036854775808\n");
    RowWriter first;
    first.header("x");
    CHECK(first.text() == "[[x]]\n");
}

TEST_CASE("the reader counts lines and skips comments and blank lines", "[toml]") {
    RowReader reader("# c\n\na = 1\n[[b]]\nc = \"x\"");
    Row row = reader.next();
    CHECK(row.kind == Row::Kind::member);
    CHECK(row.name == "a");
    CHECK(row.raw == "1");
    CHECK(row.line == 3);
    row = reader.next();
    CHECK(row.kind == Row::Kind::header);
    CHECK(row.name == "b");
    CHECK(row.line == 4);
    row = reader.next();
    CHECK(row.raw == "\"x\"");
    CHECK(row.line == 5);
    CHECK(reader.next().kind == Row::Kind::end);
    CHECK(reader.next().kind == Row::Kind::end);
}

TEST_CASE("the reader reports what it does not know as a fault, again and again", "[toml]") {
    const std::string_view line =
        GENERATE(as<std::string_view>{}, "a=1", "a = ", "a =", "= 1", "\"a\" = 1", " a = 1",
                 "a.b = 1", "[a]", "[[a]", "[[]]", "[[a.]]", "[[.a]]", "[[a b]]", "[[a]] # c", "x",
                 "\xEF\xBB\xBF"
                 "a = 1",
                 "<<<<<<< HEAD");
    const std::string text = "ok = 1\n" + std::string(line) + "\nok = 2\n";
    RowReader reader(text);
    CHECK(reader.next().kind == Row::Kind::member);
    for (int i = 0; i < 3; ++i) {
        const Row row = reader.next();
        CHECK(row.kind == Row::Kind::fault);
        CHECK(row.line == 2);
    }
}

TEST_CASE("a carriage return at the end of a line is no part of a known value", "[toml]") {
    CHECK_FALSE(decode_integer(only_row("a = 1\r\n").raw));
    CHECK_FALSE(decode_string(only_row("a = \"x\"\r\n").raw));
    CHECK(only_row("[[a]]\r\n").kind == Row::Kind::fault);
}

TEST_CASE("strings are decoded with every escape of TOML and no other", "[toml]") {
    CHECK(decode_string(R"("\b\t\n\f\r\"\\")") == "\b\t\n\f\r\"\\");
    CHECK(decode_string(R"("\u00e9\U0001F642\u0000x")") == std::string("é🙂\0x", 8));
    CHECK(decode_string("\"tab\tis allowed\"") == "tab\tis allowed");
    CHECK(decode_string("\"\"") == "");
    for (const std::string_view bad :
         {"", "\"", "x", "\"x", "x\"", R"("\")", R"("\x41")", R"("\u12")", R"("\ud800")",
          R"("\uZZZZ")", R"("\U00110000")", "\"a\"b\"", "\"\x01\"", "\"\x7f\"", "\"\xff\"", "'x'",
          "\"\"\"\"\"\"", "\"\\a \xff\""}) {
        INFO(bad);
        CHECK_FALSE(decode_string(bad));
        CHECK_FALSE(plain_string(bad));
    }
}

TEST_CASE("a string without escapes is given as a view", "[toml]") {
    const std::string_view raw = "\"größer als acht Zeichen\"";
    const auto plain = plain_string(raw);
    REQUIRE(plain);
    CHECK(plain->data() == raw.data() + 1);
    CHECK(*plain == "größer als acht Zeichen");
    CHECK_FALSE(plain_string(R"("a\n")"));
    CHECK_FALSE(plain_string("\"é\\n\""));
}

TEST_CASE("numbers, truths and times have one form each", "[toml]") {
    CHECK(decode_integer("0") == 0);
    CHECK(decode_integer("-5") == -5);
    CHECK(decode_integer("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
    for (const std::string_view bad :
         {"", "-", "-0", "+1", "01", "-01", "1_000", "0x1", "1.0", "9223372036854775808", "1 "}) {
        INFO(bad);
        CHECK_FALSE(decode_integer(bad));
    }
    CHECK(decode_boolean("true") == true);
    CHECK(decode_boolean("false") == false);
    CHECK_FALSE(decode_boolean("True"));
    CHECK(decode_timestamp("1970-01-01T00:01:00Z") == Timestamp{60});
    for (const std::string_view bad :
         {"1970-01-01t00:01:00Z", "1970-01-01T00:01:00z", "1970-01-01 00:01:00Z",
          "1970-01-01T00:01:60Z", "1970-02-30T00:01:00Z", "1970-01-01T00:01:00+01:00", "1970-01-01",
          ""}) {
        INFO(bad);
        CHECK_FALSE(decode_timestamp(bad));
    }
}

TEST_CASE("lists of strings and inline tables are read in the writer's form alone", "[toml]") {
    CHECK(decode_strings(R"(["a", "b, \"c\""])") == std::vector<std::string>{"a", "b, \"c\""});
    CHECK(decode_strings("[]") == std::vector<std::string>{});
    for (const std::string_view bad : {"", "[", "[ ]", "[\"a\",\"b\"]", "[\"a\", ]", "[1]",
                                       "[\"a\"", "[\"a]", "[, \"a\"]", "[\"a\", \"b]", "\"a\""}) {
        INFO(bad);
        CHECK_FALSE(decode_strings(bad));
    }
    const auto rows =
        decode_inline_table(R"({ a = "x, }", b = [["y"], ["]"]], c = { d = 1 }, e = 5 })");
    REQUIRE(rows);
    REQUIRE(rows->size() == 4);
    CHECK((*rows)[0].raw == "\"x, }\"");
    CHECK((*rows)[1].raw == R"([["y"], ["]"]])");
    CHECK((*rows)[2].raw == "{ d = 1 }");
    CHECK((*rows)[3].name == "e");
    CHECK((*rows)[3].raw == "5");
    for (const std::string_view bad :
         {"", "{", "{ }", "{a = 1}", "{ a = 1, }", "{ a = 1,b = 2 }", "{ a = \"x }", "{ a = [1 }",
          "{ a = [\"] }", "{ a = 1 b = 2 }", "{ a =  }", "{ = 1 }"}) {
        INFO(bad);
        CHECK_FALSE(decode_inline_table(bad));
    }
}
