#include <skillmeat/github/failure.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/github/json_answers.hpp>
#include <skillmeat/github/rate_limit.hpp>
#include <skillmeat/net/url.hpp>

#include <string>
#include <utility>

namespace skillmeat::github {
namespace {

constexpr std::size_t longest_message = 200;  // characters

std::string name_of(const Repository& repository) {
    return repository.owner + '/' + repository.name;
}

// " (github.com: Not Found)", or nothing.
std::string words_of_host(const Asked& asked, const net::HttpResponse& response) {
    const auto message = terminal_safe(trim(read_message(response.body)));
    return message.empty() ? std::string{}
                           : " (" + asked.repository.host + ": " +
                                 std::string(truncate_characters(message, longest_message)) + ")";
}

Error make_error(ErrorCode code, std::string message, std::string hint,
                 const net::HttpResponse& response) {
    Origin origin;
    origin.path = net::shown_url(response.url);
    return Error{code, std::move(message), std::move(origin), {}, std::move(hint)};
}

std::string hint_for_token(const Asked& asked) {
    const auto& host = asked.repository.host;
    if (host == "github.com") {
        return "set GH_TOKEN, or run: gh auth login";
    }
    return (host.ends_with(".ghe.com") ? "set GH_TOKEN" : "set GH_HOST and GH_ENTERPRISE_TOKEN") +
           (", or run: gh auth login --hostname " + host);
}

Error refused_token(const Asked& asked, const net::HttpResponse& response) {
    if (!asked.token) {
        return make_error(ErrorCode::authentication_failed,
                          asked.repository.host + " wants a token to read " +
                              quote(name_of(asked.repository)) + words_of_host(asked, response),
                          hint_for_token(asked), response);
    }
    return make_error(ErrorCode::authentication_failed,
                      "the token from " + asked.token->source + " was refused by " +
                          asked.repository.host + words_of_host(asked, response),
                      "it may have expired or been revoked; set another one, or none for public "
                      "repositories",
                      response);
}

Error forbidden(const Asked& asked, const net::HttpResponse& response) {
    const auto who = asked.token ? "the token from " + asked.token->source + " may not read "
                                 : std::string("it is not allowed without a token to read ");
    return make_error(
        ErrorCode::authentication_failed,
        who + quote(name_of(asked.repository)) + " on " + asked.repository.host +
            words_of_host(asked, response),
        asked.token ? "look at the token's permissions and at single sign-on of the organisation"
                    : hint_for_token(asked),
        response);
}

Error not_found(const Asked& asked, const net::HttpResponse& response) {
    const auto name = quote(name_of(asked.repository));
    if (!asked.token) {
        return make_error(ErrorCode::repository_not_found,
                          "there is no repository " + name + " on " + asked.repository.host +
                              ", or it is private",
                          hint_for_token(asked), response);
    }
    return make_error(ErrorCode::repository_not_found,
                      "there is no repository " + name + " on " + asked.repository.host +
                          ", or the token from " + asked.token->source + " may not read it",
                      "check the spelling and the token's permissions", response);
}

}  // namespace

Error explain_refusal(const Asked& asked, const net::HttpResponse& response) {
    const auto name = quote(name_of(asked.repository));
    switch (response.status) {
        case 401:
            return refused_token(asked, response);
        case 403:
            return forbidden(asked, response);
        case 404:
            return not_found(asked, response);
        case 409:
            return make_error(ErrorCode::empty_repository, name + " has no commits",
                              "push a first commit", response);
        case 410:
        case 451:
            return make_error(ErrorCode::repository_not_found,
                              asked.repository.host + " no longer offers " + name +
                                  words_of_host(asked, response),
                              {}, response);
        case 422:  // an id or a ref that names nothing
            return make_error(ErrorCode::ref_not_found,
                              asked.repository.host + " does not know " +
                                  quote(net::shown_url(response.url)) +
                                  words_of_host(asked, response),
                              {}, response);
        default:
            return make_error(ErrorCode::network_error,
                              quote(net::shown_url(response.url)) + " answered with status " +
                                  std::to_string(response.status) + words_of_host(asked, response),
                              response.status >= 500 ? "try again later" : "", response);
    }
}

Error explain_limit(const Asked& asked, const net::HttpResponse& response, std::int64_t wait_ms,
                    Timestamp now) {
    const auto quota = read_quota(response, now);
    const auto reset = Timestamp{now.seconds + (wait_ms + 999) / 1000};
    std::string message =
        asked.repository.host + " wants no more requests until " +
        to_string(quota.remaining == 0 && quota.reset && !quota.retry_after_s ? *quota.reset
                                                                              : reset);
    if (quota.remaining && quota.limit) {
        message += ": " + std::to_string(*quota.remaining) + " of " + std::to_string(*quota.limit) +
                   " are left";
    }
    return make_error(ErrorCode::rate_limited, std::move(message),
                      asked.token ? "wait until then"
                                  : "set GH_TOKEN: with a token the limit is 5,000 requests an "
                                    "hour instead of 60",
                      response);
}

}  // namespace skillmeat::github
