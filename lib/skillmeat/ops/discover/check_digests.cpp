#include <skillmeat/ops/discover/check_digests.hpp>

#include <array>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/net/redirects.hpp>
#include <skillmeat/ops/network.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::size_t max_skill = std::size_t{1} << 20;  // bytes, as detection reads at most
constexpr std::int64_t patience_ms = 60'000;             // for one file

net::HttpRequest request_of(const discover::Reference& reference) {
    net::HttpRequest request;
    request.url = reference.url;
    request.max_body = max_skill;
    request.total_timeout_ms = patience_ms;
    return request;
}

/// The request with the credential of its own origin.
Result<net::HttpRequest> first_request(const discover::Reference& reference,
                                       const net::Credentials& credentials) {
    auto request = request_of(reference);
    SKILLMEAT_ASSIGN(const auto url, net::parse_url(reference.url));
    SKILLMEAT_ASSIGN(auto header, credentials(url.origin));
    if (header) {
        request.headers.push_back(*std::move(header));
    }
    return request;
}

CheckedDigest compare(const discover::Reference& reference,
                      const Result<net::HttpResponse>& response) {
    const auto shown = quote(net::shown_url(reference.url));
    if (!response) {
        return {DigestCheck::failed, response.error()};
    }
    if (response->status != 200) {
        return {DigestCheck::failed,
                Error{ErrorCode::network_error,
                      fmt::format("{} answered with status {}", shown, response->status),
                      {},
                      {},
                      "try again later"}};
    }
    const auto found = hex_digest(HashKind::sha256, response->body);
    if (found == reference.digest) {
        return {DigestCheck::matches, std::nullopt};
    }
    return {DigestCheck::differs,
            Error{ErrorCode::integrity_failed,
                  fmt::format("{} at {} has the digest {}, but the index promises {}",
                              quote(reference.name), shown, found, reference.digest),
                  {},
                  {},
                  "do not use it before its publisher has said why"}};
}

}  // namespace

std::string_view to_string(DigestCheck check) {
    constexpr std::array<std::string_view, 4> names{"unchecked", "matches", "differs", "failed"};
    return names[static_cast<std::size_t>(check)];
}

std::vector<CheckedDigest> check_digests(Services& services, const IndexTokens& tokens,
                                         const std::vector<discover::Reference>& references,
                                         std::size_t jobs) {
    std::vector<CheckedDigest> results(references.size());
    std::vector<std::size_t> asked;
    std::vector<net::HttpRequest> requests;
    const auto credentials = tokens.credentials();
    for (std::size_t i = 0; i < references.size(); ++i) {
        const auto& one = references[i];
        if (one.kind != discover::ReferenceKind::skill || one.digest.empty() || one.url.empty()) {
            continue;
        }
        auto request = first_request(one, credentials);
        if (!request) {
            results[i] = {DigestCheck::failed, std::move(request).error()};
            continue;
        }
        asked.push_back(i);
        requests.push_back(*std::move(request));
    }
    auto& http = services.network->http();
    std::vector<std::size_t> moved;
    http.send_all(requests, jobs, [&](std::size_t at, Result<net::HttpResponse> response) {
        const auto i = asked[at];
        if (response && response->status / 100 == 3) {
            moved.push_back(i);
        } else {
            results[i] = compare(references[i], response);
        }
    });
    // Few redirect: those are followed one by one, each hop with the credential of its own host.
    for (const auto i : moved) {
        auto followed = net::send_following(http, request_of(references[i]), credentials);
        results[i] = compare(references[i],
                             followed ? Result<net::HttpResponse>(std::move(followed->response))
                                      : fail(std::move(followed).error()));
    }
    return results;
}

}  // namespace skillmeat::ops
