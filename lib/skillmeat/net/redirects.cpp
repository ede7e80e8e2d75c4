#include <skillmeat/net/redirects.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include <skillmeat/base/text.hpp>

namespace skillmeat::net {
namespace {

constexpr std::size_t most_redirects = 5;

bool carries_credential(const Header& header) {
    constexpr std::array<std::string_view, 4> names{"authorization", "proxy-authorization",
                                                    "cookie", "private-token"};
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
        return equals_ignoring_case(header.name, name);
    });
}

bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

tl::unexpected<Error> refuse(const Url& from, const std::string& what) {
    return fail(ErrorCode::network_error, quote(shown_url(from.text)) + " " + what);
}

/// Where an answer sends us.
Result<Url> next_place(const Url& from, const HttpResponse& response) {
    const auto location = response.header("location");
    if (!location || location->empty()) {
        return refuse(
            from, "answered " + std::to_string(response.status) + " without saying where to go");
    }
    auto next = resolve_reference(from, *location);
    if (!next) {
        return refuse(from, "redirects to a place that is refused: " + next.error().message);
    }
    if (from.origin.scheme == "https" && next->origin.scheme == "http") {
        return refuse(from, "redirects to " + quote(shown_url(next->text)) +
                                ", which would be read without encryption");
    }
    return next;
}

/// The request as it goes to `url`, with the credential of that origin.
Result<HttpRequest> request_to(const Url& url, const Url& first, const HttpRequest& request,
                               const Credentials& credentials) {
    HttpRequest hop = request;
    hop.url = url.text;
    // The user allowed the first place, not what it leads to.
    hop.allow_plain_http = request.allow_plain_http && url.origin == first.origin;
    if (credentials) {
        SKILLMEAT_ASSIGN(auto header, credentials(url.origin));
        if (header) {
            hop.headers.push_back(*std::move(header));
        }
    }
    return hop;
}

}  // namespace

Result<Followed> send_following(HttpClient& client, const HttpRequest& request,
                                const Credentials& credentials) {
    if (request.method != "GET") {
        return fail(ErrorCode::internal, "redirects of " + quote(request.method) +
                                             " are not followed, only those of GET");
    }
    if (std::any_of(request.headers.begin(), request.headers.end(), carries_credential)) {
        return fail(ErrorCode::internal, "a credential stands in the headers of a request");
    }
    SKILLMEAT_ASSIGN(const Url first, parse_url(request.url));
    Url place = first;
    std::set<std::string> seen;
    Followed followed;
    std::uint64_t received = 0;
    std::uint64_t sent = 0;
    while (true) {
        SKILLMEAT_ASSIGN(const auto hop, request_to(place, first, request, credentials));
        SKILLMEAT_ASSIGN(followed.response, client.send(hop));
        auto& response = followed.response;
        response.bytes_received = received += response.bytes_received;
        response.bytes_sent = sent += response.bytes_sent;
        if (!is_redirect(response.status)) {
            return followed;
        }
        followed.moved_permanently |= response.status == 301 || response.status == 308;
        seen.insert(place.text);
        SKILLMEAT_ASSIGN(place, next_place(place, response));
        if (seen.contains(place.text)) {
            return refuse(first,
                          "redirects in a circle, by way of " + quote(shown_url(place.text)));
        }
        if (seen.size() > most_redirects) {
            return refuse(first, "redirects more than 5 times");
        }
    }
}

}  // namespace skillmeat::net
