#include <algorithm>
#include <utility>

#include <skillmeat/toml/editor.hpp>

// Whole arrays in another order, with values added and taken out, as one cut.

namespace skillmeat::tomlfile {
namespace {

/// For each old position whether it stays.
std::vector<bool> kept_positions(const std::vector<Piece>& pieces, std::size_t size) {
    std::vector<bool> kept(size, false);
    for (const Piece& piece : pieces) {
        if (piece.old) {
            kept[*piece.old] = true;
        }
    }
    return kept;
}

bool keeps_order(const std::vector<Piece>& pieces) {
    std::size_t next = 0;
    return std::ranges::all_of(pieces, [&](const Piece& piece) {
        return !piece.old || std::exchange(next, *piece.old + 1) <= *piece.old;
    });
}

}  // namespace

bool Editor::arrange_elements(const KeyPath& array, const std::vector<Piece>& pieces) {
    const Node* node = locate(array).node;
    if (node->elements.empty()) {
        return arrange_empty(array, pieces);
    }
    const std::size_t size = node->elements.size();
    bool has_own_lines = true;
    for (std::size_t i = 0; i < size && has_own_lines; ++i) {
        has_own_lines = own_lines(*node, i).has_value();
    }
    if (has_own_lines) {
        arrange_lines(array, pieces);
        return true;
    }
    if (text_.substr(node->span.begin, node->span.end - node->span.begin).find('#') ==
        std::string::npos) {
        arrange_values(*node, pieces);
        return true;
    }
    if (!keeps_order(pieces)) {
        return false;
    }
    const auto kept = kept_positions(pieces, size);
    for (std::size_t i = size; i-- > 0;) {
        if (!kept[i]) {
            remove_element(array, i);
        }
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (!pieces[i].old) {
            insert_element(array, i, pieces[i].text);
        }
    }
    return true;
}

/// The first value decides where the others go.
bool Editor::arrange_empty(const KeyPath& array, const std::vector<Piece>& pieces) {
    if (pieces.empty()) {
        return true;
    }
    fill_empty(locate(array).node->span, pieces.front().text);
    auto rest = pieces;
    rest.front() = Piece{0, {}};
    return rest.size() == 1 || arrange_elements(array, rest);
}

/// Every value has lines of its own. What stands between them (blank lines, comments that stand
/// apart) stays where it is: each place of a value that stays is filled by the next one wanted, and
/// new values stand directly above the one they precede.
void Editor::arrange_lines(const KeyPath& array, const std::vector<Piece>& pieces) {
    const Node* node = locate(array).node;
    const bool had_comma = node->elements.back().comma != no_offset;
    if (!had_comma) {
        const std::size_t end = node->elements.back().span.end;
        replace({end, end}, ",");
        node = locate(array).node;
    }
    std::vector<Span> blocks;
    for (std::size_t i = 0; i < node->elements.size(); ++i) {
        blocks.push_back(*own_lines(*node, i));
    }
    const std::string indent = indent_of(text_.rfind('\n', node->elements.front().span.begin) + 1);
    const auto kept = kept_positions(pieces, blocks.size());
    auto left = std::count(kept.begin(), kept.end(), true);
    std::string lines;
    auto piece = pieces.begin();
    const auto add_new = [&] {
        for (; piece != pieces.end() && !piece->old; ++piece) {
            lines += indent + piece->text + "," + std::string(newline());
        }
    };
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (i > 0) {
            lines += text_.substr(blocks[i - 1].end, blocks[i].begin - blocks[i - 1].end);
        }
        if (kept[i]) {
            add_new();
            const Span block = blocks[*piece->old];
            lines += text_.substr(block.begin, block.end - block.begin);
            ++piece;
            --left;
        }
        if (left == 0) {
            add_new();
        }
    }
    replace({blocks.front().begin, blocks.back().end}, lines);
    if (!had_comma && !pieces.empty()) {
        const std::size_t comma = locate(array).node->elements.back().comma;
        replace({comma, comma + 1}, "");
    }
}

/// No comments anywhere: what separates the values stays where it is, as far as it goes.
void Editor::arrange_values(const Node& array, const std::vector<Piece>& pieces) {
    const auto& elements = array.elements;
    const auto text_of = [&](const Piece& piece) {
        return piece.old
                   ? text_.substr(elements[*piece.old].span.begin,
                                  elements[*piece.old].span.end - elements[*piece.old].span.begin)
                   : piece.text;
    };
    Span span{elements.front().span.begin, elements.back().span.end};
    std::string values;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        values += text_of(pieces[i]);
        if (i + 1 == pieces.size()) {
            break;
        }
        const std::size_t gap = i + 1 < elements.size() ? elements[i].span.end : no_offset;
        values += gap == no_offset ? ", " : text_.substr(gap, elements[i + 1].span.begin - gap);
    }
    if (pieces.empty()) {
        const std::size_t comma = elements.back().comma;
        span.end = skip(comma == no_offset ? span.end : comma + 1, " \t");
        if (starts_line(span.begin) && text_[skip(span.end, "\r")] == '\n') {
            span.begin = text_.rfind('\n', span.begin) + 1;
            span.end = skip(span.end, "\r") + 1;
        }
    }
    replace(span, values);
}

bool Editor::arrange_blocks(const KeyPath& array, const std::vector<std::size_t>& order) {
    const auto all = element_runs(array, order.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].size() != 1 || (i > 0 && all[i].front().first < all[i - 1].front().end)) {
            return false;
        }
    }
    if (!text_.ends_with('\n')) {
        const std::string ending(newline());
        replace({text_.size(), text_.size()}, ending);
        const bool done = arrange_blocks(array, order);
        replace({text_.size() - ending.size(), text_.size()}, "");
        return done;
    }
    const auto lines_of = [&](std::size_t element) {
        const std::size_t begin = offset_of(all[element].front().first);
        return text_.substr(begin, offset_of(all[element].front().end) - begin);
    };
    std::string lines;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i > 0) {
            const std::size_t begin = offset_of(all[i - 1].front().end);
            const std::string gap = text_.substr(begin, offset_of(all[i].front().first) - begin);
            // A comment at the end of one block must not come to stand directly above the next.
            const std::size_t last = all[order[i - 1]].front().end - 1;
            lines += gap.empty() && is(last, Item::Kind::comment) ? std::string(newline()) : gap;
        }
        lines += lines_of(order[i]);
    }
    replace({offset_of(all.front().front().first), offset_of(all.back().front().end)}, lines);
    return true;
}

}  // namespace skillmeat::tomlfile
