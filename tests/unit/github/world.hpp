#pragma once

#include <fakes/fake_clock.hpp>
#include <fakes/fake_environment.hpp>
#include <fakes/fake_http.hpp>
#include <fakes/fake_processes.hpp>
#include <fakes/memory_files.hpp>
#include <skillmeat/github/api.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace skillmeat::test {

inline const std::string api_base = "https://api.github.com/repos/acme/tools";

/// The API over fakes: nothing of the machine is touched, no time passes.
struct World {
    World() { options.cache = "/cache"; }

    github::Api& api() {
        if (!api_) {
            tokens_ = std::make_unique<github::Tokens>(
                environment, processes, std::map<std::string, std::string>{}, nullptr);
            api_ = std::make_unique<github::Api>(http, files, clock, *tokens_, options);
        }
        return *api_;
    }
    /// As another run of the program would have it.
    void restart() {
        api_.reset();
        tokens_.reset();
    }

    /// Values of a header in all requests so far, "-" where it is missing.
    std::vector<std::string> sent(const std::string& name) const {
        std::vector<std::string> values;
        for (const auto& request : http.requests) {
            const auto value = fakes::FakeHttp::header_of(request, name);
            values.push_back(value.empty() ? "-" : value);
        }
        return values;
    }
    std::vector<std::string> asked() const {
        std::vector<std::string> urls;
        for (const auto& request : http.requests) {
            urls.push_back(request.url);
        }
        return urls;
    }

    fakes::FakeHttp http;
    fakes::MemoryFiles files;
    fakes::FakeClock clock;
    fakes::FakeEnvironment environment;
    fakes::FakeProcesses processes;
    github::ApiOptions options;
    github::Repository repository{"github.com", "https://api.github.com", "acme", "tools"};
    github::CallOptions call;

  private:
    std::unique_ptr<github::Tokens> tokens_;
    std::unique_ptr<github::Api> api_;
};

/// The body of a repository, with an ETag put in front of it by the caller.
inline std::string repository_body(const std::string& name = "acme/tools") {
    return R"({"full_name":")" + name + R"(","html_url":"https://github.com/)" + name +
           R"(","default_branch":"main","description":"Tools","topics":["pdf"]})";
}

}  // namespace skillmeat::test
