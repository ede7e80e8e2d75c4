#include <support/catch.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>

#include <app/print/table.hpp>

namespace skillmeat::app::print {
namespace {

const std::vector<Column> columns{{.header = "ID"},
                                  {.header = "N", .align = Align::right},
                                  {.header = "DESCRIPTION", .shrink = 2, .min_width = 10},
                                  {.header = "TAGS", .shrink = 1, .min_width = 6}};

std::vector<Row> sample_rows() {
    return {{{"acme/tools"}, {"7"}, {"does many things, one after the other, and well"}, {"a b c"}},
            {{"x"}, {"1234"}, {"日本語の説明はここにあります、とても長いです"}, {"短い"}},
            {{"e"}, {"0"}, {"e\u0301 combined 👩‍👩‍👧 family"}, {}}};
}

std::size_t widest_line(const std::string& table) {
    std::size_t widest = 0;
    for (const auto line : split(table, '\n')) {
        widest = std::max(widest, display_width(line));
    }
    return widest;
}

TEST_CASE("a table that fits is not cut and has no blanks at line ends", "[app][print]") {
    const std::vector<Row> rows{{{"acme/tools"}, {"7"}, {"short"}, {}}, {{"x"}, {"12"}}};
    CHECK(render_table(columns, rows, {}) ==
          "ID           N  DESCRIPTION  TAGS\n"
          "acme/tools   7  short\n"
          "x           12\n");
}

TEST_CASE("tables respect the width of the terminal with wide characters", "[app][print]") {
    for (const std::size_t width : {std::size_t{40}, std::size_t{80}, std::size_t{200}}) {
        INFO(width);
        const std::string table = render_table(columns, sample_rows(), {width, false});
        CHECK(widest_line(table) <= width);
        CHECK(table.find("acme/tools") != std::string::npos);
        CHECK(table.find("1234") != std::string::npos);
    }
    CHECK(render_table(columns, sample_rows(), {200, false}) ==
          render_table(columns, sample_rows(), {}));
    const std::string narrow = render_table(columns, sample_rows(), {40, false});
    CHECK(narrow.find("…") != std::string::npos);
    CHECK(is_valid_utf8(narrow));
}

TEST_CASE("the column with the higher priority is cut first", "[app][print]") {
    const std::vector<Row> rows{{{"id"}, {"1"}, {"0123456789012345678901"}, {"tag tag tag"}}};
    const std::string table = render_table(columns, rows, {34, false});
    CHECK(table.find("tag tag tag") != std::string::npos);
    CHECK(table.find("0123456789012345678901") == std::string::npos);
}

TEST_CASE("columns that may not be cut stay whole on any terminal", "[app][print]") {
    const std::string id(60, 'i');
    const std::vector<Row> rows{{{id}, {"1"}, {"described at length"}, {"tags and tags"}}};
    const std::string table = render_table(columns, rows, {40, false});
    CHECK(table.find(id) != std::string::npos);
    CHECK(table.find("de…") != std::string::npos);
}

TEST_CASE("what comes from a repository cannot control the terminal", "[app][print]") {
    const std::vector<Row> rows{{{"a\nb"}, {"\x1b[31m"}, {"\xff\u202e"}, {"\t"}}};
    const std::string table = render_table(columns, rows, {});
    CHECK(table.find('\x1b') == std::string::npos);
    CHECK(table.find("\u202e") == std::string::npos);
    CHECK(std::count(table.begin(), table.end(), '\n') == 2);
    CHECK(is_valid_utf8(table));
}

TEST_CASE("colour changes nothing but the codes", "[app][print]") {
    const std::vector<Row> rows{{{"id", Style::green}, {"1"}, {"text", Style::dim}, {"t"}}};
    std::string colored = render_table(columns, rows, {std::nullopt, true});
    CHECK(colored.find("\x1b[32mid\x1b[0m") != std::string::npos);
    for (auto at = colored.find('\x1b'); at != std::string::npos; at = colored.find('\x1b')) {
        colored.erase(at, colored.find('m', at) - at + 1);
    }
    CHECK(colored == render_table(columns, rows, {}));
}

TEST_CASE("plain rows are whole, tab-separated and escaped", "[app][print]") {
    CHECK(plain_row({{"a"}, {""}, {"c"}}) == "a\t\tc\n");
    CHECK(plain_row({{"a\tb\nc\rd\\e"}}) == "a\\tb\\nc\\rd\\\\e\n");
    CHECK(plain_row({{"日本"}, {std::string(500, 'x')}}) ==
          "日本\t" + std::string(500, 'x') + "\n");
    CHECK(plain_row({{"\x1b[2J"}}).find('\x1b') == std::string::npos);
    CHECK(plain_row({}) == "\n");
    CHECK(plain_row({{"\\"}}) == "\\\\\n");
}

TEST_CASE("marks of a cell stand out in colour, also in a cell that is cut", "[app][print]") {
    const std::vector<Column> narrow{{.header = "A", .shrink = 1, .min_width = 4}};
    const std::vector<Row> rows{{{"a pdf and more", Style::none, {{2, 5}, {10, 14}}}}};
    const auto whole = render_table(narrow, rows, {std::nullopt, true});
    CHECK(whole.find("a \x1b[33mpdf\x1b[0m and \x1b[33mmore\x1b[0m") != std::string::npos);
    const auto cut = render_table(narrow, rows, {std::size_t{5}, true});
    CHECK(cut.find("a \x1b[33mpd\x1b[0m…") != std::string::npos);
    CHECK(render_table(narrow, rows, {std::nullopt, false}).find('\x1b') == std::string::npos);
    const std::vector<Row> hostile{{{"\x1b[2Jpdf", Style::none, {{4, 7}}}}};
    CHECK(render_table(narrow, hostile, {std::nullopt, true}).find("\\x1b[2J\x1b[33mpdf") !=
          std::string::npos);
}

}  // namespace
}  // namespace skillmeat::app::print
