#include <skillmeat/deploy/toml_merge.hpp>

#include <nlohmann/json.hpp>

#include <optional>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/json_text.hpp>
#include <skillmeat/toml/document.hpp>

namespace skillmeat::deploy {
namespace {

using nlohmann::ordered_json;
using tomlfile::Document;

std::optional<tomlfile::Value> to_toml(const ordered_json& value) {
    if (value.is_string()) {
        return tomlfile::Value(value.get<std::string>());
    }
    if (value.is_boolean()) {
        return tomlfile::Value(value.get<bool>());
    }
    if (value.is_number_integer() && !value.is_number_unsigned()) {
        return tomlfile::Value(value.get<std::int64_t>());
    }
    if (value.is_number_unsigned() && value.get<std::uint64_t>() <= INT64_MAX) {
        return tomlfile::Value(value.get<std::int64_t>());
    }
    if (value.is_array()) {
        tomlfile::Array items;
        for (const auto& item : value) {
            auto converted = to_toml(item);
            if (!converted) {
                return std::nullopt;
            }
            items.push_back(*std::move(converted));
        }
        return tomlfile::Value(std::move(items));
    }
    if (value.is_object()) {
        tomlfile::Table table;
        for (const auto& [key, item] : value.items()) {
            auto converted = to_toml(item);
            if (!converted) {
                return std::nullopt;
            }
            table.set(key, *std::move(converted));
        }
        return tomlfile::Value(std::move(table));
    }
    return std::nullopt;
}

Result<tomlfile::Value> value_of(const MergedValue& step) {
    ordered_json parsed;
    auto value = parse_value(step.value, false, parsed) ? to_toml(parsed) : std::nullopt;
    if (!value) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("TOML cannot hold {}", quote(step.value)));
    }
    return *std::move(value);
}

tomlfile::KeyPath path_of(const MergedValue& step) {
    return {step.key.begin(), step.key.end()};
}

/// Elements of arrays are not needed in any TOML file so far.
Result<Document> open(std::string_view text, const MergedValue& step) {
    if (step.element) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("nothing is appended to arrays of {}", quote(step.file)));
    }
    auto document = Document::parse(std::string(text), step.file);
    if (!document) {
        auto error = std::move(document).error();
        error.code = ErrorCode::invalid_value;
        return fail(std::move(error));
    }
    return document;
}

Presence look_in(const Document& document, const MergedValue& step, const tomlfile::Value& wanted) {
    const auto* found = document.find(path_of(step));
    if (found == nullptr) {
        return Presence::absent;
    }
    return *found == wanted ? Presence::same : Presence::other;
}

/// A table as people write it: below a header of its own, which goes with it again.
Result<void> add(Document& document, const tomlfile::KeyPath& path, const tomlfile::Value& value) {
    const auto* table = value.table();
    if (table == nullptr || table->members.empty()) {
        return document.set(path, value);
    }
    return document.edit_together([&](Document& edited) -> Result<void> {
        for (const auto& [key, member] : table->members) {
            auto way = path;
            way.emplace_back(key);
            SKILLMEAT_TRY(edited.set(way, member));
        }
        return {};
    });
}

}  // namespace

Result<Presence> look_in_toml(std::string_view text, const MergedValue& value) {
    SKILLMEAT_ASSIGN(const auto document, open(text, value));
    SKILLMEAT_ASSIGN(const auto wanted, value_of(value));
    return look_in(document, value, wanted);
}

Result<std::string> add_to_toml(std::string_view text, const MergedValue& step) {
    SKILLMEAT_ASSIGN(auto document, open(text, step));
    SKILLMEAT_ASSIGN(const auto wanted, value_of(step));
    if (look_in(document, step, wanted) == Presence::absent) {
        SKILLMEAT_TRY(add(document, path_of(step), wanted));
    }
    return document.text();
}

Result<std::string> remove_from_toml(std::string_view text, const MergedValue& step) {
    SKILLMEAT_ASSIGN(auto document, open(text, step));
    SKILLMEAT_ASSIGN(const auto wanted, value_of(step));
    if (look_in(document, step, wanted) == Presence::same) {
        SKILLMEAT_TRY(document.remove(path_of(step)));
    }
    return document.text();
}

}  // namespace skillmeat::deploy
