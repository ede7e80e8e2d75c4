#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <skillmeat/github/call.hpp>
#include <skillmeat/net/redirects.hpp>
#include <skillmeat/net/url.hpp>

namespace skillmeat::github {

/// What all requests of one call have in common.
struct Session {
    const Repository& repository;
    const CallOptions& call;
    const sys::Clock& clock;
    const net::ResponseCache& cache;
    std::int64_t longest_wait_ms = 0;
    net::Origin api;  ///< the only one the token is for
    std::optional<Token> token;
    std::string identity;  ///< of the token, for the cache

    /// The header that carries the token, for the API's own origin.
    [[nodiscard]] std::optional<net::Header> credential(const net::Origin& origin) const;
    /// What a request to `url` may take in all, in ms; 0 when there is no deadline. `network_error`
    /// when none is left.
    [[nodiscard]] Result<std::int64_t> time_for(std::string_view url) const;
};

/// The way from a question to its answer: what to send next, and what to make of what came. Sends
/// nothing itself, so that one request and many at once go by the same rules.
class Exchange {
  public:
    /// The references must outlive it. Done at once when a kept answer will do.
    Exchange(const Session& session, const Question& question);

    [[nodiscard]] bool is_done() const { return result_.has_value(); }
    /// Only once, when it is done.
    [[nodiscard]] Result<Answer> take_result() { return *std::move(result_); }

    /// Wait this long before the request is sent.
    [[nodiscard]] std::int64_t wait_ms() const { return wait_ms_; }
    /// What to send next, without credentials and time limit.
    [[nodiscard]] net::HttpRequest request() const;
    /// What came: the exchange is done, or another try is to be made.
    void receive(Result<net::HttpResponse> response);

  private:
    void receive_answer(net::HttpResponse response);
    void use_kept();
    void accept(net::HttpResponse response);
    void try_again(std::int64_t wait_ms, Error otherwise);
    /// Whether a wait ends before the call's deadline.
    [[nodiscard]] bool has_time_for(std::int64_t wait_ms) const;

    const Session& session_;
    const Question& question_;
    net::CacheKey key_;
    std::optional<net::CachedResponse> kept_;
    int attempt_ = 1;
    std::int64_t wait_ms_ = 0;
    std::optional<Result<Answer>> result_;
};

}  // namespace skillmeat::github
