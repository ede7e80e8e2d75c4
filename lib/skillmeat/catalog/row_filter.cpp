#include <skillmeat/catalog/row_filter.hpp>

#include <skillmeat/base/unicode.hpp>
#include <skillmeat/model/category.hpp>

#include <algorithm>
#include <string_view>

namespace skillmeat::catalog {

namespace {

template <class T>
void make_set(std::vector<T>& values) {
    std::ranges::sort(values);
    // Not the range algorithm: clang 14 cannot compile what it returns.
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

void fold_set(std::vector<std::string>& values) {
    for (auto& value : values) {
        value = fold_case(value);
    }
    make_set(values);
}

template <class T>
bool contains(const std::vector<T>& values, const T& value) {
    return std::ranges::find(values, value) != values.end();
}

bool contains_folded_text(const std::vector<std::string>& folded, std::string_view text) {
    return contains(folded, fold_case(text));
}

bool has_tag(const std::vector<std::string>& tags, const std::string& folded) {
    return std::ranges::any_of(
        tags, [&folded](const std::string& tag) { return fold_case(tag) == folded; });
}

void append_part(std::string& text, std::string_view part) {
    text += std::to_string(part.size());
    text += ':';
    text += part;
}

void append_list(std::string& text, const std::vector<std::string>& values) {
    text += std::to_string(values.size());
    text += '[';
    for (const auto& value : values) {
        append_part(text, value);
    }
}

template <class Enum>
std::vector<std::string> names(const std::vector<Enum>& values) {
    std::vector<std::string> result;
    for (const auto value : values) {
        result.emplace_back(to_string(value));
    }
    return result;
}

}  // namespace

RowFilter::RowFilter(const Filter& filter) : folded_(filter) {
    for (auto& plugin : folded_.plugins) {
        if (plugin.starts_with("./")) {
            plugin.erase(0, 2);
        }
    }
    for (auto* values : {&folded_.sources, &folded_.tags, &folded_.plugins}) {
        fold_set(*values);
    }
    for (auto& category : folded_.categories) {
        category = category_filter_key(category);
    }
    make_set(folded_.categories);
    make_set(folded_.types);
    make_set(folded_.statuses);
    make_set(folded_.tiers);
    folded_.search = fold_case(folded_.search);
}

bool RowFilter::accepts(const EntryRow& row) const {
    return accepts_standing(row) && accepts_origin(row) && accepts_labels(row) &&
           accepts_words(*row.entry);
}

bool RowFilter::accepts_standing(const EntryRow& row) const {
    const auto status = row.status();
    if (!folded_.statuses.empty()) {
        if (!contains(folded_.statuses, status)) {
            return false;
        }
    } else if (!folded_.all && (status == EntryStatus::removed ||
                                (status == EntryStatus::excluded && !folded_.include_excluded))) {
        return false;
    }
    if (!folded_.tiers.empty()) {
        if (!contains(folded_.tiers, row.entry->tier)) {
            return false;
        }
    } else if (!folded_.all && !is_offered(row.entry->tier)) {
        return false;
    }
    const int least = folded_.all ? 0 : row.source->min_confidence;
    return row.entry->confidence >= folded_.min_confidence.value_or(least);
}

bool RowFilter::accepts_origin(const EntryRow& row) const {
    return (folded_.types.empty() || contains(folded_.types, row.entry->type)) &&
           (folded_.sources.empty() || contains_folded_text(folded_.sources, row.source->id));
}

bool RowFilter::accepts_labels(const EntryRow& row) const {
    const auto& entry = *row.entry;
    if (!folded_.categories.empty() &&
        !contains(folded_.categories, category_key(entry.category))) {
        return false;
    }
    if (folded_.min_rating &&
        (row.rating_score == 0 || row.rating_hundredths < *folded_.min_rating)) {
        return false;
    }
    if (!folded_.plugins.empty() &&
        (entry.plugin.empty() || (!contains_folded_text(folded_.plugins, entry.plugin) &&
                                  !contains_folded_text(folded_.plugins, row.plugin_name)))) {
        return false;
    }
    return std::ranges::all_of(folded_.tags, [&](const std::string& tag) {
        return has_tag(entry.tags, tag) || has_tag(row.source->tags, tag);
    });
}

bool RowFilter::accepts_words(const CatalogEntry& entry) const {
    return folded_.search.empty() || contains_folded(entry.name, folded_.search) ||
           contains_folded(entry.path, folded_.search) ||
           contains_folded(entry.description, folded_.search);
}

std::string RowFilter::text() const {
    std::string text;
    append_list(text, folded_.sources);
    append_list(text, names(folded_.types));
    append_list(text, names(folded_.statuses));
    append_list(text, names(folded_.tiers));
    append_list(text, folded_.tags);
    append_list(text, folded_.categories);
    append_list(text, folded_.plugins);
    append_part(text, folded_.min_confidence ? std::to_string(*folded_.min_confidence) : "");
    append_part(text, folded_.min_rating ? std::to_string(*folded_.min_rating) : "");
    append_part(text, folded_.search);
    text += folded_.include_excluded ? 'e' : '-';
    text += folded_.all ? 'a' : '-';
    return text;
}

}  // namespace skillmeat::catalog
