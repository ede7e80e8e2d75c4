#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/observe/redactor.hpp>
#include <skillmeat/sys/environment.hpp>
#include <skillmeat/sys/process.hpp>

namespace skillmeat::github {

struct Token {
    std::string value;
    std::string source;  ///< where it came from, for messages: "GH_TOKEN", "gh auth token", ...
};

/// Tokens of hosts (rules R34 to R37): the variable user configuration names for the host; GH_TOKEN
/// and GITHUB_TOKEN for github.com and hosts below ghe.com; GH_ENTERPRISE_TOKEN and
/// GITHUB_ENTERPRISE_TOKEN for the host that GH_HOST names; `gh auth token`; git's credential
/// helpers. Each host is looked up once. Every token found is told to the redactor. Values with
/// control characters are refused (`invalid_value`, naming the source). Safe to use from several
/// threads.
class Tokens {
  public:
    /// `variables`: host -> name of a variable. `redactor` may be null.
    Tokens(const sys::Environment& environment, sys::ProcessRunner& processes,
           std::map<std::string, std::string> variables, observe::Redactor* redactor);

    /// Nothing when no place knows one: public repositories need none.
    [[nodiscard]] Result<std::optional<Token>> of(std::string_view host);

  private:
    /// Names of the variables that may hold the host's token, the first one first.
    [[nodiscard]] std::vector<std::string> variables_of(const std::string& host) const;
    [[nodiscard]] Result<std::optional<Token>> look_up(const std::string& host) const;

    const sys::Environment& environment_;
    sys::ProcessRunner& processes_;
    std::map<std::string, std::string> variables_;
    observe::Redactor* redactor_;
    std::mutex mutex_;
    std::map<std::string, std::optional<Token>, std::less<>> known_;
};

}  // namespace skillmeat::github
