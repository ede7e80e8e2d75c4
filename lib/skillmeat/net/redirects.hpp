#pragma once

#include <functional>
#include <optional>

#include <skillmeat/net/http.hpp>
#include <skillmeat/net/url.hpp>

namespace skillmeat::net {

/// The header that carries a secret to an origin, or nothing. Asked anew for every hop, so that a
/// credential never goes to a host it was not made for.
using Credentials = std::function<Result<std::optional<Header>>(const Origin&)>;

struct Followed {
    HttpResponse response;
    bool moved_permanently = false;  ///< 301 or 308 on the way
};

/// Sends a GET and follows at most five redirects. https never becomes http. `network_error` for a
/// loop, a redirect without place or to something that is no http URL. Headers named Authorization,
/// Cookie or PRIVATE-TOKEN in the request itself are refused (`internal`): credentials come from
/// `credentials` alone, which may be empty.
[[nodiscard]] Result<Followed> send_following(HttpClient& client, const HttpRequest& request,
                                              const Credentials& credentials);

}  // namespace skillmeat::net
