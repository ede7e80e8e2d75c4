#pragma once

#include <memory>
#include <string>
#include <vector>

#include <skillmeat/github/repository.hpp>
#include <skillmeat/net/http.hpp>
#include <skillmeat/sys/process.hpp>
#include <unit/git/sandbox.hpp>

namespace skillmeat::test {

/// tests/support/github_server.py, serving repositories of a sandbox; ends when destroyed.
class GitHubServer {
  public:
    /// `arguments`: as on its command line, "acme/tools=PATH".
    GitHubServer(const Sandbox& box, std::vector<std::string> arguments);

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + port_; }
    /// The repository as one of github.com, whose API is this server.
    [[nodiscard]] github::Repository repository(const std::string& owner_and_name) const;

    /// What POST /_control takes: `{"faults": [{"kind": "html"}]}`.
    void control(const std::string& json) const;
    /// The lines of the log that were added since the last call, one per request.
    [[nodiscard]] std::vector<std::string> requests();
    [[nodiscard]] std::size_t request_count() { return requests().size(); }

  private:
    std::string log_;
    std::size_t seen_ = 0;
    std::unique_ptr<net::HttpClient> http_;
    std::unique_ptr<sys::Child> child_;
    std::string port_;
};

}  // namespace skillmeat::test
