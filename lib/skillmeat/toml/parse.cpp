#include <skillmeat/toml/parse.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <exception>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/toml/library_settings.hpp>
#include <skillmeat/toml/syntax.hpp>

#if __has_include(<toml++/toml.hpp>)
#include <toml++/toml.hpp>
#else
#include <toml++/toml.h>
#endif

namespace skillmeat::tomlfile {

namespace {

constexpr std::size_t size_limit = std::size_t{64} << 20;

std::string to_text(const ::toml::date& date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<unsigned>(date.year),
                       static_cast<unsigned>(date.month), static_cast<unsigned>(date.day));
}

std::string to_text(const ::toml::time& time) {
    auto text = fmt::format("{:02}:{:02}:{:02}", static_cast<unsigned>(time.hour),
                            static_cast<unsigned>(time.minute), static_cast<unsigned>(time.second));
    if (time.nanosecond > 0) {
        text += fmt::format(".{:09}", time.nanosecond);
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text;
}

Timestamp to_timestamp(const ::toml::date_time& moment) {
    const auto day = std::chrono::sys_days(std::chrono::year(moment.date.year) /
                                           std::chrono::month(moment.date.month) /
                                           std::chrono::day(moment.date.day));
    const std::int64_t minutes =
        moment.time.hour * 60 + moment.time.minute - moment.offset->minutes;
    return {std::int64_t{day.time_since_epoch().count()} * 86400 + minutes * 60 +
            moment.time.second};
}

Value convert(const ::toml::node& node);

Table convert_table(const ::toml::table& table) {
    struct Member {
        const ::toml::key* key;
        const ::toml::node* node;
    };
    std::vector<Member> members;
    members.reserve(table.size());
    for (auto entry = table.begin(); entry != table.end(); ++entry) {
        members.push_back({&entry->first, &entry->second});
    }
    // toml++ keeps tables sorted by name; the file's order is that of the keys' positions.
    std::ranges::sort(members, [](const Member& a, const Member& b) {
        const auto& x = a.key->source().begin;
        const auto& y = b.key->source().begin;
        return std::pair(x.line, x.column) < std::pair(y.line, y.column);
    });
    Table result;
    result.members.reserve(members.size());
    for (const Member& member : members) {
        Value value = convert(*member.node);
        value.key_line = static_cast<int>(member.key->source().begin.line);
        value.key_column = static_cast<int>(member.key->source().begin.column);
        result.members.emplace_back(std::string(member.key->str()), std::move(value));
    }
    return result;
}

Value convert_content(const ::toml::node& node) {
    switch (node.type()) {
        case ::toml::node_type::table:
            return convert_table(*node.as_table());
        case ::toml::node_type::array: {
            Array elements;
            elements.reserve(node.as_array()->size());
            for (const auto& element : *node.as_array()) {
                elements.push_back(convert(element));
            }
            return elements;
        }
        case ::toml::node_type::string:
            return node.as_string()->get();
        case ::toml::node_type::integer:
            return node.as_integer()->get();
        case ::toml::node_type::floating_point:
            return node.as_floating_point()->get();
        case ::toml::node_type::boolean:
            return node.as_boolean()->get();
        case ::toml::node_type::date:
            return LocalTime{to_text(node.as_date()->get())};
        case ::toml::node_type::time:
            return LocalTime{to_text(node.as_time()->get())};
        default:
            break;
    }
    const ::toml::date_time& moment = node.as_date_time()->get();
    if (moment.offset) {
        return to_timestamp(moment);
    }
    return LocalTime{to_text(moment.date) + "T" + to_text(moment.time)};
}

Value convert(const ::toml::node& node) {
    Value value = convert_content(node);
    value.line = static_cast<int>(node.source().begin.line);
    value.column = static_cast<int>(node.source().begin.column);
    return value;
}

/// Line and column of a byte.
Origin origin_at(std::string_view text, std::size_t offset, const std::string& path) {
    const std::string_view before = text.substr(0, offset);
    const auto start = before.rfind('\n') + 1;  // npos + 1 is 0
    return {path, static_cast<int>(std::ranges::count(before, '\n')) + 1,
            static_cast<int>(count_characters(before.substr(start))) + 1};
}

/// toml++ says "Error while parsing key-value pair: expected …".
std::string reworded(std::string_view description) {
    constexpr std::string_view prefix = "Error while parsing ";
    std::string message = "not valid TOML: ";
    if (description.starts_with(prefix)) {
        message += "in ";
        description.remove_prefix(prefix.size());
        while (description.ends_with('.')) {
            description.remove_suffix(1);
        }
    }
    return message + terminal_safe(description);
}

bool is_conflict_marker(std::string_view text, int line) {
    std::size_t start = 0;
    for (int i = 1; i < line && start < text.size(); ++i) {
        start = std::min(text.find('\n', start), text.size() - 1) + 1;
    }
    const std::string_view marker = text.substr(start, 7);
    return marker == "<<<<<<<" || marker == "=======" || marker == ">>>>>>>";
}

tl::unexpected<Error> syntax_error(std::string_view text, std::string_view description,
                                   Origin origin) {
    if (is_conflict_marker(text, origin.line)) {
        return fail(ErrorCode::invalid_manifest,
                    fmt::format("not valid TOML: merge conflict in {}", quote(origin.path)),
                    "resolve the conflict, then run the command again", std::move(origin));
    }
    return fail(ErrorCode::invalid_manifest, reworded(description),
                "correct the file at this position", std::move(origin));
}

}  // namespace

Result<Table> parse(std::string_view text, const std::string& path) {
    if (text.size() > size_limit) {
        return fail(ErrorCode::invalid_manifest,
                    fmt::format("{} has {} bytes, expected at most {}", quote(path), text.size(),
                                size_limit),
                    "split the file", {path});
    }
    // toml++ limits the nesting of values but not of keys, and frees tables by recursion.
    const Syntax syntax = scan(text);
    if (syntax.outcome == Syntax::Outcome::too_deep) {
        return fail(ErrorCode::invalid_manifest,
                    fmt::format("nested deeper than {} levels", depth_limit),
                    "make the table or array flatter", origin_at(text, syntax.offset, path));
    }
    // toml++ 3.3 has undefined behaviour at characters like U+00E9 outside strings and comments.
    if (syntax.outcome == Syntax::Outcome::malformed && syntax.offset < text.size() &&
        static_cast<unsigned char>(text[syntax.offset]) >= 0x80) {
        return syntax_error(
            text,
            fmt::format(
                "expected ASCII outside of quotes, found {}",
                quote(to_valid_utf8(truncate_characters(text.substr(syntax.offset, 4), 1)))),
            origin_at(text, syntax.offset, path));
    }
    try {
        return convert_table(::toml::parse(text));
    } catch (const ::toml::parse_error& error) {
        const auto& position = error.source().begin;
        return syntax_error(
            text, error.description(),
            {path, static_cast<int>(position.line), static_cast<int>(position.column)});
    } catch (const std::exception&) {
        // An assertion of toml++, which says nothing to a person.
        return syntax_error(text, "unexpected text", origin_at(text, syntax.offset, path));
    }
}

}  // namespace skillmeat::tomlfile
