#include <skillmeat/settings/settings.hpp>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/base/units.hpp>
#include <skillmeat/model/git_url.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
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

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

/// `HOST` or `HOST:PORT` as git addresses have it, in lower case and without the port of https.
std::optional<std::string> parse_host(std::string_view text) {
    if (text.find_first_of("/@") != std::string_view::npos) {
        return std::nullopt;
    }
    const auto url = parse_git_url(fmt::format("https://{}/owner/name", text));
    if (!url) {
        return std::nullopt;
    }
    constexpr std::string_view port_of_https = ":443";
    auto host = url->host;
    if (host.ends_with(port_of_https)) {
        host.resize(host.size() - port_of_https.size());
    }
    return host;
}

/// The name of a variable, not a token put in its place.
bool is_variable(std::string_view text) {
    constexpr std::size_t longest = 64;
    constexpr std::array<std::string_view, 7> tokens{"ghp_", "gho_",        "ghu_", "ghs_",
                                                     "ghr_", "github_pat_", "glpat"};
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    return !text.empty() && text.size() <= longest && is_letter(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); }) &&
           std::none_of(tokens.begin(), tokens.end(),
                        [text](std::string_view token) { return text.starts_with(token); });
}

/// `HOST=VARIABLE`
std::optional<std::string> parse_pair(std::string_view text) {
    const auto equals = std::min(text.find('='), text.size());
    const auto host = parse_host(text.substr(0, equals));
    const auto variable = text.substr(std::min(equals + 1, text.size()));
    return host && is_variable(variable) ? std::optional(fmt::format("{}={}", *host, variable))
                                         : std::nullopt;
}

std::optional<std::string> parse_item(Kind kind, std::string_view text) {
    switch (kind) {
        case Kind::hosts:
            return parse_host(text);
        case Kind::variables:
            return parse_pair(text);
        default:
            return is_name(text) ? std::optional(std::string(text)) : std::nullopt;
    }
}

tl::unexpected<Error> refuse_list(const Definition& definition, std::string_view text) {
    switch (definition.kind) {
        case Kind::hosts:
            return refuse(
                definition, text,
                "hosts such as git.example.org or git.example.org:8443, separated by commas");
        case Kind::variables:
            // What was found may be a token, so it is not said.
            return fail(ErrorCode::invalid_value,
                        fmt::format("setting {} expects HOST=VARIABLE, each host once, separated "
                                    "by commas",
                                    quote(definition.key)),
                        "name the variable that holds the token, never the token itself");
        default:
            return refuse(definition, text,
                          "names of lower-case letters, digits, '-' and '_', separated by commas");
    }
}

Result<std::string> check_list(const Definition& definition, std::string_view text) {
    std::vector<std::string> items;
    if (trim(text).empty()) {
        return std::string();
    }
    for (const auto part : split(text, ',')) {
        auto item = parse_item(definition.kind, trim(part));
        if (!item) {
            return refuse_list(definition, text);
        }
        if (std::find(items.begin(), items.end(), *item) != items.end()) {
            continue;
        }
        const auto host = item->substr(0, item->find('=') + 1);  // empty without '='
        if (!host.empty() && std::any_of(items.begin(), items.end(), [&](const auto& other) {
                return other.starts_with(host);
            })) {
            return refuse_list(definition, text);
        }
        items.push_back(*std::move(item));
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
        case Kind::hosts:
        case Kind::variables:
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
    if (is_list(definition.kind)) {
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
