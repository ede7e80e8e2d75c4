// Any text, one edit: no crash, and what is accepted means what was meant.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/toml/document.hpp>
#include <skillmeat/toml/parse.hpp>
#include <skillmeat/toml/rows.hpp>

using namespace skillmeat;
using namespace skillmeat::tomlfile;

namespace {

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

/// The way to the value that the bytes choose.
KeyPath choose(const Table& root, std::uint8_t choice) {
    KeyPath path;
    if (root.members.empty()) {
        return {"new"};
    }
    const auto& first = root.members[choice % root.members.size()];
    path.emplace_back(first.first);
    const Value* value = &first.second;
    for (; choice > 8; choice = static_cast<std::uint8_t>(choice / 2)) {
        if (const Table* table = value->table(); table != nullptr && !table->members.empty()) {
            const auto& member = table->members[choice % table->members.size()];
            path.emplace_back(member.first);
            value = &member.second;
        } else if (const Array* array = value->array(); array != nullptr && !array->empty()) {
            path.emplace_back(choice % array->size());
            value = &(*array)[choice % array->size()];
        } else {
            break;
        }
    }
    return path;
}

/// The values of an array from last to first, with a new one among them when `more`.
Array turned_round(const Document& document, const KeyPath& path, bool more) {
    const Value* value = document.find(path);
    Array array = value == nullptr || value->array() == nullptr ? Array{} : *value->array();
    std::reverse(array.begin(), array.end());
    if (more) {
        array.insert(array.begin() + static_cast<std::ptrdiff_t>(array.size() / 2), "new");
    }
    return array;
}

Result<void> edit(Document& document, const KeyPath& path, std::uint8_t choice) {
    Table table;
    table.set("id", "x");
    const std::size_t index = choice / 16;
    switch (choice % 10) {
        case 0:
            return document.set(path, "text");
        case 1:
            return document.remove(path);
        case 2:
            return document.append(path, 1);
        case 3:
            return document.remove_value(path, index);
        case 4:
            return document.append_table(path, table);
        case 5:
            return document.insert_table(path, index, table);
        case 6:
            return document.move_table(path, index, index / 2);
        case 7:
            return document.arrange(path, turned_round(document, path, true));
        case 8: {
            std::vector<std::size_t> order(turned_round(document, path, false).size());
            for (std::size_t i = 0; i < order.size(); ++i) {
                order[i] = order.size() - 1 - i;
            }
            return document.reorder_tables(path, order);
        }
        default:
            break;
    }
    const auto text = document.table_text(path, index);
    return text ? document.append_table_text(path, *text) : Result<void>();
}

void read_rows(std::string_view text) {
    RowReader reader(text);
    for (Row row = reader.next(); row.kind == Row::Kind::header || row.kind == Row::Kind::member;
         row = reader.next()) {
        // What the quick reader takes for a string is one for the general parser too.
        if (const auto value = decode_string(row.raw)) {
            const auto parsed = parse("a = " + std::string(row.raw), "value");
            require(parsed && *parsed->find("a")->string() == *value);
        }
        (void)decode_strings(row.raw);
        (void)decode_inline_table(row.raw);
        (void)decode_integer(row.raw);
        (void)decode_timestamp(row.raw);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) {
        return 0;
    }
    const std::string text(reinterpret_cast<const char*>(data) + 2, size - 2);
    read_rows(text);
    auto document = Document::parse(text, "fuzz");
    if (!document) {
        return 0;
    }
    const KeyPath path = choose(document->root(), data[0]);
    const auto result = edit(*document, path, data[1]);
    if (!result) {
        require(document->text() == text);
        return 0;
    }
    const auto again = parse(document->text(), "again");
    require(again && *again == document->root());
    return 0;
}
