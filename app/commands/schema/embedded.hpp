#pragma once

#include <span>
#include <string_view>

namespace skillmeat::app::commands {

/// A file of schemas/, put into the program by embed.cmake.
struct EmbeddedSchema {
    std::string_view path = {};  ///< below schemas/: "output/source.list.json"
    std::string_view text = {};
};

/// Sorted by path, bytewise.
[[nodiscard]] std::span<const EmbeddedSchema> embedded_schemas();

/// The name `schema NAME` takes: "source.list", "skillmeat.toml".
[[nodiscard]] std::string_view name_of(const EmbeddedSchema& schema);

/// By that name, by path, or by what output says ("skillmeat.source.list/1"); null when unknown.
[[nodiscard]] const EmbeddedSchema* find_schema(std::string_view name);

}  // namespace skillmeat::app::commands
