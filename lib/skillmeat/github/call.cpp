#include <skillmeat/github/call.hpp>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/github/exchange.hpp>
#include <skillmeat/net/link_header.hpp>
#include <skillmeat/net/redirects.hpp>
#include <skillmeat/net/url.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace skillmeat::github {
namespace {

// A kept answer that is still right is written anew only once a day, for those who clean by age.
constexpr std::int64_t stale_s = 24 * 3600;

// Sent at once before the answers are looked at: a host that says stop is not asked thousands of
// times more.
constexpr std::size_t batch_per_job = 16;

// Never the token itself; the words in front keep the digest from being looked up elsewhere.
std::string identity_of(const std::optional<Token>& token) {
    return token ? hex_digest(HashKind::sha256, "skillmeat answers\n" + token->value) : "";
}

bool is_redirect(const Result<net::HttpResponse>& response) {
    return response && (response->status == 301 || response->status == 302 ||
                        response->status == 307 || response->status == 308);
}

Result<Session> open_session(const Repository& repository, const CallOptions& call,
                             const sys::Clock& clock, const net::ResponseCache& cache,
                             Tokens& tokens, std::int64_t longest_wait_ms) {
    SKILLMEAT_ASSIGN(auto api, net::parse_url(repository.api_url));
    SKILLMEAT_ASSIGN(auto token, tokens.of(repository.host));
    auto identity = identity_of(token);
    return Session{repository,
                   call,
                   clock,
                   cache,
                   longest_wait_ms,
                   std::move(api.origin),
                   std::move(token),
                   std::move(identity)};
}

/// Gives each request of a way through redirects what is left of the call's time.
class TimedClient final : public net::HttpClient {
  public:
    TimedClient(net::HttpClient& http, const Session& session) : http_(http), session_(session) {}

    Result<net::HttpResponse> send(const net::HttpRequest& request) override {
        auto timed = request;
        SKILLMEAT_ASSIGN(timed.total_timeout_ms, session_.time_for(request.url));
        return http_.send(timed);
    }
    void send_all(std::span<const net::HttpRequest> requests, std::size_t parallel,
                  const Visitor& visit) override {
        http_.send_all(requests, parallel, visit);
    }

  private:
    net::HttpClient& http_;
    const Session& session_;
};

/// Sends what an exchange asks for next, wherever redirects lead.
Result<net::Followed> send_one(net::HttpClient& http, const Session& session,
                               const Exchange& exchange) {
    const auto credentials = [&](const net::Origin& origin) -> Result<std::optional<net::Header>> {
        return session.credential(origin);
    };
    TimedClient timed(http, session);
    return net::send_following(timed, exchange.request(), credentials);
}

Result<net::HttpResponse> response_of(Result<net::Followed> followed) {
    if (!followed) {
        return fail(std::move(followed).error());
    }
    return std::move(followed->response);
}

std::string key_of(const Repository& repository) {
    return repository.api_url + '/' + repository.owner + '/' + repository.name;
}

/// Some of the questions of get_all(), and who is told of their answers. `first` is the index of
/// the first of them among all.
class Batch {
  public:
    Batch(net::HttpClient& http, const Session& session, std::span<const Question> questions,
          std::size_t first, const Caller::Visitor& visit)
        : http_(http), session_(session), first_(first), visit_(visit) {
        exchanges_.reserve(questions.size());
        for (const auto& question : questions) {
            exchanges_.emplace_back(session, question);
        }
    }

    Result<void> run(std::size_t parallel) {
        for (std::size_t index = 0; index < exchanges_.size(); ++index) {
            sort_in(index);
        }
        while (!open_.empty() && visited_) {
            SKILLMEAT_TRY(wait());
            send(std::exchange(open_, {}), parallel);
        }
        return visited_;
    }

  private:
    void sort_in(std::size_t index) {
        if (!exchanges_[index].is_done()) {
            open_.push_back(index);
        } else if (visited_) {
            visited_ = visit_(first_ + index, exchanges_[index].take_result());
        }
    }

    void receive(std::size_t index, Result<net::HttpResponse> response) {
        exchanges_[index].receive(std::move(response));
        sort_in(index);
    }

    Result<void> wait() const {
        std::int64_t longest = 0;
        for (const auto index : open_) {
            longest = std::max(longest, exchanges_[index].wait_ms());
        }
        return longest == 0 ? Result<void>() : session_.clock.wait_ms(longest);
    }

