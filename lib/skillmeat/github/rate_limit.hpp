#pragma once

#include <cstdint>
#include <optional>

#include <skillmeat/base/timestamp.hpp>
#include <skillmeat/net/http.hpp>

namespace skillmeat::github {

/// What the headers of an answer say of the requests that are left: `x-ratelimit-limit`,
/// `x-ratelimit-remaining`, `x-ratelimit-reset` (seconds since 1970), `retry-after` (seconds or an
/// HTTP date). What is absent or no number counts as not said.
struct Quota {
    std::optional<std::int64_t> limit;      ///< requests in the whole window
    std::optional<std::int64_t> remaining;  ///< of them left
    std::optional<Timestamp> reset;         ///< when the window ends
    std::optional<std::int64_t> retry_after_s;

    bool operator==(const Quota&) const = default;
};
[[nodiscard]] Quota read_quota(const net::HttpResponse& response, Timestamp now);

/// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7, the form that senders must use).
[[nodiscard]] std::optional<Timestamp> parse_http_date(std::string_view text);

enum class Obstacle {
    none,    ///< the answer stands, whatever its status
    limit,   ///< too many requests, of the window (primary) or at once (secondary)
    server,  ///< 500, 502, 503 or 504
};

/// What stands between a request and its answer, and how long to wait before another try.
struct Verdict {
    Obstacle obstacle = Obstacle::none;
    std::int64_t wait_ms = 0;

    bool operator==(const Verdict&) const = default;
};

/// `attempt` counts from 1. `jitter`: any number; spreads the tries of several programs.
[[nodiscard]] Verdict judge(const net::HttpResponse& response, int attempt, Timestamp now,
                            std::uint64_t jitter);

/// How long to wait after the try `attempt` failed: doubles from a quarter of a second, with up to
/// half as much again.
[[nodiscard]] std::int64_t back_off_ms(int attempt, std::uint64_t jitter);

inline constexpr int max_attempts = 3;

}  // namespace skillmeat::github
