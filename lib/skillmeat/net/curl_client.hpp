#pragma once

#include <memory>

#include <skillmeat/net/http.hpp>
#include <skillmeat/sys/environment.hpp>

namespace skillmeat::net {

/// The real client. libcurl is loaded when the first request is sent, so that commands without
/// network do not pay for it; when it is missing, sending fails with `network_error` naming the
/// package. All exchanges run on one thread of the client's, over shared connections, with HTTP/2
/// and gzip where the host has them. Proxy and certificate variables of the environment are
/// honoured (https_proxy, http_proxy, all_proxy, no_proxy; CURL_CA_BUNDLE, SSL_CERT_FILE,
/// GIT_SSL_CAINFO); certificates are always checked.
[[nodiscard]] std::unique_ptr<HttpClient> make_curl_client(const sys::Environment& environment);

}  // namespace skillmeat::net
