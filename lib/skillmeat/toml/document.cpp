#include <skillmeat/toml/document.hpp>

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/toml/editor.hpp>
#include <skillmeat/toml/model.hpp>
#include <skillmeat/toml/parse.hpp>
#include <skillmeat/toml/serialize.hpp>

namespace skillmeat::tomlfile {

namespace {

KeyPath below(KeyPath path, Step step) {
    path.push_back(std::move(step));
    return path;
}

/// Takes away tables and arrays on the way to `path` that nothing in the new text defines any more:
/// with the last `[a.b]` goes `a`.
void erase_vanished(Value& root, KeyPath path, const Editor& editor) {
    for (path.pop_back(); !path.empty(); path.pop_back()) {
        const Value& value = *find_value(root, path);
        const bool is_empty = (value.table() != nullptr && value.table()->members.empty()) ||
                              (value.array() != nullptr && value.array()->empty());
        if (!is_empty || editor.defines(path)) {
            return;
        }
        erase_value(root, path);
    }
}

Result<void> require_writable(const KeyPath& path, const Value& value) {
    if (path.empty() || !std::holds_alternative<std::string>(path.front())) {
        return fail(ErrorCode::internal, "no key to edit");
    }
    Value keys{Array{}};
    for (const std::string& name : names(path)) {
        keys.array()->emplace_back(name);
    }
    if (is_writable(keys) && is_writable(value)) {
        return {};
    }
    return fail(ErrorCode::invalid_value,
                fmt::format("expected UTF-8 in {}, found other bytes", quote(path_text(path))),
                "give the text in UTF-8");
}

/// Each wanted value as an old one that has not been taken yet, else as a new one.
std::vector<Piece> pieces_of(const Array& old, const Array& wanted) {
    std::map<std::string, std::deque<std::size_t>> positions;
    for (std::size_t i = 0; i < old.size(); ++i) {
        positions[value_text(old[i])].push_back(i);
    }
    std::vector<Piece> pieces;
    for (const Value& value : wanted) {
        std::string text = value_text(value);
        auto& same = positions[text];
        if (same.empty()) {
            pieces.push_back({std::nullopt, std::move(text)});
        } else {
            pieces.push_back({same.front(), {}});
            same.pop_front();
        }
    }
    return pieces;
}

/// `text` without a byte order mark and blank lines around.
std::string_view stripped(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    const Syntax syntax = scan(text);
    const auto is_content = [](const Item& item) { return item.kind != Item::Kind::blank; };
    const auto first = std::ranges::find_if(syntax.items, is_content);
    const auto last = std::find_if(syntax.items.rbegin(), syntax.items.rend(), is_content);
    if (first == syntax.items.end()) {
        return {};
    }
    return text.substr(first->span.begin, last->span.end - first->span.begin);
}

/// The one element that the text of an element holds.
Result<Value> only_element(std::string_view text, const KeyPath& array) {
    const auto name = names(array);
    SKILLMEAT_ASSIGN(Value value, parse(text, "[[" + key_text(name) + "]]"));
    bool fits = true;
    for (const std::string& step : name) {
        Table* table = value.table();
        Value* member =
            table != nullptr && table->members.size() == 1 ? table->find(step) : nullptr;
        fits = fits && member != nullptr;
        if (fits) {
            Value next = std::move(*member);
            value = std::move(next);
        }
    }
    if (!fits || value.array() == nullptr || value.array()->size() != 1) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("expected the text of one {} table, found something else",
                                quote("[[" + key_text(name) + "]]")));
    }
    Value element = std::move(value.array()->front());
    return element;
}

}  // namespace

Result<Document> Document::parse(std::string text, std::string path) {
    Document document;
    SKILLMEAT_ASSIGN(document.root_, tomlfile::parse(text, path));
    document.text_ = std::move(text);
    document.path_ = std::move(path);
    return document;
}

const Value* Document::find(const KeyPath& path) const {
    if (path.empty() || !std::holds_alternative<std::string>(path.front())) {
        return nullptr;
    }
    const Value* first = root_.find(std::get<std::string>(path.front()));
    return first == nullptr ? nullptr : find_value(*first, {path.begin() + 1, path.end()});
}

Result<void> Document::edit_together(const std::function<Result<void>(Document&)>& edits) {
    Document edited = *this;
    edited.is_checked_later_ = true;
    SKILLMEAT_TRY(edits(edited));
    edited.is_checked_later_ = is_checked_later_;
    SKILLMEAT_TRY(edited.commit(std::move(edited.text_), Value(std::move(edited.root_)), {}));
    *this = std::move(edited);
    return {};
}

