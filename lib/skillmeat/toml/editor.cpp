#include <skillmeat/toml/editor.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace skillmeat::tomlfile {

namespace {

bool starts_with(const KeyPath& path, const KeyPath& prefix) {
    return path.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), path.begin());
}

/// Whether the steps from `depth` on begin with the keys.
bool continues_with(const KeyPath& path, std::size_t depth, const std::vector<std::string>& key) {
    return path.size() >= depth + key.size() &&
           std::equal(key.begin(), key.end(), path.begin() + static_cast<std::ptrdiff_t>(depth),
                      [](const std::string& name, const Step& step) {
                          const auto* text = std::get_if<std::string>(&step);
                          return text != nullptr && *text == name;
                      });
}

KeyPath first_steps(const KeyPath& path, std::size_t count) {
    return {path.begin(), path.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::vector<std::string> names_from(const KeyPath& path, std::size_t depth) {
    return names({path.begin() + static_cast<std::ptrdiff_t>(depth), path.end()});
}

}  // namespace

std::vector<std::string> names(const KeyPath& path) {
    std::vector<std::string> result;
    for (const Step& step : path) {
        if (const auto* name = std::get_if<std::string>(&step)) {
            result.push_back(*name);
        }
    }
    return result;
}

Editor::Editor(std::string text) : text_(std::move(text)), syntax_(scan(text_)) {
    resolve_paths(syntax_);
}

// Bytes and lines.

void Editor::replace(Span span, std::string_view replacement) {
    text_.replace(span.begin, span.end - span.begin, replacement);
    syntax_ = scan(text_);
    resolve_paths(syntax_);
}

std::string_view Editor::newline() const {
    const std::size_t end = text_.find('\n');
    return end != std::string::npos && end > 0 && text_[end - 1] == '\r' ? "\r\n" : "\n";
}

std::string Editor::styled(std::string_view lines) const {
    std::string result;
    const Syntax syntax = scan(lines);
    std::size_t literal = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        while (literal < syntax.strings.size() && syntax.strings[literal].end <= i) {
            ++literal;
        }
        // Line ends inside a string are part of its value.
        const bool inside = literal < syntax.strings.size() && syntax.strings[literal].begin <= i;
        if (inside || (lines[i] != '\n' && lines.substr(i, 2) != "\r\n")) {
            result += lines[i];
        } else if (lines[i] == '\n') {
            result += newline();
        }
    }
    return result;
}

/// Whole lines at the start of a line; a document without a final line end stays so.
void Editor::insert_lines(std::size_t offset, std::string_view lines) {
    std::string insertion = styled(lines);
    if (offset == text_.size() && !syntax_.items.empty() && !text_.ends_with('\n')) {
        insertion = fmt::format("{}{}", newline(), insertion);
        insertion.erase(insertion.size() - newline().size());
    }
    replace({offset, offset}, insertion);
}

void Editor::remove_lines(Span span) {
    if (span.end == text_.size() && !text_.ends_with('\n') && span.begin > 0 &&
        text_[span.begin - 1] == '\n') {
        span.begin -= newline().size();
    }
    replace(span, "");
}

// Items.

bool Editor::is(std::size_t item, Item::Kind kind) const {
    return item < syntax_.items.size() && syntax_.items[item].kind == kind;
}

bool Editor::is_header(std::size_t item) const {
    return is(item, Item::Kind::header) || is(item, Item::Kind::array_header);
}

std::size_t Editor::offset_of(std::size_t item) const {
    return item < syntax_.items.size() ? syntax_.items[item].span.begin : text_.size();
}

std::string Editor::indent_of(std::size_t offset) const {
    return text_.substr(offset, skip(offset, " \t") - offset);
}

/// The first of the comment lines directly above the item, or the item itself. Comments at the very
/// start are about the file.
std::size_t Editor::own_start(std::size_t item) const {
    std::size_t leading = 0;
    while (is(leading, Item::Kind::comment)) {
        ++leading;
    }
    while (item > leading && is(item - 1, Item::Kind::comment)) {
        --item;
    }
    return item;
}

