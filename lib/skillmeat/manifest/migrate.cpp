#include <skillmeat/manifest/migrate.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/manifest/key_names.hpp>
#include <skillmeat/manifest/manifest.hpp>
#include <skillmeat/manifest/rename_keys.hpp>
#include <skillmeat/toml/document.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace skillmeat::manifest {
namespace {

using tomlfile::Document;
using tomlfile::KeyPath;
using tomlfile::Table;
using tomlfile::Value;

const tomlfile::Array& sources_of(const Table& root) {
    static const tomlfile::Array none;
    const auto* sources = root.find("source");
    return sources == nullptr || sources->array() == nullptr ? none : *sources->array();
}

/// Renames url, ref, root and map in every source at once, and makes sure that nothing else
/// changed.
Result<Document> rename_all(const Document& document, const std::string& path, int to,
                            std::vector<std::string>& steps) {
    std::vector<KeyRename> renames;
    std::map<std::string, std::size_t> counts;
    Table intended = document.root();
    if (auto* sources = intended.find("source"); sources != nullptr) {
        for (auto& source : *sources->array()) {
            for (auto& [key, value] : source.table()->members) {
                const std::string name(renamed(key, to));
                if (name.empty()) {
                    continue;
                }
                renames.push_back({value.key_line, value.key_column, key, name});
                ++counts[fmt::format("renamed {} to {}", quote(key), quote(name))];
                key = name;
            }
        }
    }
    SKILLMEAT_ASSIGN(auto text, rename_keys(document.text(), std::move(renames)));
    SKILLMEAT_ASSIGN(auto result, Document::parse(std::move(text), path));
    if (!(result.root() == intended)) {
        return fail(ErrorCode::internal,
                    fmt::format("renaming keys in {} would change its meaning", quote(path)));
    }
    for (const auto& [step, count] : counts) {
        steps.push_back(fmt::format("{} in {}", step, counted(count, "source")));
    }
    return result;
}

/// `map = { skill = ["a", "b"] }`, which only schema 0 has, becomes `map = { a = "skill", ... }`.
Result<void> turn_maps_around(Document& document, std::vector<std::string>& steps) {
    const auto count = sources_of(document.root()).size();
    for (std::size_t i = 0; i < count; ++i) {
        const KeyPath path{"source", i, "map"};
        const auto* map = document.find(path);
        if (map == nullptr) {
            continue;
        }
        const Table before = *map->table();
        bool turned = false;
        for (const auto& [type, paths] : before.members) {
            if (paths.array() == nullptr) {
                continue;
            }
            auto old = path;
            old.emplace_back(type);
            SKILLMEAT_TRY(document.remove(old));
            for (const auto& mapped : *paths.array()) {
                auto fresh = path;
                fresh.emplace_back(*mapped.string());
                SKILLMEAT_TRY(document.set(fresh, Value(type)));
            }
            turned = true;
        }
        if (turned) {
            steps.push_back(fmt::format("wrote the map of source {} as path = type", i + 1));
        }
    }
    return {};
}

bool means_nothing(std::string_view key, const Value& value) {
    return (key == "tags" && value == Value(tomlfile::Array{})) ||
           (key == "trust" && value == Value("unsigned")) ||
           (key == "visibility" && value == Value("public")) || value == Value(false);
}

std::string show(const Value& value) {
    if (const auto* text = value.string()) {
        return quote(*text);
    }
    if (const auto* flag = value.boolean()) {
        return *flag ? "true" : "false";
    }
    std::vector<std::string> items;
    for (const auto& item : *value.array()) {
        items.push_back(quote(*item.string()));
    }
    return join(items, ", ");
}

/// Takes away what schema 0 has no key for.
Result<void> drop_keys(Document& document, const std::string& path, Migration& result) {
    const auto before = sources_of(document.root());
    for (std::size_t i = 0; i < before.size(); ++i) {
        const auto& source = *before[i].table();
        for (const auto key : keys_since_schema_1) {
            const auto* value = source.find(key);
            if (value == nullptr) {
                continue;
            }
            SKILLMEAT_TRY(document.remove({"source", i, std::string(key)}));
            if (!means_nothing(key, *value)) {
                result.losses.push_back(
                    fmt::format("{}:{}: {} of source {}: {}", path, value->key_line, key,
                                quote(*source.find("id")->string()), show(*value)));
            }
        }
    }
    return {};
}

}  // namespace

Result<Migration> migrate(std::string_view text, const std::string& path, int to) {
    if (to < 0 || to > current_schema) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("expected a schema from 0 to {}, found {}", current_schema, to));
    }
    DiagnosticList unused;  // a fault comes back as the error, warnings were given by other readers
    SKILLMEAT_ASSIGN(const auto manifest, read(text, path, {Role::shared, true}, unused));
    Migration result;
    result.from = manifest.schema;
    result.to = to;
    if (result.from == to) {
        result.text = text;
        return result;
    }
    SKILLMEAT_ASSIGN(auto document, Document::parse(std::string(text), path));
    if (to == 0) {
        SKILLMEAT_TRY(drop_keys(document, path, result));
    }
    SKILLMEAT_ASSIGN(document, rename_all(document, path, to, result.steps));
    if (to == 1) {
        SKILLMEAT_TRY(turn_maps_around(document, result.steps));
    }
    SKILLMEAT_TRY(document.set({"schema"}, to));
    result.steps.push_back(fmt::format("wrote schema = {}", to));
    result.text = document.text();
    return result;
}

}  // namespace skillmeat::manifest
