#include <skillmeat/manifest/key_names.hpp>

#include <algorithm>

namespace skillmeat::manifest {
namespace {

std::array<std::string_view, 4> as_array(const KeyNames& names) {
    return {names.url, names.ref, names.root, names.map};
}

bool contains(const auto& keys, std::string_view key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool is_stray(std::string_view key, int schema) {
    return contains(as_array(key_names(1 - schema)), key) ||
           (schema == 0 && contains(keys_since_schema_1, key));
}

}  // namespace

std::optional<StrayKey> find_stray_key(const tomlfile::Table& root, int schema) {
    const auto* sources = root.find("source");
    if (sources == nullptr || sources->array() == nullptr) {
        return std::nullopt;
    }
    for (const auto& source : *sources->array()) {
        if (source.table() == nullptr) {
            continue;
        }
        for (const auto& [key, value] : source.table()->members) {
            if (is_stray(key, schema)) {
                return StrayKey{key, &value};
            }
        }
    }
    return std::nullopt;
}

int guess_schema(const tomlfile::Table& root) {
    return find_stray_key(root, 1) ? 0 : 1;
}

std::string_view renamed(std::string_view key, int schema) {
    const auto from = as_array(key_names(1 - schema));
    const auto to = as_array(key_names(schema));
    const auto found = std::find(from.begin(), from.end(), key);
    return found == from.end() ? std::string_view()
                               : to[static_cast<std::size_t>(found - from.begin())];
}

}  // namespace skillmeat::manifest
