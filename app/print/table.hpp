#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <app/print/style.hpp>

namespace skillmeat::app::print {

enum class Align { left, right };

struct Column {
    std::string_view header = {};  ///< upper case
    Align align = Align::left;
    int shrink = 0;             ///< 0: never cut; else the highest number is cut first
    std::size_t min_width = 8;  ///< columns left to a cut one
};

/// A piece of a cell's text that stands out in colour, in bytes.
struct Mark {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// One value for table and plain; text may come from a repository, it is made safe when printed.
struct Cell {
    std::string text = {};
    Style style = Style::none;
    std::vector<Mark> marks = {};  ///< ascending, apart from each other
};

using Row = std::vector<Cell>;

struct TableLayout {
    std::optional<std::size_t> width;  ///< columns to fit; nothing: untruncated
    bool color = false;
};

/// Header and rows as lines, columns two spaces apart, nothing at the end of lines. Line feeds and
/// controls in cells are made visible. Rows may be shorter than the columns.
[[nodiscard]] std::string render_table(const std::vector<Column>& columns,
                                       const std::vector<Row>& rows, const TableLayout& layout);

/// One row of `--format plain`: tab-separated, `\t \n \r \\` escaped, other controls visible.
[[nodiscard]] std::string plain_row(const Row& row);

}  // namespace skillmeat::app::print