/// Adds a pair or header to the last block, or begins one with it.
void Editor::add_to_runs(std::vector<Run>& runs, std::size_t item, bool continues) const {
    if (!continues || !runs.back().has_header) {
        runs.push_back({own_start(item), item + 1, is_header(item)});
    }
    runs.back().end = item + 1;
}

/// Comments directly below the last line are about the block, unless they stand directly above
/// something else.
void Editor::take_comments_below(std::vector<Run>& runs) const {
    for (Run& run : runs) {
        std::size_t end = run.end;
        while (run.has_header && is(end, Item::Kind::comment)) {
            ++end;
        }
        if (end == syntax_.items.size() || is(end, Item::Kind::blank)) {
            run.end = end;
        }
    }
}

/// Blocks that make up what is at the path: a header with all that follows it, or single pairs.
std::vector<Editor::Run> Editor::runs(const KeyPath& path) const {
    std::vector<Run> result;
    bool continues = false;
    for (std::size_t i = 0; i < syntax_.items.size(); ++i) {
        if (is(i, Item::Kind::blank) || is(i, Item::Kind::comment)) {
            continue;
        }
        const bool inside = starts_with(syntax_.items[i].path, path);
        if (inside) {
            add_to_runs(result, i, continues);
        }
        continues = inside;
    }
    take_comments_below(result);
    return result;
}

/// The same for all elements of an array of tables in one pass.
std::vector<std::vector<Editor::Run>> Editor::element_runs(const KeyPath& array,
                                                           std::size_t size) const {
    std::vector<std::vector<Run>> result(size);
    std::size_t previous = none;
    for (std::size_t i = 0; i < syntax_.items.size(); ++i) {
        const KeyPath& path = syntax_.items[i].path;
        if (is(i, Item::Kind::blank) || is(i, Item::Kind::comment)) {
            continue;
        }
        const std::size_t* element = path.size() > array.size() && starts_with(path, array)
                                         ? std::get_if<std::size_t>(&path[array.size()])
                                         : nullptr;
        if (element != nullptr) {
            add_to_runs(result[*element], i, *element == previous);
        }
        previous = element == nullptr ? none : *element;
    }
    for (auto& runs : result) {
        take_comments_below(runs);
    }
    return result;
}

std::size_t Editor::first_header() const {
    std::size_t item = 0;
    while (item < syntax_.items.size() && !is_header(item)) {
        ++item;
    }
    return item;
}

// Paths.

Editor::Place Editor::locate(const KeyPath& path) const {
    Place place;
    const auto found = std::ranges::find_if(syntax_.items, [&](const Item& item) {
        return item.kind == Item::Kind::pair && starts_with(path, item.path);
    });
    if (found == syntax_.items.end()) {
        return place;
    }
    place.item = static_cast<std::size_t>(found - syntax_.items.begin());
    place.node = &found->value;
    std::size_t depth = found->path.size();
    while (place.node != nullptr && depth < path.size()) {
        place.container = std::exchange(place.node, nullptr);
        place.index = none;
        place.depth = depth;
        if (const auto* position = std::get_if<std::size_t>(&path[depth])) {
            if (*position < place.container->elements.size()) {
                place.index = *position;
                place.node = &place.container->elements[*position];
                ++depth;
            }
            continue;
        }
        const auto& members = place.container->members;
        const auto member = std::ranges::find_if(members, [&](const InlineMember& candidate) {
            return continues_with(path, depth, candidate.key);
        });
        if (member != members.end()) {
            place.index = static_cast<std::size_t>(member - members.begin());
            place.node = &member->value;
            depth += member->key.size();
        }
    }
    return place;
}

bool Editor::defines(const KeyPath& path) const {
    const Place place = locate(path);
    if (place.item == none) {
        return path.empty() || !runs(path).empty();
    }
    const auto rest = names_from(path, place.depth);
    return place.node != nullptr ||
           std::ranges::any_of(place.container->members, [&](const InlineMember& member) {
               return member.key.size() >= rest.size() &&
                      std::equal(rest.begin(), rest.end(), member.key.begin());
           });
}

bool Editor::is_explicit(const KeyPath& table) const {
    return table.empty() || std::ranges::any_of(syntax_.items, [&](const Item& item) {
               return (item.kind == Item::Kind::header || item.kind == Item::Kind::array_header) &&
                      item.path == table;
           });
}

