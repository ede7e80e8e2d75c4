#include <skillmeat/github/rate_limit.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/github/json_answers.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace skillmeat::github {
namespace {

constexpr std::int64_t first_wait_ms = 250;
constexpr std::int64_t secondary_wait_s = 60;  // what GitHub asks for when it names no time
constexpr std::int64_t longest_s = std::int64_t{366} * 24 * 3600;

/// A number without sign; nothing for anything else.
std::optional<std::int64_t> number(std::optional<std::string_view> text) {
    if (!text) {
        return std::nullopt;
    }
    const auto digits = trim(*text);
    std::int64_t value = 0;
    const char* const end = digits.data() + digits.size();
    const auto [next, failure] = std::from_chars(digits.data(), end, value);
    const bool whole = failure == std::errc{} && next == end && value >= 0;
    return whole ? std::optional(value) : std::nullopt;
}

// A misread or hostile number must not overflow what is made of it.
std::optional<std::int64_t> seconds(std::optional<std::int64_t> value) {
    return value ? std::optional(std::min(*value, longest_s)) : std::nullopt;
}

bool speaks_of_secondary_limit(const net::HttpResponse& response) {
    const auto message = ascii_lower(read_message(response.body));
    return message.find("secondary rate limit") != message.npos ||
           message.find("abuse detection") != message.npos;
}

bool is_server_failure(int status) {
    return status == 500 || status == 502 || status == 503 || status == 504;
}

// The host's clock and ours differ by a little: a reset that is past by ours takes a second still.
std::int64_t until(Timestamp reset, Timestamp now) {
    return std::clamp<std::int64_t>(reset.seconds - now.seconds, 1, longest_s);
}

}  // namespace

std::optional<Timestamp> parse_http_date(std::string_view text) {
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto words = split(trim(text), ' ');
    if (words.size() != 6 || words[5] != "GMT") {
        return std::nullopt;
    }
    const auto* const month = std::find(months.begin(), months.end(), words[2]);
    if (month == months.end()) {
        return std::nullopt;
    }
    const auto number_of_month = std::to_string(month - months.begin() + 1);
    const std::string rfc3339 = std::string(words[3]) + '-' +
                                (number_of_month.size() == 1 ? "0" : "") + number_of_month + '-' +
                                std::string(words[1]) + 'T' + std::string(words[4]) + 'Z';
    return parse_timestamp(rfc3339);
}

Quota read_quota(const net::HttpResponse& response, Timestamp now) {
    Quota quota;
    quota.limit = number(response.header("x-ratelimit-limit"));
    quota.remaining = number(response.header("x-ratelimit-remaining"));
    constexpr std::int64_t year_9999 = 253'402'300'799;
    if (const auto reset = number(response.header("x-ratelimit-reset"));
        reset && *reset <= year_9999) {
        quota.reset = Timestamp{*reset};
    }
    const auto retry_after = response.header("retry-after");
    quota.retry_after_s = seconds(number(retry_after));
    if (const auto date = parse_http_date(retry_after.value_or("")); date) {
        quota.retry_after_s = until(*date, now);
    }
    return quota;
}

Verdict judge(const net::HttpResponse& response, int attempt, Timestamp now, std::uint64_t jitter) {
    const auto quota = read_quota(response, now);
    const auto spread = back_off_ms(1, jitter) - first_wait_ms;
    if (response.status == 429 || response.status == 403) {
        if (quota.retry_after_s) {
            return {Obstacle::limit, *quota.retry_after_s * 1000 + spread};
        }
        if (quota.remaining == 0 && quota.reset) {
            return {Obstacle::limit, until(*quota.reset, now) * 1000 + spread};
        }
        if (response.status == 429 || speaks_of_secondary_limit(response)) {
            return {Obstacle::limit, secondary_wait_s * 1000};
        }
        return {};
    }
    if (is_server_failure(response.status)) {
        return {Obstacle::server,
                std::max(quota.retry_after_s.value_or(0) * 1000, back_off_ms(attempt, jitter))};
    }
    return {};
}

std::int64_t back_off_ms(int attempt, std::uint64_t jitter) {
    const auto base = first_wait_ms << std::clamp(attempt - 1, 0, 10);
    // The multiplier of splitmix64 makes far numbers of near ones.
    const auto mixed = (jitter + 1) * 0x9E3779B97F4A7C15U;
    return base +
           static_cast<std::int64_t>((mixed >> 33U) % (static_cast<std::uint64_t>(base) / 2 + 1));
}

}  // namespace skillmeat::github
