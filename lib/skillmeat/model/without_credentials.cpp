// without_credentials of git_url.hpp. It also serves addresses that were refused, so it takes
// nothing about their form for granted.
#include <skillmeat/model/git_url.hpp>

namespace skillmeat {

std::string without_credentials(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) {
        // `git@host:path` keeps its user, who is no secret; `user:password@host:path` does not.
        const auto at = url.find('@');
        const bool secret =
            at != std::string_view::npos && url.find(':') < at && url.find('/') > url.find(':');
        return std::string(secret ? url.substr(at + 1) : url);
    }
    const auto rest = url.substr(scheme + 3);
    auto authority = rest.substr(0, rest.find_first_of("/?#"));
    const auto colon = authority.find(':');
    if (authority.find('@') == std::string_view::npos && !authority.starts_with('[') &&
        colon != std::string_view::npos &&
        authority.find_first_not_of("0123456789", colon + 1) != std::string_view::npos) {
        authority = rest;  // no port: a password with a slash, '?' or '#' in it
    }
    const auto at = authority.rfind('@');
    const auto host = at == std::string_view::npos ? rest : rest.substr(at + 1);
    std::string kept(url.substr(0, scheme + 3));
    kept += host.substr(0, host.find('?'));  // a query can hold a token (`?token=...`)
    return kept;
}

}  // namespace skillmeat