/// The last pair whose dotted key goes through the table; none when there is none.
std::size_t Editor::last_dotted(const KeyPath& table) const {
    std::size_t last = none;
    for (std::size_t i = 0; i < syntax_.items.size(); ++i) {
        const Item& item = syntax_.items[i];
        if (item.kind == Item::Kind::pair && item.path.size() > table.size() &&
            item.path.size() - item.key.size() < table.size() && starts_with(item.path, table)) {
            last = i;
        }
    }
    return last;
}

/// The longest prefix of the path, itself left out, that the text defines.
KeyPath Editor::nearest_table(const KeyPath& path) const {
    KeyPath table = first_steps(path, path.size() - 1);
    while (!defines(table)) {
        table.pop_back();
    }
    return table;
}

bool Editor::is_inline(const KeyPath& array) const {
    if (locate(array).item != none) {
        return true;
    }
    if (!runs(array).empty()) {
        return false;
    }
    const KeyPath table = nearest_table(array);
    return !is_explicit(table) && last_dotted(table) != none;
}

// Edits of lines.

void Editor::set(const KeyPath& path, const Value& value) {
    const Place place = locate(path);
    if (place.node != nullptr) {
        replace(place.node->span, value_text(value));
        return;
    }
    if (defines(path)) {
        remove(path);
    }
    add(path, value);
}

void Editor::add(const KeyPath& path, const Value& value) {
    const std::string assigned = fmt::format(" = {}", value_text(value));
    const Place place = locate(path);
    if (place.item != none) {
        add_member(*place.container, key_text(names_from(path, place.depth)) + assigned);
        return;
    }
    const KeyPath table = nearest_table(path);
    const std::string line = key_text(names_from(path, path.size() - 1)) + assigned + "\n";
    const std::size_t dotted = last_dotted(table);
    if (!is_explicit(table) && dotted != none) {
        const Item& item = syntax_.items[dotted];
        const auto key = names_from(path, item.path.size() - item.key.size());
        insert_lines(item.span.end, indent_of(item.span.begin) + key_text(key) + assigned + "\n");
        return;
    }
    const bool is_direct = table.size() + 1 == path.size();
    if (is_direct && is_explicit(table)) {
        add_pair(table, line);
        return;
    }
    const KeyPath section = first_steps(path, path.size() - 1);
    const std::string block = fmt::format("[{}]\n{}", key_text(names(section)), line);
    if (is_direct) {
        add_block_before(runs(table).front().first, block);
    } else {
        add_block_below(table, block);
    }
}

void Editor::add_pair(const KeyPath& table, const std::string& line) {
    std::size_t sibling = none;
    bool inside = table.empty();
    for (std::size_t i = 0; i < syntax_.items.size(); ++i) {
        if (is_header(i)) {
            inside = syntax_.items[i].path == table;
        }
        if (inside && (is_header(i) || is(i, Item::Kind::pair))) {
            sibling = i;
        }
    }
    if (sibling == none) {
        add_root_pair(line);
        return;
    }
    const Span span = syntax_.items[sibling].span;
    insert_lines(span.end, indent_of(span.begin) + line);
}

/// The first key before all headers. remove_run() undoes exactly this.
void Editor::add_root_pair(const std::string& line) {
    std::size_t item = first_header();
    if (item < syntax_.items.size()) {
        item = own_start(item);
        const bool apart = item == 0 || is(item - 1, Item::Kind::blank);
        insert_lines(offset_of(item), line + (apart ? "\n" : ""));
        return;
    }
    item = 0;
    while (is(item, Item::Kind::comment)) {
        ++item;
    }
    while (is(item, Item::Kind::blank)) {
        ++item;
    }
    insert_lines(offset_of(item), line);
}

void Editor::add_block_below(const KeyPath& table, std::string_view block) {
    std::size_t item = syntax_.items.size();
    if (table.empty()) {
        while (item > 0 && is(item - 1, Item::Kind::blank)) {
            --item;
        }
    } else {
        item = runs(table).back().end;
    }
    insert_lines(offset_of(item), fmt::format("{}{}", item == 0 ? "" : "\n", block));
}

