#include <skillmeat/github/rate_limit.hpp>

#include <support/catch.hpp>

#include <string>
#include <vector>

using namespace skillmeat;
using namespace skillmeat::github;

namespace {

constexpr Timestamp now{1'000'000};

net::HttpResponse response(int status, std::vector<net::Header> headers = {},
                           std::string body = {}) {
    net::HttpResponse made;
    made.status = status;
    made.headers = std::move(headers);
    made.body = std::move(body);
    return made;
}

Verdict look(const net::HttpResponse& answer, int attempt = 1) {
    return judge(answer, attempt, now, 0);
}

/// What the jitter of `0` adds to the wait after a limit.
std::int64_t spread() {
    return back_off_ms(1, 0) - 250;
}

}  // namespace

TEST_CASE("headers of limits are read, and what is no number is not said", "[github]") {
    const auto quota = read_quota(response(200, {{"x-ratelimit-limit", "60"},
                                                 {"x-ratelimit-remaining", " 12 "},
                                                 {"x-ratelimit-reset", "1700000000"},
                                                 {"retry-after", "30"}}),
                                  now);
    CHECK(quota == Quota{60, 12, Timestamp{1'700'000'000}, 30});
    CHECK(read_quota(response(200), now) == Quota{});
    for (const std::string bad :
         {"", "-1", "+1", "1.5", "0x10", "9999999999999999999999", "soon"}) {
        CAPTURE(bad);
        CHECK(read_quota(response(200, {{"x-ratelimit-limit", bad},
                                        {"x-ratelimit-remaining", bad},
                                        {"x-ratelimit-reset", bad},
                                        {"retry-after", bad}}),
                         now) == Quota{});
    }
    // Beyond what can be written as a date, and beyond what can be multiplied.
    const auto huge = read_quota(response(200, {{"x-ratelimit-reset", "9223372036854775807"},
                                                {"retry-after", "9223372036854775807"}}),
                                 now);
    CHECK_FALSE(huge.reset);
    CHECK(huge.retry_after_s == std::int64_t{366} * 24 * 3600);
}

TEST_CASE("Retry-After may be a date", "[github]") {
    CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == Timestamp{784'111'777});
    for (const std::string bad : {"", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET",
                                  "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
                                  "Sun, 36 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_http_date(bad));
    }
    const auto at = Timestamp{784'111'777 - 20};
    const auto answer = response(429, {{"retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"}});
    CHECK(read_quota(answer, at).retry_after_s == 20);
    // A date that is past: soon, but not at once.
    CHECK(read_quota(answer, Timestamp{784'111'777 + 20}).retry_after_s == 1);
}

TEST_CASE("answers that stand are told from those to be asked for again", "[github]") {
    for (const int status : {200, 204, 301, 304, 400, 401, 403, 404, 409, 410, 422, 451, 501}) {
        CAPTURE(status);
        CHECK(look(response(status)) == Verdict{});
    }
    // A quota that is used up by a success is no limit yet.
    CHECK(look(response(200, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1000100"}})) ==
          Verdict{});
}

TEST_CASE("a primary limit lasts until its reset", "[github]") {
    for (const int status : {403, 429}) {
        CHECK(look(response(status,
                            {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1000100"}})) ==
              Verdict{Obstacle::limit, 100'000 + spread()});
    }
    // By our clock the reset is past, by the host's it cannot be.
    CHECK(look(response(403, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "999999"}})) ==
          Verdict{Obstacle::limit, 1'000 + spread()});
    CHECK(look(response(403, {{"x-ratelimit-remaining", "7"}, {"x-ratelimit-reset", "1000100"}})) ==
          Verdict{});
}

TEST_CASE("a secondary limit is known by Retry-After or by its message", "[github]") {
    CHECK(look(response(403, {{"retry-after", "7"}})) ==
          Verdict{Obstacle::limit, 7'000 + spread()});
    CHECK(look(response(429, {{"retry-after", "0"}})) == Verdict{Obstacle::limit, spread()});
    // It goes before the reset of the window.
    CHECK(look(response(403, {{"retry-after", "7"},
                              {"x-ratelimit-remaining", "0"},
                              {"x-ratelimit-reset", "1003600"}})) ==
          Verdict{Obstacle::limit, 7'000 + spread()});
    CHECK(look(response(403, {}, R"({"message":"You have exceeded a Secondary Rate Limit."})")) ==
          Verdict{Obstacle::limit, 60'000});
    CHECK(look(response(403, {}, R"({"message":"You have triggered an abuse detection"})")) ==
          Verdict{Obstacle::limit, 60'000});
    CHECK(look(response(429, {}, "slow down")) == Verdict{Obstacle::limit, 60'000});
    CHECK(look(response(403, {}, R"({"message":"Resource not accessible"})")) == Verdict{});
}

TEST_CASE("failures of the server are tried again, later each time", "[github]") {
    for (const int status : {500, 502, 503, 504}) {
        CAPTURE(status);
        CHECK(look(response(status)) == Verdict{Obstacle::server, back_off_ms(1, 0)});
        CHECK(look(response(status), 2) == Verdict{Obstacle::server, back_off_ms(2, 0)});
    }
    CHECK(look(response(503, {{"retry-after", "9"}})) == Verdict{Obstacle::server, 9'000});
}

TEST_CASE("waits double and are spread by up to half", "[github]") {
    bool differ = false;
    for (std::uint64_t jitter = 0; jitter < 200; ++jitter) {
        for (const int attempt : {1, 2, 3}) {
            const auto base = std::int64_t{250} << (attempt - 1);
            const auto wait = back_off_ms(attempt, jitter);
            CHECK(wait >= base);
            CHECK(wait <= base + base / 2);
        }
        differ = differ || back_off_ms(1, jitter) != back_off_ms(1, 0);
    }
    CHECK(differ);
    CHECK(back_off_ms(1'000'000, ~std::uint64_t{0}) > 0);
}
