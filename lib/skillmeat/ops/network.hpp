#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include <skillmeat/github/api.hpp>
#include <skillmeat/github/tokens.hpp>
#include <skillmeat/net/http.hpp>
#include <skillmeat/observe/redactor.hpp>

namespace skillmeat::ops {

struct Services;

/// What a command reaches the network with, apart from git. Nothing is made before it is needed:
/// commands without network do not pay for it. Safe to use from several threads.
class Network {
  public:
    /// The references must outlive it; `redactor`, told of every token, may be null.
    explicit Network(net::HttpClient& http, observe::Redactor* redactor = nullptr)
        : http_(http), redactor_(redactor) {}

    [[nodiscard]] net::HttpClient& http() { return http_; }
    /// To be told of tokens that others find; may be null.
    [[nodiscard]] observe::Redactor* redactor() { return redactor_; }

    /// Tokens of hosts, as the user's settings and the environment say. The services of the first
    /// call must outlive it.
    [[nodiscard]] Result<github::Tokens*> tokens(Services& services);

    /// GitHub's API, as the user's settings say where it is. As tokens().
    [[nodiscard]] Result<github::Api*> github(Services& services);

  private:
    [[nodiscard]] Result<void> make_tokens(Services& services);

    net::HttpClient& http_;
    observe::Redactor* redactor_;
    std::mutex mutex_;
    std::unique_ptr<github::Tokens> tokens_;
    std::unique_ptr<github::Api> api_;
};

/// The API of a command's network. `internal` where operations were given no network.
[[nodiscard]] Result<github::Api*> github_api(Services& services);

/// Where GitHub's API is spoken: settings of the user, and the host that GH_HOST names.
[[nodiscard]] Result<github::Hosts> github_hosts(Services& services);

}  // namespace skillmeat::ops