void Editor::add_block_before(std::size_t item, std::string_view block) {
    std::size_t gap = item;
    while (gap > 0 && is(gap - 1, Item::Kind::blank)) {
        --gap;
    }
    if (gap > 0) {
        insert_lines(offset_of(gap), fmt::format("\n{}", block));
    } else {
        insert_lines(offset_of(0), fmt::format("{}{}", block, item == 0 ? "\n" : ""));
    }
}

void Editor::remove(const KeyPath& path) {
    const Place place = locate(path);
    if (place.container == nullptr) {
        const auto all = runs(path);
        // From the back, since the places of items move.
        std::for_each(all.rbegin(), all.rend(), [&](const Run& run) { remove_run(run); });
        return;
    }
    if (place.container->kind == Node::Kind::array) {
        cut_element(*place.container, place.index);
        return;
    }
    remove_members(path);
}

/// All members of an inline table whose dotted keys lead to the path.
void Editor::remove_members(const KeyPath& path) {
    for (Place place = locate(path); defines(path); place = locate(path)) {
        const auto rest = names_from(path, place.depth);
        const auto& members = place.container->members;
        const auto member = std::ranges::find_if(members, [&](const InlineMember& candidate) {
            return candidate.key.size() >= rest.size() &&
                   std::equal(rest.begin(), rest.end(), candidate.key.begin());
        });
        remove_member(*place.container, static_cast<std::size_t>(member - members.begin()));
    }
}

/// Blank lines above a block with a header go with it; those below stay.
void Editor::remove_run(const Run& run) {
    std::size_t begin = run.first;
    std::size_t end = run.end;
    const auto is_blank = [&](std::size_t item) { return is(item, Item::Kind::blank); };
    std::size_t gap = begin;
    while (gap > 0 && is_blank(gap - 1)) {
        --gap;
    }
    if (!run.has_header) {
        const std::size_t headers = first_header();
        std::ptrdiff_t root_pairs = 0;
        for (std::size_t i = 0; i < headers; ++i) {
            root_pairs += is(i, Item::Kind::pair) ? 1 : 0;
        }
        const bool is_last_of_root = root_pairs == 1 && begin < headers;
        if (is_last_of_root && headers < syntax_.items.size() && is_blank(end) &&
            (begin == 0 || is_blank(begin - 1))) {
            ++end;
        }
    } else if (gap > 0) {
        // A comment that stood apart must not come to stand directly above something else.
        const bool joins = end < syntax_.items.size() && !is_blank(end) && gap < begin &&
                           is(gap - 1, Item::Kind::comment);
        begin = gap + (joins ? 1 : 0);
    } else if (begin == 0 && is_blank(end) && !is_blank(end + 1) &&
               end + 1 < syntax_.items.size()) {
        ++end;
    }
    remove_lines({offset_of(begin), offset_of(end)});
}

// Blocks of an array of tables.

std::string Editor::block(const KeyPath& element) const {
    std::string result;
    for (const Run& run : runs(element)) {
        result += result.empty() ? "" : newline();
        const std::size_t begin = offset_of(run.first);
        result += text_.substr(begin, offset_of(run.end) - begin);
        if (!result.ends_with('\n')) {
            result += newline();
        }
    }
    return result;
}

/// That of the element's first lines.
Indentation Editor::indentation(const KeyPath& element) const {
    Indentation result;
    for (std::size_t i = 0; i < syntax_.items.size(); ++i) {
        if (is_header(i) && syntax_.items[i].path == element) {
            result.header = indent_of(offset_of(i));
            result.keys = result.header;
            for (++i; i < syntax_.items.size() && !is_header(i); ++i) {
                if (is(i, Item::Kind::pair)) {
                    result.keys = indent_of(offset_of(i));
                    return result;
                }
            }
            return result;
        }
    }
    return result;
}

void Editor::insert_block(const KeyPath& array, std::size_t index, std::string_view block) {
    KeyPath element = array;
    element.emplace_back(index);
    if (const auto old = runs(element); !old.empty()) {
        add_block_before(old.front().first, block);
        return;
    }
    if (index == 0) {
        add_block_below(nearest_table(array), block);
        return;
    }
    element.back() = index - 1;
    add_block_below(element, block);
}

}  // namespace skillmeat::tomlfile
