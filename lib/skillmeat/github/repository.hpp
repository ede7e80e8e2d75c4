#pragma once

#include <optional>
#include <string>
#include <vector>

#include <skillmeat/model/git_url.hpp>

namespace skillmeat::github {

/// Where GitHub's REST API is spoken.
struct Hosts {
    std::string api_url = "https://api.github.com";  ///< of github.com
    /// GitHub Enterprise servers: their API is at `https://HOST/api/v3`. Hosts below ghe.com need
    /// not be named: theirs is at `https://api.SUBDOMAIN.ghe.com`.
    std::vector<std::string> enterprise;
};

/// A repository on a host that speaks the API.
struct Repository {
    std::string host;     ///< "github.com": whose token is used
    std::string api_url;  ///< without a slash at the end
    std::string owner;
    std::string name;

    bool operator==(const Repository&) const = default;
};

/// Nothing for local paths, hosts without the API, and paths that are no `owner/name`.
[[nodiscard]] std::optional<Repository> repository_of(const GitUrl& url, const Hosts& hosts);

}  // namespace skillmeat::github
