#include <skillmeat/net/curl_failure.hpp>

#include <string>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/net/url.hpp>
#include <skillmeat/sys/system_error.hpp>

namespace skillmeat::net {
namespace {

constexpr std::size_t longest_detail = 200;  // bytes

/// The detail as the end of a sentence of ours.
std::string reason_of(const CurlFailure& failure) {
    auto text = failure.detail.empty() ? failure.words : failure.detail;
    constexpr std::string_view announcement = "SSL certificate problem: ";
    if (text.starts_with(announcement)) {
        text.remove_prefix(announcement.size());
    }
    while (text.ends_with('.') || text.ends_with('\n')) {
        text.remove_suffix(1);
    }
    std::string reason = terminal_safe(truncate_utf8(text, longest_detail));
    const bool is_name = reason.size() > 1 && ascii_lower(reason[1]) != reason[1];  // SSL, HTTP/2
    if (!reason.empty() && !is_name) {
        reason.front() = ascii_lower(reason.front());
    }
    return reason;
}

std::string shown(const Proxy& proxy) {
    const bool has_scheme = proxy.address.find("://") != std::string::npos;
    const std::string url = shown_url(has_scheme ? proxy.address : "http://" + proxy.address);
    return "the proxy " + quote(url) + ", which " + proxy.variable + " names";
}

/// One thing to do when a host is not reached.
std::string reachability_hint(const Proxy& proxy) {
    return proxy.address.empty() ? "check the network connection"
                                 : "check " + shown(proxy) + "; no_proxy takes hosts out";
}

std::string certificate_hint(const ConnectionSettings& settings) {
    if (!settings.ca_variable.empty()) {
        return "check that the file " + quote(settings.ca_file) + ", which " +
               settings.ca_variable + " names, holds the certificate of the host's authority";
    }
    return "certificates are always checked; if the host or a proxy has an authority of its own, "
           "name the file with its certificate in SSL_CERT_FILE";
}

}  // namespace

std::string shown_duration(std::int64_t duration_ms) {
    return duration_ms % 1000 == 0 ? counted(static_cast<std::size_t>(duration_ms / 1000), "second")
                                   : std::to_string(duration_ms) + " ms";
}

Error describe_failure(const CurlFailure& failure, const HttpRequest& request, const Proxy& proxy,
                       const ConnectionSettings& settings) {
    const std::string url = quote(shown_url(request.url));
    const auto error = [](std::string message, std::string hint = {}) {
        return Error{ErrorCode::network_error, std::move(message), {}, {}, std::move(hint)};
    };
    if (failure.proxy_status >= 300) {
        return error(shown(proxy) + ", answered " + std::to_string(failure.proxy_status) +
                         " when it was asked for a connection to " + url,
                     failure.proxy_status == 407
                         ? "put user name and password into " + proxy.variable
                         : std::string());
    }
    const std::string again(broken_connection_hint);
    switch (failure.code) {
        case CURLE_COULDNT_RESOLVE_PROXY:
            return error("cannot find " + shown(proxy));
        case CURLE_COULDNT_RESOLVE_HOST:
            return error("cannot find the host of " + url, reachability_hint(proxy));
        case CURLE_COULDNT_CONNECT:
            // The detail of this one can show a proxy's password.
            return error("cannot connect to " + url +
                             (failure.os_error != 0 ? ": " + sys::system_message(failure.os_error)
                                                    : std::string()),
                         reachability_hint(proxy));
        case CURLE_OPERATION_TIMEDOUT:
            return error(
                "no connection to " + url + " within " + shown_duration(request.connect_timeout_ms),
                reachability_hint(proxy));
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
            return error("the certificate of " + url + " is not accepted: " + reason_of(failure),
                         certificate_hint(settings));
        case CURLE_SSL_CACERT_BADFILE:
            return error("cannot check the certificate of " + url +
                             ": the file of certificates cannot be read",
                         settings.ca_variable.empty() ? "install the package ca-certificates"
                                                      : certificate_hint(settings));
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CIPHER:
            return error("cannot make a secure connection to " + url + ": " + reason_of(failure));
        case CURLE_GOT_NOTHING:
            return error(url + " closed the connection without an answer", again);
        case CURLE_PARTIAL_FILE:
            return error("the answer of " + url + " was cut off", again);
        case CURLE_BAD_CONTENT_ENCODING:
            return error("the answer of " + url + " cannot be decompressed");
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_WEIRD_SERVER_REPLY:
            return error(url + " gave an answer that is not HTTP");
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
            return error("the exchange with " + url + " failed: " + reason_of(failure), again);
        default:
            return error("the exchange with " + url + " failed: " + reason_of(failure));
    }
}

}  // namespace skillmeat::net
