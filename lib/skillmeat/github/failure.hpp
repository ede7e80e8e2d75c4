#pragma once

#include <optional>
#include <string_view>

#include <skillmeat/base/error.hpp>
#include <skillmeat/base/timestamp.hpp>
#include <skillmeat/github/repository.hpp>
#include <skillmeat/github/tokens.hpp>
#include <skillmeat/net/http.hpp>

namespace skillmeat::github {

/// What a request was about. The token only ever shows as the name of the place it came from.
struct Asked {
    const Repository& repository;
    const std::optional<Token>& token;
};

/// What an answer that is neither a success nor worth another try means: `authentication_failed`
/// (401, 403), `repository_not_found` (404, 410, 451), `empty_repository` (409), `ref_not_found`
/// (422), `network_error`. The host's own words are made safe for terminals and cut short.
[[nodiscard]] Error explain_refusal(const Asked& asked, const net::HttpResponse& response);

/// `rate_limited`: the host wants no request for `wait_ms`, longer than this program waits.
[[nodiscard]] Error explain_limit(const Asked& asked, const net::HttpResponse& response,
                                  std::int64_t wait_ms, Timestamp now);

}  // namespace skillmeat::github
