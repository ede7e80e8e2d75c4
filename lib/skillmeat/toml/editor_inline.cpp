#include <algorithm>
#include <utility>

#include <skillmeat/toml/editor.hpp>

// Edits inside arrays and inline tables that are written as values.

namespace skillmeat::tomlfile {

std::size_t Editor::skip(std::size_t offset, std::string_view characters) const {
    return std::min(text_.find_first_not_of(characters, offset), text_.size());
}

/// Whether only white space stands before it on its line.
bool Editor::starts_line(std::size_t offset) const {
    const std::size_t start = text_.rfind('\n', offset - 1) + 1;
    return start > 0 && skip(start, " \t") == offset;
}

/// `[]` becomes `[x]`, `[ ]` becomes `[ x ]`, so that taking it away gives the old bytes.
void Editor::fill_empty(Span brackets, std::string_view text) {
    const std::size_t begin = brackets.begin + 1;
    const std::size_t end = brackets.end - 1;
    const std::string inner = text_.substr(begin, end - begin);
    if (inner.find('\n') == std::string::npos) {
        replace({begin, end}, inner + std::string(text) + inner);
        return;
    }
    // Above all comments, for a value owns those directly above it.
    std::string indent = indent_of(text_.rfind('\n', end) + 1) + "    ";
    const std::size_t line = text_.find('\n', begin) + 1;
    if (const std::size_t first = skip(line, " \t"); text_[first] == '#') {
        indent = indent_of(line);
    }
    insert_lines(line, indent + std::string(text) + ",\n");
}

void Editor::add_member(const Node& table, const std::string& member) {
    if (table.members.empty()) {
        fill_empty(table.span, member);
        return;
    }
    const std::size_t end = table.members.back().value.span.end;
    replace({end, end}, ", " + member);
}

void Editor::remove_member(const Node& table, std::size_t index) {
    const auto& members = table.members;
    Span span = {members[index].begin, members[index].value.span.end};
    if (index > 0) {
        span.begin = members[index - 1].value.span.end;
    } else if (members.size() > 1) {
        span.end = members[1].begin;
    } else {
        span.end = skip(span.end, " \t");
    }
    replace(span, "");
}

/// The lines that an element has for itself, with the comments above it; nothing when it shares its
/// line with another value or a bracket.
std::optional<Span> Editor::own_lines(const Node& array, std::size_t index) const {
    const Node& element = array.elements[index];
    const std::size_t before =
        index == 0 ? array.span.begin + 1 : array.elements[index - 1].span.end;
    std::size_t end = element.comma == no_offset ? element.span.end : element.comma + 1;
    end = skip(end, " \t");
    if (end < text_.size() && text_[end] == '#') {
        end = text_.find('\n', end);
    } else {
        end = skip(end, "\r");
    }
    if (end >= text_.size() || text_[end] != '\n' || !starts_line(element.span.begin)) {
        return std::nullopt;
    }
    std::size_t begin = text_.rfind('\n', element.span.begin) + 1;
    while (begin > before + 1) {
        const std::size_t above = text_.rfind('\n', begin - 2) + 1;
        if (above <= before || text_[skip(above, " \t")] != '#') {
            break;
        }
        begin = above;
    }
    return Span{begin, end + 1};
}

void Editor::append_to(const Node& array, std::string_view text) {
    if (array.elements.empty()) {
        fill_empty(array.span, text);
        return;
    }
    const Node& last = array.elements.back();
    const bool has_comma = last.comma != no_offset;
    const std::size_t end = has_comma ? last.comma + 1 : last.span.end;
    const std::string added = std::string(text) + (has_comma ? "," : "");
    const std::size_t value_end = last.span.end;
    if (!starts_line(last.span.begin)) {
        replace({end, end}, (has_comma ? " " : ", ") + added);
        return;
    }
    const std::string line = indent_of(text_.rfind('\n', last.span.begin) + 1) + added;
    if (const auto lines = own_lines(array, array.elements.size() - 1)) {
        // From the back to the front, since offsets move.
        text_.insert(lines->end, line + std::string(newline()));
    } else {
        text_.insert(end, std::string(newline()) + line);
    }
    replace({value_end, value_end}, has_comma ? "" : ",");
}

void Editor::insert_element(const KeyPath& array, std::size_t index, std::string_view text) {
    const Place place = locate(array);
    if (place.node == nullptr) {
        add(array, Array{});
        insert_element(array, index, text);
        return;
    }
    const Node& node = *place.node;
    if (index == node.elements.size()) {
        append_to(node, text);
    } else if (const auto lines = own_lines(node, index)) {
        const std::string indent =
            indent_of(text_.rfind('\n', node.elements[index].span.begin) + 1);
        insert_lines(lines->begin, indent + std::string(text) + ",\n");
    } else {
        const std::size_t begin = node.elements[index].span.begin;
        replace({begin, begin}, std::string(text) + ", ");
    }
}

void Editor::remove_element(const KeyPath& array, std::size_t index) {
    cut_element(*locate(array).node, index);
}

void Editor::cut_element(const Node& array, std::size_t index) {
    const auto& elements = array.elements;
    const bool is_last = index + 1 == elements.size();
    const bool has_comma = elements[index].comma != no_offset;
    Span span = elements[index].span;
    // The comma before a last value that had none after it goes too.
    const std::size_t comma =
        is_last && !has_comma && index > 0 ? elements[index - 1].comma : no_offset;
    const auto is_plain_gap = [&](std::size_t begin, std::size_t end) {
        return text_.substr(begin, end - begin).find_first_of("#\n") == std::string::npos;
    };
    if (const auto lines = own_lines(array, index)) {
        span = *lines;
    } else if (!is_last && is_plain_gap(span.end, elements[index + 1].span.begin)) {
        span.end = elements[index + 1].span.begin;
    } else if (index > 0 && is_plain_gap(elements[index - 1].span.end, span.begin)) {
        replace({elements[index - 1].span.end, span.end}, "");
        return;
    } else {
        // Alone beside a bracket: its comma and the comment on its line go with it.
        span.end = skip(has_comma ? elements[index].comma + 1 : span.end, " \t");
        if (span.end < text_.size() && text_[span.end] == '#') {
            span.end = text_.find_first_of("\r\n", span.end);
            span.begin = text_.find_last_not_of(" \t", span.begin - 1) + 1;
        }
    }
    text_.erase(span.begin, span.end - span.begin);
    replace(comma == no_offset ? Span{} : Span{comma, comma + 1}, "");
}

bool Editor::move_element(const KeyPath& array, std::size_t from, std::size_t to) {
    const Node* node = locate(array).node;
    std::size_t own = 0;
    for (std::size_t i = 0; i < node->elements.size(); ++i) {
        own += own_lines(*node, i) ? 1 : 0;
    }
    if (own != node->elements.size()) {
        if (text_.substr(node->span.begin, node->span.end - node->span.begin).find('#') !=
            std::string::npos) {
            return false;
        }
        const Span span = node->elements[from].span;
        const std::string value = text_.substr(span.begin, span.end - span.begin);
        remove_element(array, from);
        insert_element(array, to, value);
        return true;
    }
    const bool had_comma = node->elements.back().comma != no_offset;
    if (!had_comma) {
        const std::size_t end = node->elements.back().span.end;
        replace({end, end}, ",");
        node = locate(array).node;
    }
    const Span lines = *own_lines(*node, from);
    const std::string moved = text_.substr(lines.begin, lines.end - lines.begin);
    const Span target = *own_lines(*node, to);
    const std::size_t offset = to > from ? target.end : target.begin;
    text_.insert(offset, moved);
    const std::size_t begin = lines.begin + (offset <= lines.begin ? moved.size() : 0);
    replace({begin, begin + moved.size()}, "");
    if (!had_comma) {
        const std::size_t comma = locate(array).node->elements.back().comma;
        replace({comma, comma + 1}, "");
    }
    return true;
}

}  // namespace skillmeat::tomlfile