/// The text becomes the document's if it means what it should.
Result<void> Document::commit(std::string text, Value intended, const KeyPath& path) {
    if (is_checked_later_) {
        text_ = std::move(text);
        root_ = std::move(*intended.table());
        return {};
    }
    auto parsed = tomlfile::parse(text, path_);
    if (!parsed || !(*parsed == *intended.table())) {
        const Value* value = find(path);
        return fail(
            ErrorCode::internal,
            fmt::format("cannot edit {} without changing something else",
                        quote(path.empty() ? path_ : path_text(path))),
            fmt::format("edit {} by hand", quote(path_)),
            {path_, value == nullptr ? 0 : value->line, value == nullptr ? 0 : value->column});
    }
    text_ = std::move(text);
    root_ = *std::move(parsed);
    return {};
}

Result<void> Document::set(const KeyPath& path, const Value& value) {
    SKILLMEAT_TRY(require_writable(path, value));
    if (const Value* old = find(path); old != nullptr && *old == value) {
        return {};
    }
    Value intended(root_);
    SKILLMEAT_TRY(set_value(intended, path, value, path_));
    Editor editor(text_);
    const auto* index = std::get_if<std::size_t>(&path.back());
    const KeyPath array(path.begin(), path.end() - 1);
    if (index != nullptr && !editor.is_inline(array)) {
        if (value.table() == nullptr) {
            return fail(ErrorCode::invalid_value,
                        fmt::format("expected a table for {}, found {}", quote(path_text(path)),
                                    value.kind()));
        }
        const auto indentation = editor.indentation(path);
        editor.insert_block(array, *index, element_text(names(array), *value.table(), indentation));
        editor.remove(below(array, *index + 1));
    } else {
        editor.set(path, value);
    }
    return commit(editor.text(), std::move(intended), path);
}

Result<void> Document::erase(const KeyPath& path) {
    Value intended(root_);
    erase_value(intended, path);
    Editor editor(text_);
    editor.remove(path);
    erase_vanished(intended, path, editor);
    return commit(editor.text(), std::move(intended), path);
}

Result<void> Document::remove(const KeyPath& path) {
    return find(path) == nullptr ? Result<void>() : erase(path);
}

Result<void> Document::insert(const KeyPath& array, std::size_t index, const Value& value) {
    SKILLMEAT_TRY(require_writable(array, value));
    Value intended(root_);
    SKILLMEAT_TRY(insert_value(intended, array, index, value, path_));
    Editor editor(text_);
    editor.insert_element(array, index, value_text(value));
    return commit(editor.text(), std::move(intended), array);
}

Result<void> Document::append(const KeyPath& array, const Value& value) {
    const Value* old = find(array);
    if (old == nullptr) {
        return set(array, Array{value});
    }
    const std::size_t size = old->array() == nullptr ? 0 : old->array()->size();
    if (old->array() == nullptr || Editor(text_).is_inline(array)) {
        return insert(array, size, value);
    }
    if (value.table() == nullptr) {
        return fail(ErrorCode::invalid_manifest,
                    fmt::format("expected {} to be a list of values, found tables with headers",
                                quote(path_text(array))),
                    "write it as 'key = [ ... ]'", {path_, old->line, old->column});
    }
    return insert_table(array, size, *value.table());
}

Result<void> Document::remove_value(const KeyPath& array, std::size_t index) {
    SKILLMEAT_TRY(array_at(array, index));
    return erase(below(array, index));
}

Result<void> Document::arrange(const KeyPath& array, const Array& wanted) {
    SKILLMEAT_TRY(require_writable(array, wanted));
    const Value* old = find(array);
    if (old == nullptr) {
        return set(array, wanted);
    }
    if (old->array() != nullptr && *old->array() == wanted) {
        return {};
    }
    Editor editor(text_);
    if (old->array() == nullptr || !editor.is_inline(array)) {
        return fail(
            ErrorCode::invalid_manifest,
            fmt::format("expected {} to be a list of values, found {}", quote(path_text(array)),
                        old->array() == nullptr ? old->kind() : "tables with headers"),
            "write it as 'key = [ ... ]'", {path_, old->line, old->column});
    }
    return arrange_pieces(editor, array, wanted, pieces_of(*old->array(), wanted));
}

Result<void> Document::arrange_pieces(Editor& editor, const KeyPath& array, const Array& wanted,
                                      const std::vector<Piece>& pieces) {
    Value intended(root_);
    SKILLMEAT_TRY(set_value(intended, array, wanted, path_));
    if (!editor.arrange_elements(array, pieces)) {
        const Value& old = *find(array);
        return fail(
            ErrorCode::invalid_manifest,
            fmt::format("expected each value of {} on a line of its own", quote(path_text(array))),
            "put every value and its comment on its own line", {path_, old.line, old.column});
    }
    return commit(editor.text(), std::move(intended), array);
}

/// The array at the path, which holds a value at `index`.
Result<const Array*> Document::array_at(const KeyPath& array, std::size_t index) const {
    const Value* value = find(array);
    const Array* elements = value == nullptr ? nullptr : value->array();
    if (elements == nullptr || index >= elements->size()) {
        return fail(ErrorCode::internal,
                    fmt::format("no position {} in {}", index, quote(path_text(array))));
    }
    return elements;
}

