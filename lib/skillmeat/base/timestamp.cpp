#include <skillmeat/base/timestamp.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace skillmeat {
namespace {

constexpr std::int64_t seconds_per_day = 86400;

std::int64_t start_of_year(int year) {
    const auto days = std::chrono::sys_days(std::chrono::year(year) / 1 / 1);
    return days.time_since_epoch().count() * seconds_per_day;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Takes exactly `digits` decimal digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) {
        return std::nullopt;
    }
    int value = 0;
    for (const char c : text.substr(0, digits)) {
        if (!is_digit(c)) {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(digits);
    return value;
}

bool take_one_of(std::string_view& text, std::string_view characters) {
    if (text.empty() || characters.find(text.front()) == std::string_view::npos) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

/// `2026-11-20`, as seconds since the epoch.
std::optional<std::int64_t> take_date(std::string_view& text) {
    const auto year = take_number(text, 4);
    if (!year || !take_one_of(text, "-")) {
        return std::nullopt;
    }
    const auto month = take_number(text, 2);
    if (!month || !take_one_of(text, "-")) {
        return std::nullopt;
    }
    const auto day = take_number(text, 2);
    if (!day) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date(std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok()) {
        return std::nullopt;
    }
    return std::chrono::sys_days(date).time_since_epoch().count() * seconds_per_day;
}

/// `10:00`, as seconds.
std::optional<int> take_minutes(std::string_view& text) {
    const auto hour = take_number(text, 2);
    if (!hour || *hour > 23 || !take_one_of(text, ":")) {
        return std::nullopt;
    }
    const auto minute = take_number(text, 2);
    if (!minute || *minute > 59) {
        return std::nullopt;
    }
    return *hour * 3600 + *minute * 60;
}

/// `10:00:00.25`, as whole seconds. 60 is a leap second and counts as the second after it.
std::optional<int> take_time(std::string_view& text) {
    const auto minutes = take_minutes(text);
    if (!minutes || !take_one_of(text, ":")) {
        return std::nullopt;
    }
    const auto second = take_number(text, 2);
    if (!second || *second > 60) {
        return std::nullopt;
    }
    if (take_one_of(text, ".")) {
        const auto digits = std::min(text.size(), text.find_first_not_of("0123456789"));
        if (digits == 0) {
            return std::nullopt;
        }
        text.remove_prefix(digits);
    }
    return *minutes + *second;
}

/// `Z`, `+02:00`: seconds east of UTC.
std::optional<int> take_offset(std::string_view& text) {
    if (take_one_of(text, "Zz")) {
        return 0;
    }
    const bool west = !text.empty() && text.front() == '-';
    if (!take_one_of(text, "+-")) {
        return std::nullopt;
    }
    const auto offset = take_minutes(text);
    if (!offset) {
        return std::nullopt;
    }
    return west ? -*offset : *offset;
}

void append_number(std::string& text, unsigned value, std::size_t digits) {
    const auto start = text.size();
    text.append(digits, '0');
    for (auto at = start + digits; at > start; value /= 10) {
        text[--at] = static_cast<char>('0' + value % 10);
    }
}

}  // namespace

std::string to_string(Timestamp time) {
    const auto seconds = std::clamp(time.seconds, start_of_year(0), start_of_year(10000) - 1);
    const auto in_day = (seconds % seconds_per_day + seconds_per_day) % seconds_per_day;
    const std::chrono::days days((seconds - in_day) / seconds_per_day);
    const std::chrono::year_month_day date{std::chrono::sys_days(days)};

    std::string text;
    append_number(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    text += '-';
    append_number(text, static_cast<unsigned>(date.month()), 2);
    text += '-';
    append_number(text, static_cast<unsigned>(date.day()), 2);
    text += 'T';
    append_number(text, static_cast<unsigned>(in_day / 3600), 2);
    text += ':';
    append_number(text, static_cast<unsigned>(in_day / 60 % 60), 2);
    text += ':';
    append_number(text, static_cast<unsigned>(in_day % 60), 2);
    text += 'Z';
    return text;
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
    const auto date = take_date(text);
    if (!date || !take_one_of(text, "Tt ")) {
        return std::nullopt;
    }
    const auto time = take_time(text);
    if (!time) {
        return std::nullopt;
    }
    const auto offset = take_offset(text);
    if (!offset || !text.empty()) {
        return std::nullopt;
    }
    const auto seconds = *date + *time - *offset;
    if (seconds < start_of_year(0) || seconds >= start_of_year(10000)) {
        return std::nullopt;
    }
    return Timestamp{seconds};
}

}  // namespace skillmeat
