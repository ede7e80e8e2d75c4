#include <skillmeat/ops/discover/site_index.hpp>

#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/discover/site_index.hpp>
#include <skillmeat/net/redirects.hpp>
#include <skillmeat/ops/network.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::string_view accept = "application/json";
constexpr std::int64_t patience_ms = 60'000;  // for one file

/// Talks to one site.
class Site {
  public:
    Site(Services& services, IndexCopies& copies, const IndexTokens& tokens)
        : services_(services), copies_(copies), tokens_(tokens) {}

    /// The file, if it is there and an index; `index_not_found` if not.
    [[nodiscard]] Result<net::CachedResponse> ask(const net::CacheKey& key);

  private:
    [[nodiscard]] Result<net::CachedResponse> send(const net::CacheKey& key,
                                                   std::optional<net::CachedResponse> old);
    [[nodiscard]] tl::unexpected<Error> refusal(const net::HttpResponse& response,
                                                const std::string& url) const;

    Services& services_;
    IndexCopies& copies_;
    const IndexTokens& tokens_;
};

bool on_this_machine(const std::string& url) {
    const auto parsed = net::parse_url(url);
    return parsed && net::is_loopback(parsed->origin.host);
}

tl::unexpected<Error> Site::refusal(const net::HttpResponse& response,
                                    const std::string& url) const {
    const auto shown = net::shown_url(url);
    const auto parsed = net::parse_url(url);
    const auto variable = parsed ? tokens_.variable_of(parsed->origin) : std::string();
    switch (response.status) {
        case 404:
        case 410:
            return fail(ErrorCode::index_not_found, fmt::format("{} is not there", quote(shown)));
        case 401:
        case 403:
            if (variable.empty()) {
                return fail(ErrorCode::authentication_failed,
                            fmt::format("{} asks for a token", quote(shown)),
                            "name its variable with `skillmeat config set token_variables "
                            "HOST=VARIABLE --scope user`");
            }
            return fail(
                ErrorCode::authentication_failed,
                services_.environment.get(variable)
                    ? fmt::format("{} refuses the token from {}", quote(shown), variable)
                    : fmt::format("{} asks for a token, and {} is not set", quote(shown), variable),
                fmt::format("set {} to a token that may read it", variable));
        case 429:
            return fail(ErrorCode::rate_limited,
                        fmt::format("{} wants no more requests for a while", quote(shown)),
                        "try again later");
        default:
            return fail(ErrorCode::network_error,
                        fmt::format("{} answered with status {}", quote(shown), response.status),
                        "try again later");
    }
}

Result<net::CachedResponse> Site::send(const net::CacheKey& key,
                                       std::optional<net::CachedResponse> old) {
    net::HttpRequest request;
    request.url = key.url;
    request.headers = {{"Accept", key.accept}};
    request.max_body = discover::max_index_size;
    request.total_timeout_ms = patience_ms;
    if (old && !old->etag.empty()) {
        request.headers.push_back({"If-None-Match", old->etag});
    } else if (old && !old->last_modified.empty()) {
        request.headers.push_back({"If-Modified-Since", old->last_modified});
    }
    SKILLMEAT_ASSIGN(auto followed, net::send_following(services_.network->http(), request,
                                                        tokens_.credentials()));
    auto& response = followed.response;
    if (response.status == 304 && old) {
        old->stored_at = services_.clock.now();
        return *std::move(old);
    }
    if (response.status != 200) {
        return refusal(response, response.url.empty() ? key.url : response.url);
    }
    net::CachedResponse fresh;
    fresh.url = response.url;
    fresh.etag = response.header("etag").value_or("");
    fresh.last_modified = response.header("last-modified").value_or("");
    fresh.stored_at = services_.clock.now();
    fresh.body = std::move(response.body);
    return fresh;
}

Result<net::CachedResponse> Site::ask(const net::CacheKey& key) {
    SKILLMEAT_ASSIGN(auto answer, send(key, copies_.find(key)));
    // A page that says "not found" with status 200 is no index, and is not kept.
    DiagnosticList unused;
    SKILLMEAT_TRY(
        discover::read_site_index(answer.body, answer.url, on_this_machine(answer.url), unused));
    copies_.store(key, answer);
    return answer;
}

Error nothing_found(const std::string& url, const std::vector<net::CacheKey>& places) {
    std::vector<std::string> shown;
    for (const auto& place : places) {
        shown.push_back(quote(net::shown_url(place.url)));
    }
    return Error{ErrorCode::index_not_found,
                 fmt::format("{} serves no index: neither {} is there", quote(net::shown_url(url)),
                             join(shown, " nor ")),
                 {},
                 {},
                 "if it is a git repository, add `--as repo`; a private site needs its variable in "
                 "`token_variables`"};
}

}  // namespace

Result<IndexTokens> index_tokens(Services& services, const settings::Settings& settings) {
    SKILLMEAT_ASSIGN(auto variables, settings::token_variables(settings));
    return IndexTokens(services.environment, std::move(variables),
                       services.network == nullptr ? nullptr : services.network->redactor());
}

std::vector<std::string> site_candidates(const std::string& url) {
    if (url.ends_with(".json")) {
        return {url};
    }
    std::vector<std::string> candidates;
    for (const auto file : discover::site_files) {
        candidates.push_back(url + std::string(file));
    }
    return candidates;
}

Result<std::vector<net::CacheKey>> site_keys(const IndexTokens& tokens, const std::string& url) {
    std::vector<net::CacheKey> keys;
    for (const auto& candidate : site_candidates(url)) {
        SKILLMEAT_ASSIGN(const auto parsed, net::parse_url(candidate));
        SKILLMEAT_ASSIGN(const auto token, tokens.token_of(parsed.origin));
        keys.push_back({candidate, std::string(accept),
                        // As the answers of APIs: the words keep the digest from being looked up.
                        token ? hex_digest(HashKind::sha256, "skillmeat answers\n" + *token) : ""});
    }
    return keys;
}

Result<ReadIndex> read_site(Services& services, IndexCopies& copies, const IndexTokens& tokens,
                            const std::string& url, const IndexFlags& flags) {
    if (services.network == nullptr) {
        return fail(ErrorCode::internal, "this command was given no network");
    }
    Site site(services, copies, tokens);
    SKILLMEAT_ASSIGN(const auto keys, site_keys(tokens, url));
    const auto ask = [&]() -> Result<net::CachedResponse> {
        Error last;
        bool told = false;  // that something is there, but no index
        for (const auto& key : keys) {
            auto answer = site.ask(key);
            if (answer || answer.error().code != ErrorCode::index_not_found) {
                return answer;
            }
            const bool tells = !answer.error().origin.path.empty();
            if (tells || !told) {
                last = std::move(answer).error();
            }
            told = told || tells;
        }
        return fail(told || keys.size() == 1 ? std::move(last) : nothing_found(url, keys));
    };
    SKILLMEAT_ASSIGN(auto answer, copies.answer(keys, flags, net::shown_url(url), ask));
    ReadIndex index;
    index.url = answer.response.url;
    index.fetched_at = answer.response.stored_at;
    index.from_cache = answer.from_cache;
    index.expired = answer.expired;
    SKILLMEAT_ASSIGN(auto references,
                     discover::read_site_index(answer.response.body, index.url,
                                               on_this_machine(index.url), services.diagnostics));
    index.references = discover::merge(std::move(references));
    return index;
}

}  // namespace skillmeat::ops
