#pragma once

#include <array>
#include <optional>
#include <string_view>

#include <skillmeat/toml/value.hpp>

namespace skillmeat::manifest {

/// The keys that have other names in schema 0 (formats.md, Migration).
struct KeyNames {
    std::string_view url;
    std::string_view ref;
    std::string_view root;
    std::string_view map;
};

inline constexpr KeyNames names_of_schema_0{"repo_url", "branch", "root_hint", "manual_map"};
inline constexpr KeyNames names_of_schema_1{"url", "ref", "root", "map"};

/// Keys of a source that schema 0 does not have at all.
inline constexpr std::array keys_since_schema_1{
    std::string_view("tags"),          std::string_view("trust"),
    std::string_view("visibility"),    std::string_view("import_description"),
    std::string_view("import_readme"),
};

[[nodiscard]] constexpr const KeyNames& key_names(int schema) {
    return schema == 0 ? names_of_schema_0 : names_of_schema_1;
}

/// Schema of a manifest without the key `schema`: 0 if a source has a key name of schema 0.
[[nodiscard]] int guess_schema(const tomlfile::Table& root);

struct StrayKey {
    std::string_view name;
    const tomlfile::Value* value = nullptr;
};
/// The first key of a source, in the order of the file, that belongs to the other schema only.
[[nodiscard]] std::optional<StrayKey> find_stray_key(const tomlfile::Table& root, int schema);

/// Name in the given schema of a key of the other one; empty when it has none.
[[nodiscard]] std::string_view renamed(std::string_view key, int schema);

}  // namespace skillmeat::manifest
