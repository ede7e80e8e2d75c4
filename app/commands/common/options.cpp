#include <app/commands/common/options.hpp>

namespace skillmeat::app::commands {

std::vector<ArtifactType> types_of(const cli::Values& values) {
    std::vector<ArtifactType> types;
    for (const auto& text : values.list("type")) {
        if (const auto type = parse_artifact_type(text)) {
            types.push_back(*type);
        }
    }
    return types;
}

Result<std::string> cursor_of(const cli::Values& values) {
    auto cursor = values.text("cursor").value_or("");
    if (cursor.empty() && values.given("cursor")) {
        return fail(ErrorCode::invalid_cursor, "--cursor is empty",
                    "leave it out for the first page");
    }
    return cursor;
}

std::optional<std::size_t> limit_of(const cli::Values& values) {
    const auto limit = values.integer("limit");
    return limit ? std::optional(static_cast<std::size_t>(*limit)) : std::nullopt;
}

}  // namespace skillmeat::app::commands
