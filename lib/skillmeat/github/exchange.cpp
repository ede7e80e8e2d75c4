#include <skillmeat/github/exchange.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/github/failure.hpp>
#include <skillmeat/github/rate_limit.hpp>

#include <utility>

namespace skillmeat::github {
namespace {

constexpr int ok = 200;
constexpr int last_success = 299;
constexpr int not_modified = 304;

Error not_kept(const Question& question) {
    return Error{ErrorCode::objects_missing,
                 "the answer of " + quote(net::shown_url(question.url)) +
                     " is not in the cache, and --offline forbids asking",
                 {},
                 {},
                 "scan it once without --offline"};
}

std::string header_of(const net::HttpResponse& response, std::string_view name) {
    return std::string(response.header(name).value_or(""));
}

}  // namespace

std::optional<net::Header> Session::credential(const net::Origin& origin) const {
    if (!token || origin != api) {
        return std::nullopt;
    }
    return net::Header{"Authorization", "Bearer " + token->value};
}

Result<std::int64_t> Session::time_for(std::string_view url) const {
    const auto left = call.deadline_ms == 0 ? 0 : call.deadline_ms - clock.ticks_ms();
    if (call.deadline_ms != 0 && left <= 0) {
        return fail(ErrorCode::network_error,
                    "no time is left to ask " + quote(net::shown_url(url)));
    }
    return left;
}

Exchange::Exchange(const Session& session, const Question& question)
    : session_(session),
      question_(question),
      key_{question.url, question.accept, session.identity} {
    if (question.cached) {
        kept_ = session.cache.find(key_);
    }
    if (kept_ && (question.immutable || session.call.offline)) {
        use_kept();
    } else if (session.call.offline) {
        result_ = fail(not_kept(question));
    }
}

net::HttpRequest Exchange::request() const {
    net::HttpRequest request;
    request.url = question_.url;
    request.headers = {{"Accept", question_.accept}, {"X-GitHub-Api-Version", "2022-11-28"}};
    if (kept_ && !kept_->etag.empty()) {
        request.headers.push_back({"If-None-Match", kept_->etag});
    }
    request.max_body = question_.max_body;
    request.resends = attempt_ - 1;
    return request;
}

void Exchange::receive(Result<net::HttpResponse> response) {
    if (response) {
        receive_answer(*std::move(response));
        return;
    }
    if (!net::is_broken_connection(response.error())) {
        result_ = fail(std::move(response).error());
        return;
    }
    const auto jitter = static_cast<std::uint64_t>(session_.clock.ticks_ms());
    try_again(back_off_ms(attempt_, jitter), std::move(response).error());
}

void Exchange::receive_answer(net::HttpResponse response) {
    const Asked asked{session_.repository, session_.token};
    const auto now = session_.clock.now();
    const auto verdict =
        judge(response, attempt_, now, static_cast<std::uint64_t>(session_.clock.ticks_ms()));
    if (verdict.obstacle == Obstacle::limit) {
        try_again(verdict.wait_ms, explain_limit(asked, response, verdict.wait_ms, now));
    } else if (verdict.obstacle == Obstacle::server) {
        auto error = explain_refusal(asked, response);
        error.message +=
            ", after " + std::to_string(attempt_) + (attempt_ == 1 ? " try" : " tries");
        try_again(verdict.wait_ms, std::move(error));
    } else if (response.status == not_modified && kept_) {
        use_kept();
    } else if (response.status >= ok && response.status <= last_success) {
        accept(std::move(response));
    } else {
        result_ = fail(explain_refusal(asked, response));
    }
}

void Exchange::use_kept() {
    Answer answer;
    answer.url = kept_->url;
    answer.body = std::move(kept_->body);
    answer.link = std::move(kept_->link);
    answer.from_cache = true;
    answer.is_lasting = true;
    answer.key = key_;
    answer.etag = std::move(kept_->etag);
    answer.last_modified = std::move(kept_->last_modified);
    answer.stored_at = kept_->stored_at;
    result_ = std::move(answer);
}

void Exchange::accept(net::HttpResponse response) {
    Answer answer;
    answer.link = header_of(response, "link");
    answer.etag = header_of(response, "etag");
    answer.last_modified = header_of(response, "last-modified");
    answer.key = key_;
    answer.url = std::move(response.url);
    answer.body = std::move(response.body);
    answer.is_lasting =
        question_.cached && response.status == ok && (question_.immutable || !answer.etag.empty());
    result_ = std::move(answer);
}

void Exchange::try_again(std::int64_t wait_ms, Error otherwise) {
    if (attempt_ == max_attempts || wait_ms > session_.longest_wait_ms || !has_time_for(wait_ms)) {
        result_ = fail(std::move(otherwise));
        return;
    }
    ++attempt_;
    wait_ms_ = wait_ms;
}

bool Exchange::has_time_for(std::int64_t wait_ms) const {
    return session_.call.deadline_ms == 0 ||
           session_.clock.ticks_ms() + wait_ms < session_.call.deadline_ms;
}

}  // namespace skillmeat::github
