#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>

namespace skillmeat::net {

struct Header {
    std::string name;  ///< lower case in responses
    std::string value;

    bool operator==(const Header&) const = default;
};

inline constexpr std::size_t default_max_body = std::size_t{64} << 20;

struct HttpRequest {
    std::string method = "GET";
    std::string url;
    std::vector<Header> headers;  ///< user agent and accepted encodings are the client's
    std::string body;             ///< sent when the method is POST
    std::int64_t connect_timeout_ms = 10'000;
    std::int64_t idle_timeout_ms = 30'000;    ///< longest wait without a byte
    std::int64_t total_timeout_ms = 0;        ///< of the whole exchange; 0: none
    std::size_t max_body = default_max_body;  ///< bytes after decompression
    /// http to hosts other than this machine. Only for what a user configured as plain, such as a
    /// collector of traces; never for something a repository named.
    bool allow_plain_http = false;
    int resends = 0;  ///< how often the same was sent before; said in traces only
};

struct HttpResponse {
    int status = 0;
    std::string url;  ///< that answered
    std::vector<Header> headers;
    std::string body;                  ///< decompressed
    std::uint64_t bytes_received = 0;  ///< head and body as they came over the wire
    std::uint64_t bytes_sent = 0;

    /// The first header of that name (in lower case), or nothing.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
};

/// The hint of errors of a connection that broke in the middle of an exchange.
inline constexpr std::string_view broken_connection_hint = "try again";
/// Whether the same GET may go through where this one failed: the connection broke, as it does when
/// a server restarts. Not for hosts that cannot be found or reached, certificates and time limits.
[[nodiscard]] bool is_broken_connection(const Error& error);

/// Makes exchanges over HTTP; the only way the program has to do so. An answer of any status is a
/// success. Follows no redirect and has no credentials of its own. Errors: `network_error` (name,
/// connection, certificate, time limit, body cut off), `too_large`, `invalid_value` (not https, nor
/// http to a loopback address), `interrupted`, `terminated`. Messages name the URL without user
/// info and query. Safe to use from several threads; connections are shared between them.
class HttpClient {
  public:
    virtual ~HttpClient() = default;
    [[nodiscard]] virtual Result<HttpResponse> send(const HttpRequest& request) = 0;

    /// Told of each answer as it comes, on the calling thread, in no order.
    using Visitor = std::function<void(std::size_t index, Result<HttpResponse> response)>;
    /// Makes many exchanges, at most `parallel` at once; returns when all are done.
    virtual void send_all(std::span<const HttpRequest> requests, std::size_t parallel,
                          const Visitor& visit) = 0;
};

}  // namespace skillmeat::net
