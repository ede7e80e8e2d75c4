#include <skillmeat/telemetry/log_line.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/timestamp.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/telemetry/levels.hpp>

#include <algorithm>
#include <array>
#include <type_traits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace skillmeat::telemetry {
namespace {

using Json = nlohmann::ordered_json;

/// Attributes whose conventional names are long are fields by the names everything else here has.
std::string_view field_name(std::string_view key) {
    struct Row {
        std::string_view key;
        std::string_view field;
    };
    constexpr std::array rows{Row{"vcs.repository.url.full", "url"},
                              Row{"vcs.ref.head.name", "ref"},
                              Row{"vcs.ref.head.revision", "commit"}};
    const auto* const row =
        std::find_if(rows.begin(), rows.end(), [&](const Row& one) { return one.key == key; });
    return row == rows.end() ? key : row->field;
}

/// `error_code` says it.
bool is_field(const observe::Attribute& attribute, const LogLine& line) {
    return line.error_code.empty() || attribute.key != "error.type";
}

std::string time_text(std::int64_t time_ns) {
    constexpr std::int64_t second = 1'000'000'000;
    auto text = to_string(Timestamp{time_ns / second});
    text.pop_back();
    return fmt::format("{}.{:03}Z", text, time_ns % second / 1'000'000);
}

std::string quoted_if_needed(const std::string& text) {
    if (!text.empty() && text.find_first_of(" \t\r\n\"\\=") == std::string::npos) {
        return terminal_safe(text);
    }
    std::string escaped;
    for (const char c : text) {
        escaped += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
    }
    return '"' + terminal_safe(escaped) + '"';
}

std::string value_text(const observe::Value& value) {
    return std::visit(
        [](const auto& held) -> std::string {
            using T = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<T, std::string>) {
                return quoted_if_needed(held);
            } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
                return quoted_if_needed(join(held, ","));
            } else {
                return fmt::format("{}", held);
            }
        },
        value);
}

}  // namespace

std::string to_text(const LogLine& line) {
    auto level = std::string(to_string(line.level));
    std::transform(level.begin(), level.end(), level.begin(),
                   [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    auto text = fmt::format("{} {:<5} {}", time_text(line.time_ns), level,
                            terminal_safe(line.span != nullptr ? line.span->name : line.message));
    for (const auto& attribute : *line.attributes) {
        if (is_field(attribute, line)) {
            text += fmt::format(" {}={}", field_name(attribute.key), value_text(attribute.value));
        }
    }
    if (line.span != nullptr) {
        text += fmt::format(" duration_ms={}", line.span->duration_ms());
    }
    if (!line.error_code.empty()) {
        text += fmt::format(" error_code={}", line.error_code);
    }
    if (line.span != nullptr && !line.span->message.empty()) {
        text += " error=" + quoted_if_needed(line.span->message);
    }
    return text;
}

std::string to_json(const LogLine& line) {
    Json json{{"time", time_text(line.time_ns)}, {"level", to_string(line.level)}};
    if (line.span != nullptr) {
        json["name"] = line.span->name;
    } else {
        json["message"] = line.message;
    }
    for (const auto& attribute : *line.attributes) {
        if (is_field(attribute, line)) {
            std::visit(
                [&](const auto& held) { json[std::string(field_name(attribute.key))] = held; },
                attribute.value);
        }
    }
    if (line.span != nullptr) {
        json["duration_ms"] = line.span->duration_ms();
    }
    if (!line.error_code.empty()) {
        json["error_code"] = line.error_code;
    }
    if (line.span != nullptr && !line.span->message.empty()) {
        json["error"] = line.span->message;
    }
    json["trace_id"] = line.trace_id;
    json["span_id"] = fmt::format("{:016x}", line.span_id);
    return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

}  // namespace skillmeat::telemetry
