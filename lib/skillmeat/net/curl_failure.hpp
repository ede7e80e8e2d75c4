#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <skillmeat/base/error.hpp>
#include <skillmeat/net/connection_settings.hpp>
#include <skillmeat/net/curl_library.hpp>
#include <skillmeat/net/http.hpp>

namespace skillmeat::net {

/// "30 seconds", or milliseconds where these are no whole ones.
[[nodiscard]] std::string shown_duration(std::int64_t duration_ms);

/// What libcurl says about an exchange that failed.
struct CurlFailure {
    CURLcode code = CURLE_OK;
    std::string_view words;   ///< of the code itself
    std::string_view detail;  ///< of this case; empty when there is none; may hold a password
    int os_error = 0;         ///< errno of the connection; 0 when there is none
    int proxy_status = 0;     ///< answer of a proxy to CONNECT; 0 when none was asked
};

/// The same in our words. `proxy` is the one for the scheme of the request; it may have none.
[[nodiscard]] Error describe_failure(const CurlFailure& failure, const HttpRequest& request,
                                     const Proxy& proxy, const ConnectionSettings& settings);

}  // namespace skillmeat::net
