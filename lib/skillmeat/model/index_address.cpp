#include <skillmeat/model/index_address.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/model/percent.hpp>
#include <skillmeat/model/source_id.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace skillmeat {
namespace {

constexpr std::size_t max_address = 4096;
constexpr std::string_view well_known = "/.well-known/";

/// An http address in its parts, as they stand in the text.
struct HttpParts {
    std::string scheme;  ///< lower case
    std::string_view authority;
    std::string_view path;  ///< empty, or with the slash in front; with query and fragment
};

std::optional<HttpParts> split_http(std::string_view text) {
    const auto colon = text.find("://");
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    auto scheme = ascii_lower(text.substr(0, colon));
    if (scheme != "https" && scheme != "http") {
        return std::nullopt;
    }
    const auto rest = text.substr(colon + 3);
    const auto end = std::min(rest.find_first_of("/?#"), rest.size());
    return HttpParts{std::move(scheme), rest.substr(0, end), rest.substr(end)};
}

std::string_view without_end_slashes(std::string_view path) {
    while (path.ends_with('/')) {
        path.remove_suffix(1);
    }
    return path;
}

bool is_github_page(const HttpParts& parts) {
    constexpr std::array<std::string_view, 3> hosts{"github.com", "www.github.com",
                                                    "raw.githubusercontent.com"};
    auto host = ascii_lower(parts.authority.substr(parts.authority.rfind('@') + 1));
    if (host.ends_with(":443")) {
        host.resize(host.size() - 4);
    }
    return std::find(hosts.begin(), hosts.end(), host) != hosts.end();
}

IndexKind kind_of(std::string_view text) {
    const auto parts = split_http(text);
    if (!parts || is_github_page(*parts)) {
        return IndexKind::repository;
    }
    const auto path = without_end_slashes(parts->path.substr(0, parts->path.find_first_of("?#")));
    if (path.ends_with(".git") || path.find(".git@") != std::string_view::npos) {
        return IndexKind::repository;
    }
    if (path.ends_with(".json") ||
        (std::string(path) + '/').find(well_known) != std::string::npos) {
        return IndexKind::site;
    }
    return std::count(path.begin(), path.end(), '/') > 1 ? IndexKind::repository : IndexKind::site;
}

tl::unexpected<Error> refuse(std::string_view text, std::string_view what, std::string hint = {}) {
    return fail(ErrorCode::invalid_value,
                "address of a site " + quote(without_credentials(text)) + " " + std::string(what),
                std::move(hint));
}

bool is_path_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/-._~%!$&'()*+,;=:@").find(c) != std::string_view::npos;
}

Result<void> check_site_path(std::string_view text, std::string_view path) {
    if (path.find_first_of("?#") != std::string_view::npos) {
        return refuse(text, "has a query or fragment", "leave out what follows '?' or '#'");
    }
    if (!std::all_of(path.begin(), path.end(), is_path_character) || !percent_decode(path)) {
        return refuse(text, "has a character in its path that is not allowed there",
                      "escape it as %XX if it belongs to the name");
    }
    const auto segments = split(path, '/');
    const bool climbs = std::any_of(segments.begin(), segments.end(), [](std::string_view part) {
        const auto decoded = percent_decode(part);
        return decoded == "." || decoded == "..";
    });
    return climbs ? refuse(text, "has '.' or '..' as a part of its path") : Result<void>{};
}

/// What stands before `/.well-known/`.
std::string_view before_well_known(std::string_view path) {
    const auto slashed = std::string(path) + '/';
    return path.substr(0, std::min(slashed.find(well_known), path.size()));
}

/// The base of a site, or the file itself when that was named.
std::string_view base_path(std::string_view path) {
    path = without_end_slashes(path);
    return path.ends_with(".json") ? path : without_end_slashes(before_well_known(path));
}

Result<IndexAddress> parse_site(std::string_view text) {
    if (text.size() > max_address || terminal_safe(text) != text) {
        return refuse(text.substr(0, max_address),
                      "is too long, holds a control or invisible character, or is not UTF-8");
    }
    const auto parts = split_http(text);
    if (!parts) {
        return refuse(text, "does not begin with https://",
                      "name the site in full, or leave `--as site` out");
    }
    if (parts->authority.find('@') != std::string_view::npos) {
        return refuse(text, "has a user name or password before '@'",
                      "leave it out; the setting `token_variables` names where tokens stand");
    }
    // The strict grammar of git addresses for scheme, host and port.
    const auto origin = parts->scheme + "://" + std::string(parts->authority);
    SKILLMEAT_ASSIGN(const auto checked, parse_git_url(origin + "/owner/name"));
    SKILLMEAT_TRY(check_site_path(text, parts->path));
    IndexAddress address;
    address.kind = IndexKind::site;
    address.url = parts->scheme + "://" + checked.host + std::string(base_path(parts->path));
    return address;
}

}  // namespace

std::string_view to_string(IndexKind kind) {
    return kind == IndexKind::site ? "site" : "repository";
}

Result<IndexAddress> parse_index_address(std::string_view text, std::optional<IndexKind> as) {
    if (as.value_or(kind_of(text)) == IndexKind::site) {
        return parse_site(text);
    }
    IndexAddress address;
    SKILLMEAT_ASSIGN(address.repository, parse_repo_argument(text));
    return address;
}

std::string default_index_id(const IndexAddress& address) {
    if (address.kind == IndexKind::repository) {
        return default_source_id(address.repository.url, address.repository.subpath);
    }
    std::string_view rest = address.url;
    rest.remove_prefix(rest.find("://") + 3);
    return slug_source_id(before_well_known(rest));
}

Result<void> check_index_url(std::string_view url) {
    SKILLMEAT_ASSIGN(const auto address, parse_index_address(url));
    if (address.kind == IndexKind::repository && !is_local_path(url) &&
        url.find(':') >= url.find('/')) {
        return fail(ErrorCode::invalid_value,
                    "expected the address of an index in full, found " + quote(url),
                    "write " + quote(address.repository.url.text));
    }
    return {};
}

}  // namespace skillmeat
