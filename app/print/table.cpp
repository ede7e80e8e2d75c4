#include <app/print/table.hpp>

#include <skillmeat/base/unicode.hpp>

#include <algorithm>
#include <numeric>

namespace skillmeat::app::print {
namespace {

constexpr std::size_t gap = 2;

struct ShownCell {
    std::string text;
    std::size_t width = 0;
    Style style = Style::none;
    std::vector<Mark> marks = {};
};

using ShownRow = std::vector<ShownCell>;

ShownCell show(const Cell& cell) {
    ShownCell shown{{}, 0, cell.style, {}};
    const std::string_view text = cell.text;
    std::size_t done = 0;
    for (const auto& mark : cell.marks) {
        shown.text += terminal_safe(text.substr(done, mark.begin - done));
        const auto begin = shown.text.size();
        shown.text += terminal_safe(text.substr(mark.begin, mark.end - mark.begin));
        shown.marks.push_back({begin, shown.text.size()});
        done = mark.end;
    }
    shown.text += terminal_safe(text.substr(done));
    shown.width = display_width(shown.text);
    return shown;
}

/// `text` is the cell's, or the beginning of it with an ellipsis.
std::string paint_cell(const ShownCell& cell, std::string_view text, bool color) {
    if (cell.marks.empty() || !color) {
        return paint(text, cell.style, color);
    }
    std::size_t same = 0;
    while (same < text.size() && same < cell.text.size() && text[same] == cell.text[same]) {
        ++same;
    }
    std::string painted;
    std::size_t done = 0;
    for (const auto& mark : cell.marks) {
        const auto end = std::min(mark.end, same);
        if (mark.begin < end) {
            painted += paint(text.substr(done, mark.begin - done), cell.style, color);
            painted += paint(text.substr(mark.begin, end - mark.begin), Style::yellow, color);
            done = end;
        }
    }
    return painted + paint(text.substr(done), cell.style, color);
}

std::size_t total_width(const std::vector<std::size_t>& widths) {
    return std::accumulate(widths.begin(), widths.end(), std::size_t{0}) +
           gap * (widths.empty() ? 0 : widths.size() - 1);
}

/// Takes what is too much from the columns of one level, the widest first, down to their floors.
void shrink_level(const std::vector<Column>& columns, int level, std::size_t width,
                  std::size_t floor_limit, std::vector<std::size_t>& widths) {
    while (total_width(widths) > width) {
        std::size_t widest = columns.size();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::size_t floor = std::min(columns[i].min_width, floor_limit);
            if (columns[i].shrink == level && widths[i] > floor &&
                (widest == columns.size() || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        if (widest == columns.size()) {
            return;
        }
        --widths[widest];
    }
}

/// Level by level to the columns' minimum widths; where that is not enough, once more to the last
/// readable rest. Columns that may not be cut are left alone even then: a terminal wraps a long id,
/// but nobody can use half of one.
void shrink(const std::vector<Column>& columns, std::size_t width,
            std::vector<std::size_t>& widths) {
    constexpr std::size_t last_rest = 3;
    std::vector<int> levels;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].shrink > 0) {
            levels.push_back(columns[i].shrink);
            widths[i] = std::min(widths[i], std::max(width, columns[i].min_width));
        }
    }
    std::sort(levels.rbegin(), levels.rend());
    for (const std::size_t limit : {static_cast<std::size_t>(-1), last_rest}) {
        for (const int level : levels) {
            shrink_level(columns, level, width, limit, widths);
        }
    }
}

void append_row(std::string& out, const std::vector<Column>& columns,
                const std::vector<std::size_t>& widths, const ShownRow& row, bool color) {
    std::size_t pending = 0;
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
        const bool cut = row[i].width > widths[i];
        const std::string text = cut ? fit_width(row[i].text, widths[i]) : row[i].text;
        const std::size_t width = cut ? display_width(text) : row[i].width;
        const std::size_t padding = widths[i] - std::min(width, widths[i]);
        if (columns[i].align == Align::right) {
            pending += padding;
        }
        if (!text.empty()) {
            out.append(pending, ' ');
            pending = 0;
            out += paint_cell(row[i], text, color);
        }
        pending += gap + (columns[i].align == Align::left ? padding : 0);
    }
    out += '\n';
}

}  // namespace

std::string render_table(const std::vector<Column>& columns, const std::vector<Row>& rows,
                         const TableLayout& layout) {
    std::vector<ShownRow> shown;
    shown.reserve(rows.size() + 1);
    ShownRow& header = shown.emplace_back();
    for (const Column& column : columns) {
        header.push_back(show(Cell{std::string(column.header), Style::bold, {}}));
    }
    for (const Row& row : rows) {
        ShownRow& cells = shown.emplace_back();
        for (const Cell& cell : row) {
            cells.push_back(show(cell));
        }
    }
    std::vector<std::size_t> widths(columns.size(), 0);
    for (const ShownRow& row : shown) {
        for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
            widths[i] = std::max(widths[i], row[i].width);
        }
    }
    if (layout.width) {
        shrink(columns, *layout.width, widths);
    }
    std::string out;
    for (const ShownRow& row : shown) {
        append_row(out, columns, widths, row, layout.color);
    }
    return out;
}

std::string plain_row(const Row& row) {
    std::string out;
    for (std::size_t i = 0; i < row.size(); ++i) {
        out += i == 0 ? "" : "\t";
        std::string_view rest = row[i].text;
        while (!rest.empty()) {
            const auto special = rest.find_first_of("\t\n\r\\");
            out += terminal_safe(rest.substr(0, special));
            if (special == std::string_view::npos) {
                break;
            }
            const char c = rest[special];
            out += c == '\t' ? "\\t" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\\\";
            rest.remove_prefix(special + 1);
        }
    }
    return out + "\n";
}

}  // namespace skillmeat::app::print
