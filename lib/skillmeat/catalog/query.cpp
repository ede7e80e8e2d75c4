#include <skillmeat/catalog/query.hpp>

#include <skillmeat/base/unicode.hpp>
#include <skillmeat/catalog/cursor.hpp>
#include <skillmeat/catalog/row_filter.hpp>

#include <algorithm>
#include <charconv>
#include <compare>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace skillmeat::catalog {

namespace {

constexpr std::size_t key_parts = 6;  // of a cursor's key

/// What a row is sorted by; all parts ascending. Views point into the row, or the cursor.
struct SortKey {
    std::int64_t number = 0;
    std::string_view text;
    std::string_view source;
    std::string_view type;
    std::string_view path;
    std::string_view project;

    auto operator<=>(const SortKey&) const = default;
};

SortKey sort_key(const EntryRow& row, Sort sort) {
    const auto& entry = *row.entry;
    SortKey key{0, {}, row.source->id, to_string(entry.type), entry.path, row.project_id};
    switch (sort) {
        case Sort::natural:
            break;
        case Sort::name:
            key.text = entry.name;
            break;
        case Sort::type:
            key.text = key.type;
            break;
        case Sort::confidence:
            key.number = -entry.confidence;
            break;
        case Sort::detected:
            key.number = -entry.detected_at.seconds;
            break;
        case Sort::changed:
            key.number = -entry.changed_at.seconds;
            break;
        case Sort::rating:
            key.number = -row.rating_score;
            break;
    }
    return key;
}

std::vector<std::string> to_parts(const SortKey& key) {
    return {std::to_string(key.number), std::string(key.text), std::string(key.source),
            std::string(key.type),      std::string(key.path), std::string(key.project)};
}

Result<RowKey> from_parts(std::vector<std::string> parts) {
    RowKey key;
    if (parts.size() == key_parts) {
        const auto& number = parts[0];
        const auto* end = number.data() + number.size();
        const auto read = std::from_chars(number.data(), end, key.number);
        if (read.ec == std::errc() && read.ptr == end) {
            key.text = std::move(parts[1]);
            key.source = std::move(parts[2]);
            key.type = std::move(parts[3]);
            key.path = std::move(parts[4]);
            key.project = std::move(parts[5]);
            return key;
        }
    }
    return fail(ErrorCode::invalid_cursor, "the cursor is damaged: its key is not a row's",
                "leave out --cursor to begin with the first page");
}

SortKey sort_key(const RowKey& key) {
    return {key.number, key.text, key.source, key.type, key.path, key.project};
}

using PluginKey = std::tuple<std::string_view, std::string_view, std::string_view>;

struct PluginKeyHash {
    std::size_t operator()(const PluginKey& key) const {
        const std::hash<std::string_view> hash;
        return hash(std::get<0>(key)) ^ (hash(std::get<1>(key)) * 3) ^ (hash(std::get<2>(key)) * 7);
    }
};

void name_plugins(std::vector<EntryRow>& rows) {
    std::unordered_map<PluginKey, std::string_view, PluginKeyHash> plugins;
    for (const auto& row : rows) {
        if (row.entry->type == ArtifactType::plugin) {
            plugins.emplace(PluginKey(row.project_id, row.source->id, row.entry->path),
                            row.entry->name);
        }
    }
    for (auto& row : rows) {
        if (row.plugin_name.empty() && !row.entry->plugin.empty()) {
            const auto found =
                plugins.find(PluginKey(row.project_id, row.source->id, row.entry->plugin));
            if (found != plugins.end()) {
                row.plugin_name = found->second;
            }
        }
    }
}

/// Sorts so much of `rows` that the first `count` are right.
void sort_first(std::vector<EntryRow>& rows, std::size_t count, Sort sort) {
    const auto before = [sort](const EntryRow& a, const EntryRow& b) {
        return sort_key(a, sort) < sort_key(b, sort);
    };
    if (std::ranges::is_sorted(rows, before)) {
        return;  // rows mostly arrive in natural order
    }
    if (count < rows.size()) {
        std::ranges::nth_element(rows, rows.begin() + static_cast<std::ptrdiff_t>(count), before);
    }
    std::ranges::sort(rows.begin(),
                      rows.begin() + static_cast<std::ptrdiff_t>(std::min(count, rows.size())),
                      before);
}

std::string query_text(const RowFilter& filter, const PageRequest& request) {
    return std::to_string(static_cast<int>(request.sort)) + ';' + filter.text() + ';' +
           request.scope;
}

}  // namespace

bool matches(const EntryRow& row, const Filter& filter) {
    return RowFilter(filter).accepts(row);
}

Result<std::optional<RowKey>> place_of_cursor(const Filter& filter, const PageRequest& request) {
    if (request.limit && (*request.limit < 1 || *request.limit > max_limit)) {
        return fail(ErrorCode::invalid_value,
                    "limit " + std::to_string(*request.limit) + " is out of range",
                    "give a limit from 1 to 100,000");
    }
    if (request.cursor.empty()) {
        return std::optional<RowKey>();
    }
    SKILLMEAT_ASSIGN(auto parts,
                     decode_cursor(request.cursor, query_text(RowFilter(filter), request)));
    SKILLMEAT_ASSIGN(auto key, from_parts(std::move(parts)));
    return std::optional<RowKey>(std::move(key));
}

std::string cursor_after(const EntryRow& row, const Filter& filter, const PageRequest& request) {
    return encode_cursor(query_text(RowFilter(filter), request),
                         to_parts(sort_key(row, request.sort)));
}

void sort_after(std::vector<EntryRow>& rows, Sort sort, const std::optional<RowKey>& place) {
    if (place) {
        const auto end = sort_key(*place);
        std::erase_if(rows, [&](const EntryRow& row) { return sort_key(row, sort) <= end; });
    }
    sort_first(rows, rows.size(), sort);
}

Result<Page> query(std::vector<EntryRow> rows, const Filter& filter, const PageRequest& request) {
    SKILLMEAT_ASSIGN(const auto last, place_of_cursor(filter, request));
    const RowFilter prepared(filter);
    if (!filter.plugins.empty()) {
        name_plugins(rows);
    }
    std::erase_if(rows, [&prepared](const EntryRow& row) { return !prepared.accepts(row); });
    Page page;
    page.total = rows.size();
    if (last) {
        const auto end = sort_key(*last);
        std::erase_if(rows,
                      [&](const EntryRow& row) { return sort_key(row, request.sort) <= end; });
    }
    const auto count = std::min(rows.size(), request.limit.value_or(rows.size()));
    sort_first(rows, count, request.sort);
    if (count < rows.size()) {
        page.next_cursor = cursor_after(rows[count - 1], filter, request);
        rows.resize(count);
    }
    page.rows = std::move(rows);
    return page;
}

}  // namespace skillmeat::catalog
