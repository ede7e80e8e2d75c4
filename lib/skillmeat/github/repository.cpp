#include <skillmeat/github/repository.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <string_view>

namespace skillmeat::github {
namespace {

constexpr std::string_view github_host = "github.com";

struct HostAndPort {
    std::string_view host;
    std::string_view port;  ///< with its colon; empty when the address has none
};

HostAndPort split_port(std::string_view text) {
    const auto colon = text.find(':', text.starts_with('[') ? text.find(']') : 0);
    return colon == text.npos ? HostAndPort{text, {}}
                              : HostAndPort{text.substr(0, colon), text.substr(colon)};
}

// The port of ssh says nothing about where the API is; one that the scheme means anyway is none.
std::string_view api_port(GitUrl::Kind kind, std::string_view port) {
    const bool is_none = kind == GitUrl::Kind::ssh ||
                         (kind == GitUrl::Kind::https && port == ":443") ||
                         (kind == GitUrl::Kind::http && port == ":80");
    return is_none ? std::string_view{} : port;
}

bool is_github(const HostAndPort& at) {
    return at.port.empty() &&
           (at.host == github_host || at.host == "www.github.com" || at.host == "ssh.github.com");
}

// One label before the domain: `evil.test.ghe.com` is nobody's, and `evilghe.com` another domain.
bool is_data_residency(const HostAndPort& at) {
    constexpr std::string_view domain = ".ghe.com";
    return at.port.empty() && at.host.size() > domain.size() && at.host.ends_with(domain) &&
           at.host.find('.') == at.host.size() - domain.size();
}

bool is_name(std::string_view text) {
    constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    return !text.empty() && text != "." && text != ".." &&
           text.find_first_not_of(allowed) == text.npos;
}

bool is_enterprise(const std::string& host, const Hosts& hosts) {
    return std::any_of(hosts.enterprise.begin(), hosts.enterprise.end(),
                       [&](const std::string& known) { return equals_ignoring_case(known, host); });
}

std::string without_slash(std::string_view url) {
    while (url.ends_with('/')) {
        url.remove_suffix(1);
    }
    return std::string(url);
}

}  // namespace

std::optional<Repository> repository_of(const GitUrl& url, const Hosts& hosts) {
    if (url.kind == GitUrl::Kind::file || url.kind == GitUrl::Kind::path) {
        return std::nullopt;
    }
    const auto parts = split(url.path, '/');
    if (parts.size() != 2 || !is_name(parts[0]) || !is_name(parts[1])) {
        return std::nullopt;
    }
    Repository repository;
    repository.owner = parts[0];
    repository.name = parts[1];

    auto at = split_port(url.host);
    at.port = api_port(url.kind, at.port);
    repository.host = at.host;
    repository.host += at.port;
    if (is_github(at)) {
        repository.host = github_host;
        repository.api_url = without_slash(hosts.api_url);
    } else if (is_enterprise(repository.host, hosts)) {
        const std::string_view scheme = url.kind == GitUrl::Kind::http ? "http://" : "https://";
        repository.api_url = scheme;
        repository.api_url += repository.host + "/api/v3";
    } else if (is_data_residency(at)) {
        repository.api_url = "https://api." + repository.host;
    } else {
        return std::nullopt;
    }
    return repository;
}

}  // namespace skillmeat::github
