#pragma once

#include <memory>

#include <skillmeat/net/http.hpp>
#include <skillmeat/sys/environment.hpp>

namespace skillmeat::net {

/// The real client. When the first request is sent, libcurl (7.85 or newer) is loaded and
/// `environment` is read, which must outlive the client: commands without network pay for neither.
/// When libcurl is missing, sending fails with `network_error` naming the package. All exchanges
/// run on one thread of the client's, over shared connections, with HTTP/2 and gzip where the host
/// has them. Proxy and certificate variables are read here and only here (https_proxy, HTTPS_PROXY,
/// http_proxy, all_proxy, ALL_PROXY, no_proxy, NO_PROXY; CURL_CA_BUNDLE, SSL_CERT_FILE,
/// GIT_SSL_CAINFO). This machine is never reached by a proxy; certificates are always checked.
/// Destroying the client ends what runs.
[[nodiscard]] std::unique_ptr<HttpClient> make_curl_client(const sys::Environment& environment);

}  // namespace skillmeat::net
