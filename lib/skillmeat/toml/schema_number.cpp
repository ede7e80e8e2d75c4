#include <skillmeat/toml/schema_number.hpp>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

namespace skillmeat::tomlfile {

Result<std::optional<int>> read_schema_number(const Table& root, const std::string& path,
                                              int oldest, int current) {
    const auto* value = root.find("schema");
    if (value == nullptr) {
        return std::nullopt;
    }
    const Origin origin{path, value->line, value->column};
    const auto* number = value->integer();
    if (number == nullptr || *number < oldest) {
        return fail(
            ErrorCode::invalid_manifest,
            fmt::format("expected the number of the format for 'schema', found {}",
                        number == nullptr ? std::string(value->kind()) : std::to_string(*number)),
            fmt::format("write schema = {}", current), origin);
    }
    if (*number > current) {
        return fail(ErrorCode::newer_format,
                    fmt::format("{} is of schema {}, and this skillmeat knows schemas up to {}",
                                quote(path), *number, current),
                    "install a newer skillmeat", origin);
    }
    return static_cast<int>(*number);
}

}  // namespace skillmeat::tomlfile
