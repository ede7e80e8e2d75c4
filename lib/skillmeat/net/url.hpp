#pragma once

#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>

namespace skillmeat::net {

/// What credentials are bound to (rule R34): scheme, host and port, all compared exactly.
struct Origin {
    std::string scheme;  ///< "https" or "http"
    std::string host;    ///< lower case, without brackets or a final dot
    int port = 0;        ///< 443 or 80 when the URL names none

    bool operator==(const Origin&) const = default;
};

struct Url {
    Origin origin;
    std::string target;  ///< path and query, beginning with '/'; no fragment
    std::string text;    ///< the whole URL, without user info and fragment
};

/// Reads an absolute http or https URL. `invalid_value` for other schemes, user info (credentials
/// never stand in a URL), control characters, spaces, empty hosts and bad ports.
[[nodiscard]] Result<Url> parse_url(std::string_view text);

/// What a `Location` header means, seen from `base` (RFC 3986, section 5).
[[nodiscard]] Result<Url> resolve_reference(const Url& base, std::string_view reference);

/// localhost and its subdomains, 127.0.0.0/8, ::1.
[[nodiscard]] bool is_loopback(std::string_view host);

/// The URL without user info, query and fragment: what may be printed and logged.
[[nodiscard]] std::string shown_url(std::string_view url);

}  // namespace skillmeat::net
