#include <skillmeat/settings/settings.hpp>
#include <skillmeat/settings/units.hpp>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/model/git_url.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace skillmeat::settings {
namespace {

constexpr std::size_t max_text = 1000;  // bytes

tl::unexpected<Error> refuse(const Definition& definition, std::string_view text,
                             std::string_view expected, std::string hint = {}) {
    return fail(ErrorCode::invalid_value,
                fmt::format("setting {} expects {}, found {}", quote(definition.key), expected,
                            quote(text)),
                std::move(hint));
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && rest == end ? std::optional(value) : std::nullopt;
}

/// Numbers of all three kinds: what is expected, how to read and how to write one.
Result<std::string> check_number(const Definition& definition, std::string_view text,
                                 std::string_view kind,
                                 std::optional<std::int64_t> (*parse)(std::string_view),
                                 std::string (*format)(std::int64_t)) {
    const auto value = parse(text);
    if (!value || *value < definition.minimum || *value > definition.maximum) {
        return refuse(definition, text,
                      fmt::format("{} from {} to {}", kind, format(definition.minimum),
                                  format(definition.maximum)));
    }
    return format(*value);
}

Result<std::string> check_choice(const Definition& definition, std::string_view text) {
    const auto choices = split(definition.choices, '|');
    if (std::find(choices.begin(), choices.end(), text) != choices.end()) {
        return std::string(text);
    }
    std::vector<std::string> names;
    for (const auto choice : choices) {
        names.push_back(quote(choice));
    }
    const auto near = closest(text, choices);
    return refuse(definition, text, "one of " + join(names, ", "),
                  near ? fmt::format("did you mean {}?", quote(*near)) : std::string());
}

bool has_controls(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

Result<std::string> check_text(const Definition& definition, std::string_view text) {
    if (text.size() > max_text || has_controls(text) || !is_valid_utf8(text)) {
        return refuse(definition, text,
                      "at most 1000 bytes of UTF-8 text without control characters");
    }
    return std::string(text);
}

Result<std::string> check_list(const Definition& definition, std::string_view text) {
    std::vector<std::string> items;
    if (trim(text).empty()) {
        return std::string();
    }
    for (const auto part : split(text, ',')) {
        const auto item = trim(part);
        const bool plain = std::all_of(item.begin(), item.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        });
        if (item.empty() || !plain) {
            return refuse(definition, text,
                          "names of lower-case letters, digits, '-' and '_', separated by commas");
        }
        if (std::find(items.begin(), items.end(), item) == items.end()) {
            items.emplace_back(item);
        }
    }
    return join(items, ",");
}

/// A token is sent there, so the address must be one that protects it: the grammar of git addresses
/// with a path put behind it, since this one may have none.
Result<std::string> check_url(const Definition& definition, std::string_view text) {
    std::string address(text);
    while (address.ends_with('/')) {
        address.pop_back();
    }
    const auto url = parse_git_url(address + "/path");
    if (!url || (url->kind != GitUrl::Kind::https && url->kind != GitUrl::Kind::http)) {
        return refuse(definition, text, "an https address");
    }
    return address;
}

}  // namespace

Result<std::string> check_value(const Definition& definition, std::string_view text) {
    switch (definition.kind) {
        case Kind::integer:
            return check_number(definition, text, "an integer", parse_integer,
                                [](std::int64_t value) { return std::to_string(value); });
        case Kind::size:
            return check_number(definition, text, "a size", parse_size, format_size);
        case Kind::duration:
            return check_number(definition, text, "a duration", parse_duration, format_duration);
        case Kind::choice:
            return check_choice(definition, text);
        case Kind::text:
            return check_text(definition, text);
        case Kind::list:
            return check_list(definition, text);
        case Kind::url:
            return check_url(definition, text);
    }
    return refuse(definition, text, "a known kind of value");
}

tomlfile::Value to_toml(const Definition& definition, std::string_view canonical) {
    if (definition.kind == Kind::integer) {
        return {parse_integer(canonical).value_or(0)};
    }
    if (definition.kind == Kind::list) {
        tomlfile::Array items;
        if (!canonical.empty()) {
            for (const auto item : split(canonical, ',')) {
                items.emplace_back(item);
            }
        }
        return {std::move(items)};
    }
    return {canonical};
}

}  // namespace skillmeat::settings
