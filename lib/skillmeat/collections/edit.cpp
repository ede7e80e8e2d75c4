#include <skillmeat/collections/edit.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/toml/serialize.hpp>

namespace skillmeat::collections {
namespace {

using tomlfile::Array;
using tomlfile::Document;
using tomlfile::KeyPath;
using tomlfile::Value;

const KeyPath all_collections{"collection"};

KeyPath below(KeyPath path, tomlfile::Step step) {
    path.push_back(std::move(step));
    return path;
}

/// The ids of the elements of an array of tables, in order; empty for one without.
std::vector<std::string> ids_in(const Document& document, const KeyPath& array) {
    std::vector<std::string> ids;
    const auto* value = document.find(array);
    if (value != nullptr && value->array() != nullptr) {
        for (const auto& element : *value->array()) {
            const auto* table = element.table();
            const auto* id = table == nullptr ? nullptr : table->find("id");
            ids.push_back(id == nullptr || id->string() == nullptr ? "" : *id->string());
        }
    }
    return ids;
}

std::optional<std::size_t> position(const std::vector<std::string>& ids, std::string_view id) {
    const auto found = std::find(ids.begin(), ids.end(), id);
    return found == ids.end() ? std::nullopt
                              : std::optional(static_cast<std::size_t>(found - ids.begin()));
}

Result<KeyPath> find_collection(const Document& document, std::string_view id) {
    if (const auto index = position(ids_in(document, all_collections), id)) {
        return below(all_collections, *index);
    }
    return fail(ErrorCode::collection_not_found,
                fmt::format("no collection with the id {} in the file", quote(id)));
}

// Text of new tables.

void append_key(std::string& text, std::string_view key, const Value& value) {
    text += fmt::format("{} = {}\n", key, tomlfile::value_text(value));
}

/// The keys that collections and groups share, in the order of formats.md.
template <class Item>
void append_keys(std::string& text, const Item& item) {
    append_key(text, "id", item.id);
    append_key(text, "name", item.name);
    append_key(text, "description", item.description);
    if (item.created_at) {
        append_key(text, "created_at", *item.created_at);
    }
    if (item.updated_at) {
        append_key(text, "updated_at", *item.updated_at);
    }
    text += "artifacts = [\n";
    for (const auto& artifact : item.artifacts) {
        text += fmt::format("    {},\n", tomlfile::value_text(artifact));
    }
    text += "]\n";
}

std::string to_text(const Group& group) {
    std::string text = "[[collection.group]]\n";
    append_keys(text, group);
    return text;
}

// Changes of tables that are there.

Result<void> update_text(Document& document, const KeyPath& path, const std::string& wanted) {
    const auto* present = document.find(path);
    if (present == nullptr ? wanted.empty() : *present == Value(wanted)) {
        return {};
    }
    return document.set(path, wanted);
}

Result<void> update_time(Document& document, const KeyPath& path,
                         const std::optional<Timestamp>& wanted) {
    const auto* present = document.find(path);
    const bool same = present == nullptr ? !wanted : wanted && *present == Value(*wanted);
    if (same) {
        return {};
    }
    return wanted ? document.set(path, *wanted) : document.remove(path);
}

Result<void> update_artifacts(Document& document, const KeyPath& path,
                              const std::vector<std::string>& artifacts) {
    if (artifacts.empty() && document.find(path) == nullptr) {
        return {};
    }
    Array wanted;
    for (const auto& artifact : artifacts) {
        wanted.emplace_back(artifact);
    }
    return document.arrange(path, wanted);
}

template <class Item>
Result<void> update_keys(Document& document, const KeyPath& path, const Item& after) {
    SKILLMEAT_TRY(update_text(document, below(path, "name"), after.name));
    SKILLMEAT_TRY(update_text(document, below(path, "description"), after.description));
    SKILLMEAT_TRY(update_time(document, below(path, "created_at"), after.created_at));
    SKILLMEAT_TRY(update_time(document, below(path, "updated_at"), after.updated_at));
    return update_artifacts(document, below(path, "artifacts"), after.artifacts);
}

Result<void> update_groups(Document& document, const KeyPath& collection,
                           const std::vector<Group>& groups) {
    const auto array = below(collection, "group");
    const auto is_wanted = [&](const std::string& id) {
        return std::any_of(groups.begin(), groups.end(),
                           [&](const auto& group) { return group.id == id; });
    };
    auto ids = ids_in(document, array);
    for (auto i = ids.size(); i-- > 0;) {
        if (!is_wanted(ids[i])) {
            SKILLMEAT_TRY(document.remove_table(array, i));
            ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    std::vector<std::size_t> order;
    for (const auto& group : groups) {
        auto at = position(ids, group.id);
        if (at) {
            SKILLMEAT_TRY(update_keys(document, below(array, *at), group));
        } else {
            SKILLMEAT_TRY(document.append_table_text(array, to_text(group)));
            at = ids.size();
            ids.push_back(group.id);
        }
        order.push_back(*at);
    }
    return document.reorder_tables(array, order);
}

}  // namespace

std::string to_text(const Collection& collection) {
    std::string text = "[[collection]]\n";
    append_keys(text, collection);
    for (const auto& group : collection.groups) {
        text += "\n" + to_text(group);
    }
    return text;
}

Result<void> add_collection(Document& document, const Collection& collection) {
    return document.append_table_text(all_collections, to_text(collection));
}

Result<void> update_collection(Document& document, const Collection& after) {
    SKILLMEAT_ASSIGN(const auto path, find_collection(document, after.id));
    return document.edit_together([&](Document& edited) -> Result<void> {
        SKILLMEAT_TRY(update_keys(edited, path, after));
        return update_groups(edited, path, after.groups);
    });
}

Result<void> remove_collection(Document& document, std::string_view id) {
    SKILLMEAT_ASSIGN(const auto path, find_collection(document, id));
    return document.remove_table(all_collections, std::get<std::size_t>(path.back()));
}

}  // namespace skillmeat::collections
