#include <app/commands/schema/embedded.hpp>

namespace skillmeat::app::commands {

std::string_view name_of(const EmbeddedSchema& schema) {
    std::string_view name = schema.path;
    const auto slash = name.rfind('/');
    name.remove_prefix(slash == std::string_view::npos ? 0 : slash + 1);
    constexpr std::string_view suffix = ".json";
    name.remove_suffix(suffix.size());
    constexpr std::string_view kind = ".schema";
    if (name.ends_with(kind)) {
        name.remove_suffix(kind.size());
    }
    return name;
}

const EmbeddedSchema* find_schema(std::string_view name) {
    std::string_view output = name;
    constexpr std::string_view product = "skillmeat.";
    if (output.starts_with(product) && output.find('/') != std::string_view::npos) {
        output.remove_prefix(product.size());
        output = output.substr(0, output.find('/'));
    }
    for (const EmbeddedSchema& schema : embedded_schemas()) {
        if (name_of(schema) == name || schema.path == name || name_of(schema) == output) {
            return &schema;
        }
    }
    return nullptr;
}

}  // namespace skillmeat::app::commands
