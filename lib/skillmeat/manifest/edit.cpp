#include <skillmeat/manifest/edit.hpp>
#include <skillmeat/manifest/find_by_id.hpp>

#include <skillmeat/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace skillmeat::manifest {
namespace {

using tomlfile::Array;
using tomlfile::Document;
using tomlfile::KeyPath;
using tomlfile::Table;
using tomlfile::Value;

const KeyPath all_sources{"source"};

Result<std::size_t> require_source(const Document& document, std::string_view id) {
    if (const auto index = find_by_id(document, "source", id)) {
        return *index;
    }
    return fail(ErrorCode::source_not_found, fmt::format("no source {} in the manifest", quote(id)),
                "list them with `skillmeat source list`");
}

/// One key with the value that it means when it is absent.
struct Key {
    std::string_view name;
    Value wanted;
    Value fallback;
};

Array to_array(const std::vector<std::string>& texts) {
    Array array;
    for (const auto& text : texts) {
        array.emplace_back(text);
    }
    return array;
}

Table to_table(const std::map<std::string, ArtifactType>& map) {
    Table table;
    for (const auto& mapping : map) {
        table.set(mapping.first, to_string(mapping.second));
    }
    return table;
}

/// The keys of a source in the order of formats.md, but for map, tags and exclusions, which are
/// edited by element. `id` and `url` have no fallback that could be wanted. The visibility of a
/// source is that of its file, so that it is only ever changed where it stands.
std::vector<Key> scalar_keys(const Source& source) {
    const auto visibility = to_string(source.visibility);
    return {
        {"id", source.id, ""},
        {"url", source.url, ""},
        {"ref", source.ref, ""},
        {"root", source.root, ""},
        {"trust", to_string(source.trust), to_string(Trust::unsigned_)},
        {"visibility", visibility, visibility},
        {"import_description", source.import_description, false},
        {"import_readme", source.import_readme, false},
        {"description", source.description, ""},
        {"min_confidence", source.min_confidence, default_min_confidence},
        {"transport", source.transport ? to_string(*source.transport) : std::string_view(), ""},
    };
}

KeyPath member(const KeyPath& base, std::string_view key) {
    auto path = base;
    path.emplace_back(std::string(key));
    return path;
}

Result<void> update_scalar(Document& document, const KeyPath& source, const Key& key) {
    const auto path = member(source, key.name);
    const auto* present = document.find(path);
    if ((present == nullptr ? key.fallback : *present) == key.wanted) {
        return {};
    }
    if (key.wanted == key.fallback && key.name != "visibility") {
        return document.remove(path);
    }
    return document.set(path, key.wanted);
}

Result<void> update_map(Document& document, const KeyPath& source,
                        const std::map<std::string, ArtifactType>& map) {
    const auto path = member(source, "map");
    const auto* present = document.find(path);
    const auto wanted = to_table(map);
    if (present == nullptr || present->table() == nullptr) {
        return map.empty() ? Result<void>{} : document.set(path, wanted);
    }
    if (map.empty()) {
        return document.remove(path);
    }
    const auto before = *present->table();
    for (const auto& [key, value] : wanted.members) {
        const auto* old = before.find(key);
        if (old == nullptr || !(*old == value)) {
            SKILLMEAT_TRY(document.set(member(path, key), value));
        }
    }
    for (const auto& old : before.members) {
        if (wanted.find(old.first) == nullptr) {
            SKILLMEAT_TRY(document.remove(member(path, old.first)));
        }
    }
    return {};
}

/// Takes single tags out and appends new ones, so that comments in the array stay. Another order
/// cannot be had that way and rewrites the array.
Result<void> update_tags(Document& document, const KeyPath& source,
                         const std::vector<std::string>& tags) {
    const auto path = member(source, "tags");
    const auto* present = document.find(path);
    const auto wanted = to_array(tags);
    if (present == nullptr || present->array() == nullptr) {
        return tags.empty() ? Result<void>{} : document.set(path, wanted);
    }
    const Array before = *present->array();
    if (before == wanted) {
        return {};
    }
    if (tags.empty()) {
        return document.remove(path);
    }
    const auto is_kept = [&](const Value& tag) {
        return std::find(wanted.begin(), wanted.end(), tag) != wanted.end();
    };
    Array kept;
    std::copy_if(before.begin(), before.end(), std::back_inserter(kept), is_kept);
    if (kept.size() > wanted.size() || !std::equal(kept.begin(), kept.end(), wanted.begin())) {
        return document.set(path, wanted);
    }
    for (auto i = before.size(); i-- > 0;) {
        if (!is_kept(before[i])) {
            SKILLMEAT_TRY(document.remove_value(path, i));
        }
    }
    for (auto i = kept.size(); i < wanted.size(); ++i) {
        SKILLMEAT_TRY(document.append(path, wanted[i]));
    }
    return {};
}

Table to_table(const Exclusion& row) {
    Table table;
    table.set("artifact", row.artifact);
    if (!row.reason.empty()) {
        table.set("reason", row.reason);
    }
    if (row.at) {
        table.set("at", *row.at);
    }
    return table;
}

std::string artifact_of(const Value& row) {
    const auto* table = row.table();
    const auto* value = table == nullptr ? nullptr : table->find("artifact");
    return value == nullptr || value->string() == nullptr ? std::string() : *value->string();
}

std::vector<std::string> artifacts_in(const Document& document, const KeyPath& rows) {
    std::vector<std::string> artifacts;
    const auto* present = document.find(rows);
    if (present != nullptr && present->array() != nullptr) {
        for (const auto& row : *present->array()) {
            artifacts.push_back(artifact_of(row));
        }
    }
    return artifacts;
}

/// Which rows stay: those whose artifacts, in this order, begin the wanted ones.
std::vector<bool> rows_kept(const std::vector<std::string>& before,
                            const std::vector<Exclusion>& wanted) {
    std::vector<bool> kept(before.size(), false);
    std::size_t next = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (next < wanted.size() && before[i] == wanted[next].artifact) {
            kept[i] = true;
            ++next;
        }
    }
    return kept;
}