Result<void> Document::append_table(const KeyPath& array, const Table& table) {
    const Value* value = find(array);
    const Array* elements = value == nullptr ? nullptr : value->array();
    return insert_table(array, elements == nullptr ? 0 : elements->size(), table);
}

Result<void> Document::insert_table(const KeyPath& array, std::size_t index, const Table& table) {
    SKILLMEAT_TRY(require_writable(array, table));
    Editor editor(text_);
    if (editor.is_inline(array)) {
        return insert(array, index, table);
    }
    Value intended(root_);
    SKILLMEAT_TRY(insert_value(intended, array, index, table, path_));
    const auto indentation = editor.indentation(below(array, index == 0 ? 0 : index - 1));
    editor.insert_block(array, index, element_text(names(array), table, indentation));
    return commit(editor.text(), std::move(intended), array);
}

Result<void> Document::remove_table(const KeyPath& array, std::size_t index) {
    return remove_value(array, index);
}

Result<void> Document::move_table(const KeyPath& array, std::size_t from, std::size_t to) {
    SKILLMEAT_ASSIGN(const Array* elements, array_at(array, std::max(from, to)));
    if (from == to) {
        return {};
    }
    Value intended(root_);
    const Value moved = (*elements)[from];
    erase_value(intended, below(array, from));
    SKILLMEAT_TRY(insert_value(intended, array, to, moved, path_));
    Editor editor(text_);
    if (!editor.is_inline(array)) {
        const std::string block = editor.block(below(array, from));
        editor.remove(below(array, from));
        editor.insert_block(array, to, block);
    } else if (!editor.move_element(array, from, to)) {
        return fail(
            ErrorCode::invalid_manifest,
            fmt::format("expected each value of {} on a line of its own", quote(path_text(array))),
            "put every value and its comment on its own line", {path_, moved.line, moved.column});
    }
    return commit(editor.text(), std::move(intended), array);
}

Result<void> Document::reorder_tables(const KeyPath& array, const std::vector<std::size_t>& order) {
    if (std::ranges::is_sorted(order)) {
        return {};
    }
    SKILLMEAT_ASSIGN(const Array* elements, array_at(array, order.size() - 1));
    Array wanted;
    std::vector<Piece> pieces;
    for (const std::size_t from : order) {
        wanted.push_back((*elements)[from]);
        pieces.push_back({from, {}});
    }
    Editor editor(text_);
    if (editor.is_inline(array)) {
        return arrange_pieces(editor, array, wanted, pieces);
    }
    if (!editor.arrange_blocks(array, order)) {
        return reorder_one_by_one(array, order);
    }
    Value intended(root_);
    SKILLMEAT_TRY(set_value(intended, array, wanted, path_));
    return commit(editor.text(), std::move(intended), array);
}

/// For elements whose lines lie scattered over the text.
Result<void> Document::reorder_one_by_one(const KeyPath& array,
                                          const std::vector<std::size_t>& order) {
    Document edited = *this;
    std::vector<std::size_t> now(order);
    std::ranges::sort(now);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto from = std::ranges::find(now, order[i]);
        SKILLMEAT_TRY(edited.move_table(array, static_cast<std::size_t>(from - now.begin()), i));
        now.erase(from);
        now.insert(now.begin() + static_cast<std::ptrdiff_t>(i), order[i]);
    }
    *this = std::move(edited);
    return {};
}

Result<std::string> Document::table_text(const KeyPath& array, std::size_t index) const {
    SKILLMEAT_ASSIGN(const Array* elements, array_at(array, index));
    const Value& element = (*elements)[index];
    if (element.table() == nullptr) {
        return fail(ErrorCode::invalid_manifest,
                    fmt::format("expected {} to hold tables, found {}", quote(path_text(array)),
                                element.kind()),
                    "make it a table", {path_, element.line, element.column});
    }
    const Editor editor(text_);
    if (editor.is_inline(array)) {
        return element_text(names(array), *element.table(), {});
    }
    return editor.block(below(array, index));
}

Result<void> Document::append_table_text(const KeyPath& array, std::string_view text) {
    SKILLMEAT_ASSIGN(const Value element, only_element(text, array));
    Editor editor(text_);
    if (editor.is_inline(array)) {
        return append_table(array, *element.table());
    }
    const Value* value = find(array);
    const std::size_t size =
        value == nullptr || value->array() == nullptr ? 0 : value->array()->size();
    Value intended(root_);
    SKILLMEAT_TRY(insert_value(intended, array, size, element, path_));
    std::string block(stripped(text));
    if (!block.ends_with('\n')) {
        block += '\n';
    }
    editor.insert_block(array, size, block);
    return commit(editor.text(), std::move(intended), array);
}

}  // namespace skillmeat::tomlfile
