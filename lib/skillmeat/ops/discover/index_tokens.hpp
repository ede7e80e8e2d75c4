#pragma once

#include <map>
#include <optional>
#include <string>

#include <skillmeat/base/result.hpp>
#include <skillmeat/net/redirects.hpp>
#include <skillmeat/net/url.hpp>
#include <skillmeat/observe/redactor.hpp>
#include <skillmeat/sys/environment.hpp>

namespace skillmeat::ops {

/// Tokens of sites that serve indexes: each stands in the variable that the user's setting
/// `token_variables` names for the host, and is for that scheme, host and port alone (rule R34).
class IndexTokens {
  public:
    /// `redactor`, told of every token, may be null. The references must outlive it.
    IndexTokens(const sys::Environment& environment, std::map<std::string, std::string> variables,
                observe::Redactor* redactor);

    /// The variable named for this origin; empty when there is none, and for http to another
    /// machine.
    [[nodiscard]] std::string variable_of(const net::Origin& origin) const;

    /// Nothing when no variable is named or it is not set. `invalid_value` when its value is none
    /// that a header may hold.
    [[nodiscard]] Result<std::optional<std::string>> token_of(const net::Origin& origin) const;

    /// `Authorization: Bearer ...` for an origin; refers to this.
    [[nodiscard]] net::Credentials credentials() const;

  private:
    const sys::Environment& environment_;
    std::map<std::string, std::string> variables_;
    observe::Redactor* redactor_;
};

}  // namespace skillmeat::ops