Result<void> update_exclusion(Document& document, const KeyPath& row, const Exclusion& wanted) {
    SKILLMEAT_TRY(update_scalar(document, row, {"reason", wanted.reason, ""}));
    const auto path = member(row, "at");
    const auto* present = document.find(path);
    if (!wanted.at) {
        return present == nullptr ? Result<void>{} : document.remove(path);
    }
    if (present != nullptr && present->timestamp() != nullptr &&
        *present->timestamp() == *wanted.at) {
        return {};
    }
    return document.set(path, *wanted.at);
}

Result<void> update_exclusions(Document& document, const KeyPath& source,
                               const std::vector<Exclusion>& wanted) {
    const auto rows = member(source, "exclude");
    const auto kept = rows_kept(artifacts_in(document, rows), wanted);
    for (auto i = kept.size(); i-- > 0;) {
        if (!kept[i]) {
            SKILLMEAT_TRY(document.remove_table(rows, i));
        }
    }
    const auto left = static_cast<std::size_t>(std::count(kept.begin(), kept.end(), true));
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (i < left) {
            auto row = rows;
            row.emplace_back(i);
            SKILLMEAT_TRY(update_exclusion(document, row, wanted[i]));
        } else {
            SKILLMEAT_TRY(document.append_table(rows, to_table(wanted[i])));
        }
    }
    return {};
}

/// The keys in the order of formats.md: map and tags stand behind root.
Table to_table(const Source& source) {
    Table table;
    for (const auto& key : scalar_keys(source)) {
        if (!(key.wanted == key.fallback)) {
            table.set(std::string(key.name), key.wanted);
        }
        if (key.name == "root") {
            if (!source.map.empty()) {
                table.set("map", to_table(source.map));
            }
            if (!source.tags.empty()) {
                table.set("tags", to_array(source.tags));
            }
        }
    }
    return table;
}

}  // namespace

Result<void> add_source(Document& document, const Source& source) {
    auto edited = document;
    SKILLMEAT_TRY(edited.append_table(all_sources, to_table(source)));
    const auto index = document.find(all_sources) == nullptr
                           ? std::size_t{0}
                           : document.find(all_sources)->array()->size();
    SKILLMEAT_TRY(update_exclusions(edited, {"source", index}, source.exclude));
    document = std::move(edited);
    return {};
}

Result<void> update_source(Document& document, const Source& after) {
    SKILLMEAT_ASSIGN(const auto index, require_source(document, after.id));
    const KeyPath source{"source", index};
    auto edited = document;
    for (const auto& key : scalar_keys(after)) {
        SKILLMEAT_TRY(update_scalar(edited, source, key));
    }
    SKILLMEAT_TRY(update_map(edited, source, after.map));
    SKILLMEAT_TRY(update_tags(edited, source, after.tags));
    SKILLMEAT_TRY(update_exclusions(edited, source, after.exclude));
    document = std::move(edited);
    return {};
}

Result<void> remove_source(Document& document, std::string_view id) {
    SKILLMEAT_ASSIGN(const auto index, require_source(document, id));
    return document.remove_table(all_sources, index);
}

Result<void> move_source(Document& from, Document& to, std::string_view id) {
    SKILLMEAT_ASSIGN(const auto index, require_source(from, id));
    SKILLMEAT_ASSIGN(const auto text, from.table_text(all_sources, index));
    auto receiver = to;
    SKILLMEAT_TRY(receiver.append_table_text(all_sources, text));
    SKILLMEAT_TRY(from.remove_table(all_sources, index));
    to = std::move(receiver);
    return {};
}

}  // namespace skillmeat::manifest
