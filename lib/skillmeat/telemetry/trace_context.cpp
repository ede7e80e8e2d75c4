#include <skillmeat/telemetry/trace_context.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <charconv>

namespace skillmeat::telemetry {
namespace {

bool is_lower_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_zero(std::string_view digits) {
    return digits.find_first_not_of('0') == std::string_view::npos;
}

/// `text` is checked to be hexadecimal digits that fit.
std::uint64_t number_of(std::string_view text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number, 16);
    return number;
}

bool is_printable(char c) {
    return c >= 0x20 && c <= 0x7E;
}

bool is_state_key(std::string_view key) {
    return !key.empty() && key.size() <= 256 && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               std::string_view("_-*/@").find(c) != std::string_view::npos;
    });
}

}  // namespace

std::optional<TraceContext> parse_traceparent(std::string_view text) {
    const auto parts = split(text, '-');
    if (parts.size() < 4 || (parts.size() > 4 && parts[0] == "00")) {
        return std::nullopt;
    }
    constexpr std::size_t sizes[] = {2, 32, 16, 2};
    for (std::size_t i = 0; i < 4; ++i) {
        if (parts[i].size() != sizes[i] || !is_lower_hex(parts[i])) {
            return std::nullopt;
        }
    }
    if (parts[0] == "ff" || is_zero(parts[1]) || is_zero(parts[2])) {
        return std::nullopt;
    }
    TraceContext context;
    context.trace_id = parts[1];
    context.span = number_of(parts[2]);
    context.sampled = (number_of(parts[3]) & 1U) != 0;
    return context;
}

bool is_tracestate(std::string_view text) {
    const auto members = split(text, ',');
    return text.size() <= 512 && members.size() <= 32 &&
           std::all_of(members.begin(), members.end(), [](std::string_view member) {
               member = trim(member);
               const auto equals = member.find('=');
               return equals != std::string_view::npos && is_state_key(member.substr(0, equals)) &&
                      std::all_of(member.begin(), member.end(), is_printable) &&
                      member.find('=', equals + 1) == std::string_view::npos;
           });
}

}  // namespace skillmeat::telemetry