    void send(const std::vector<std::size_t>& indices, std::size_t parallel) {
        std::vector<net::HttpRequest> requests;
        std::vector<std::size_t> senders;
        for (const auto index : indices) {
            auto request = exchanges_[index].request();
            const auto time = session_.time_for(request.url);
            if (!time) {
                receive(index, fail(time.error()));
                continue;
            }
            request.total_timeout_ms = *time;
            requests.push_back(with_credential(std::move(request)));
            senders.push_back(index);
        }
        std::vector<std::size_t> redirected;
        http_.send_all(requests, parallel,
                       [&](std::size_t position, Result<net::HttpResponse> response) {
                           const auto index = senders[position];
                           if (is_redirect(response)) {
                               redirected.push_back(index);
                           } else {
                               receive(index, std::move(response));
                           }
                       });
        for (const auto index : redirected) {
            receive(index, response_of(send_one(http_, session_, exchanges_[index])));
        }
    }

    [[nodiscard]] net::HttpRequest with_credential(net::HttpRequest request) const {
        const auto url = net::parse_url(request.url);
        if (auto header = url ? session_.credential(url->origin) : std::nullopt) {
            request.headers.push_back(*std::move(header));
        }
        return request;
    }

    net::HttpClient& http_;
    const Session& session_;
    std::size_t first_;
    const Caller::Visitor& visit_;
    std::vector<Exchange> exchanges_;
    std::vector<std::size_t> open_;  ///< exchanges that are not done
    Result<void> visited_;           ///< the visitor's error, when it had enough
};

}  // namespace

std::string next_page(const Answer& answer) {
    const auto target = net::find_link(answer.link, "next");
    const auto base = net::parse_url(answer.url);
    if (!target || !base) {
        return {};
    }
    const auto next = net::resolve_reference(*base, *target);
    return next ? next->text : std::string{};
}

Caller::Caller(net::HttpClient& http, sys::FileSystem& files, const sys::Clock& clock,
               Tokens& tokens, const ApiOptions& options)
    : http_(http),
      clock_(clock),
      tokens_(tokens),
      options_(options),
      cache_(files, options.cache.empty() ? sys::Path() : options.cache / "http") {}

Result<Answer> Caller::get(const Repository& repository, const Question& question,
                           const CallOptions& call) {
    SKILLMEAT_ASSIGN(const auto session, open_session(repository, call, clock_, cache_, tokens_,
                                                      options_.longest_wait_ms));
    Exchange exchange(session, question);
    while (!exchange.is_done()) {
        if (exchange.wait_ms() > 0) {
            SKILLMEAT_TRY(clock_.wait_ms(exchange.wait_ms()));
        }
        auto followed = send_one(http_, session, exchange);
        if (followed && followed->moved_permanently) {
            const std::lock_guard guard(mutex_);
            moved_.insert(key_of(repository));
        }
        exchange.receive(response_of(std::move(followed)));
    }
    return exchange.take_result();
}

Result<void> Caller::get_all(const Repository& repository, std::span<const Question> questions,
                             const CallOptions& call, const Visitor& visit) {
    SKILLMEAT_ASSIGN(const auto session, open_session(repository, call, clock_, cache_, tokens_,
                                                      options_.longest_wait_ms));
    const auto parallel = std::max<std::size_t>(1, options_.jobs);
    const auto most = parallel * batch_per_job;
    for (std::size_t first = 0; first < questions.size(); first += most) {
        const auto some = questions.subspan(first, std::min(most, questions.size() - first));
        SKILLMEAT_TRY(Batch(http_, session, some, first, visit).run(parallel));
    }
    return {};
}

bool Caller::was_moved(const Repository& repository) {
    const std::lock_guard guard(mutex_);
    return moved_.contains(key_of(repository));
}

void Caller::keep(const Answer& answer) {
    const auto now = clock_.now();
    const bool is_fresh = answer.from_cache && now.seconds - answer.stored_at.seconds < stale_s;
    if (answer.is_lasting && !is_fresh) {
        net::CachedResponse kept;
        kept.url = answer.url;
        kept.etag = answer.etag;
        kept.last_modified = answer.last_modified;
        kept.link = answer.link;
        kept.stored_at = now;
        kept.body = answer.body;
        cache_.store(answer.key, kept);
    }
}

void Caller::forget(const net::CacheKey& key) {
    cache_.erase(key);
}

}  // namespace skillmeat::github
