#include <skillmeat/model/git_url.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/model/percent.hpp>
#include <skillmeat/model/source_id.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace skillmeat {
namespace {

constexpr std::size_t max_address = 4096;
constexpr std::string_view forms =
    "write owner/repo, https://host/path, git@host:path, file:///path or a directory such as "
    "./path";

/// What is wrong with an address, for the end of a sentence, and what to do.
struct Fault {
    std::string what;
    std::string hint;
};

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool consists_of(std::string_view text, std::string_view punctuation) {
    return std::all_of(text.begin(), text.end(), [punctuation](char c) {
        return is_alphanumeric(c) || punctuation.find(c) != std::string_view::npos;
    });
}

bool is_loopback(std::string_view host) {
    const auto name = host.substr(0, host.starts_with('[') ? host.find(']') + 1 : host.find(':'));
    if (name == "localhost" || name == "[::1]") {
        return true;
    }
    const auto parts = split(name, '.');
    return parts.size() == 4 && parts.front() == "127" &&
           std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
               return !part.empty() && part.size() <= 3 && all_digits(part);
           });
}

bool is_host_label(std::string_view label) {
    return !label.empty() && label.size() <= 63 && consists_of(label, "-_") &&
           label.front() != '-' && label.back() != '-';
}

bool is_host_name(std::string_view name) {
    if (name.starts_with('[')) {
        const auto address = name.substr(1, name.size() - 2);
        return name.ends_with(']') && address.find(':') != std::string_view::npos &&
               address.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
    }
    const auto labels = split(name, '.');
    return name.size() <= 253 && std::all_of(labels.begin(), labels.end(), is_host_label);
}

bool is_port(std::string_view port) {
    if (port.empty() || port.size() > 5 || !all_digits(port)) {
        return false;
    }
    const int number = std::stoi(std::string(port));
    return number >= 1 && number <= 65535;
}

/// `host` or `host:port`.
std::optional<Fault> fault_of_host(std::string_view host) {
    const auto colon = host.find(':', host.starts_with('[') ? host.find(']') : 0);
    const auto name = host.substr(0, colon);
    if (name.empty()) {
        return Fault{"names no host", std::string(forms)};
    }
    if (!is_host_name(name)) {
        return Fault{"has " + quote(name) + " where a host name was expected", ""};
    }
    if (colon != std::string_view::npos && !is_port(host.substr(colon + 1))) {
        return Fault{"has a port that is not a number from 1 to 65535", ""};
    }
    return std::nullopt;
}

bool looks_like_token(std::string_view user) {
    constexpr std::array<std::string_view, 8> prefixes{"ghp_", "gho_",        "ghu_",   "ghs_",
                                                       "ghr_", "github_pat_", "glpat-", "ATBB"};
    constexpr std::size_t longest_user = 39;
    return user.size() > longest_user ||
           std::any_of(prefixes.begin(), prefixes.end(),
                       [user](std::string_view prefix) { return user.starts_with(prefix); });
}

/// `https://github.com@evil.test/` is meant to be misread.
bool looks_like_host(std::string_view user) {
    constexpr std::array<std::string_view, 5> endings{".com", ".org", ".net", ".io", ".dev"};
    return std::any_of(endings.begin(), endings.end(),
                       [user](std::string_view ending) { return user.ends_with(ending); });
}

std::optional<Fault> fault_of_user(std::string_view user) {
    if (user.find(':') != std::string_view::npos || looks_like_token(user)) {
        return Fault{"holds a password or token",
                     "leave it out; git asks its credential helpers (git help credentials)"};
    }
    if (user.empty() || !consists_of(user, "._-+") || user.front() == '-' ||
        looks_like_host(user)) {
        return Fault{"has a user name that is not allowed before '@'", "leave the user name out"};
    }
    return std::nullopt;
}

std::string_view without_git_suffix(std::string_view path) {
    if (path.ends_with(".git")) {
        path.remove_suffix(4);
    }
    return path;
}

/// One segment of a path on a host, as it stands in the address.
std::optional<Fault> fault_of_segment(std::string_view segment) {
    const auto decoded = percent_decode(segment);
    if (!decoded) {
        return Fault{"has a '%' that hides a control character or is no valid escape", ""};
    }
    if (decoded->empty()) {
        return Fault{"has an empty part in its path", ""};
    }
    if (decoded->front() == '-') {
        return Fault{"has a part that begins with '-' in its path",
                     "pages are understood for github.com only; name the repository itself and "
                     "use --ref and --root"};
    }
    const auto bare = without_git_suffix(*decoded);
    if (*decoded == "." || *decoded == ".." || bare.empty() || bare == "." || bare == ".." ||
        decoded->find_first_of("/\\") != std::string::npos) {
        return Fault{"has " + quote(segment) + " as a part of its path", ""};
    }
    if (!consists_of(segment, "-._~+%@,=")) {
        return Fault{"has a character in its path that is not allowed there",
                     "escape it as %XX if it belongs to the name"};
    }
    return std::nullopt;
}

/// Without the slash in front and those at the end.
std::string_view without_slashes(std::string_view path) {
    if (path.starts_with('/')) {
        path.remove_prefix(1);
    }
    while (path.ends_with('/')) {
        path.remove_suffix(1);
    }
    return path;
}

bool is_github(std::string_view host) {
    constexpr std::array<std::string_view, 5> names{
        "github.com", "www.github.com", "github.com:443", "github.com:22", "ssh.github.com:443"};
    return std::find(names.begin(), names.end(), host) != names.end();
}

std::optional<Fault> fault_of_remote_path(std::string_view host, std::string_view path) {
    if (path.empty()) {
        return Fault{"names a host but no repository", std::string(forms)};
    }
    const auto segments = split(path, '/');
    for (const auto segment : segments) {
        if (auto fault = fault_of_segment(segment)) {
            return fault;
        }
    }
    if (!is_github(host)) {
        return std::nullopt;
    }
    if (segments.size() != 2) {
        return Fault{"is not of the form https://github.com/owner/repo",
                     "name the repository, or a page whose address holds /tree/, /blob/ or /raw/"};
    }
    if (!consists_of(segments[0], "-_") || !consists_of(segments[1], "._-") ||
        without_git_suffix(segments[1]).ends_with(".git")) {
        return Fault{"names no repository that GitHub could have", ""};
    }
    return std::nullopt;
}

tl::unexpected<Error> refuse(std::string_view text, Fault fault) {
    return fail(ErrorCode::invalid_value,
                "repository address " + quote(without_credentials(text)) + " " + fault.what,
                std::move(fault.hint));
}

/// What ssh and https addresses have in common once they are taken apart.
Result<GitUrl> remote_url(GitUrl::Kind kind, std::string text, std::string_view authority,
                          std::string_view path) {
    const auto at = authority.rfind('@');
    const auto host = at == std::string_view::npos ? authority : authority.substr(at + 1);
    if (at != std::string_view::npos) {
        if (auto fault = fault_of_user(authority.substr(0, at))) {
            return refuse(text, std::move(*fault));
        }
    }
    if (auto fault = fault_of_host(host)) {
        return refuse(text, std::move(*fault));
    }
    if (kind == GitUrl::Kind::http && !is_loopback(host)) {
        return refuse(text, {"would be read without encryption", "use https://"});
    }
    GitUrl url{kind, std::move(text), ascii_lower(host), std::string(without_slashes(path))};
    if (auto fault = fault_of_remote_path(url.host, url.path)) {
        return refuse(url.text, std::move(*fault));
    }
    url.path = without_git_suffix(url.path);
    return url;
}

Result<GitUrl> file_url(std::string text, std::string_view rest) {
    if (!rest.starts_with('/')) {
        return refuse(text, {"names a host or a relative path behind 'file://'",
                             "write three slashes: file:///path"});
    }
    const auto decoded = percent_decode(rest);
    if (!decoded) {
        return refuse(text, {"has a '%' that hides a control character or is no valid escape", ""});
    }
    const auto segments = split(*decoded, '/');
    if (std::find(segments.begin(), segments.end(), "..") != segments.end()) {
        return refuse(text, {"holds '..'", "write the path itself"});
    }
    return GitUrl{GitUrl::Kind::file, std::move(text), "", *decoded};
}

/// Repeated slashes, `.` segments and slashes at the end make no other path.
std::string tidy_path(std::string_view path) {
    std::string tidy;
    bool first = true;
    for (const auto segment : split(path, '/')) {
        const bool keep = first || (!segment.empty() && segment != ".");
        if (keep && !first) {
            tidy += '/';
        }
        if (keep) {
            tidy += segment;
        }
        first = false;
    }
    return tidy.empty() ? "/" : tidy;
}

Result<GitUrl> url_with_scheme(std::string_view text, std::size_t colon) {
    const std::string scheme = ascii_lower(text.substr(0, colon));
    const auto rest = text.substr(colon + 3);
    // git takes a scheme in capitals for the name of a helper program.
    std::string normal = scheme + "://" + std::string(rest);
    if (scheme == "file") {
        return file_url(std::move(normal), rest);
    }
    const auto slash = rest.find('/');
    const auto authority = rest.substr(0, slash);
    const auto path = slash == std::string_view::npos ? std::string_view() : rest.substr(slash);
    if (scheme == "https") {
        return remote_url(GitUrl::Kind::https, std::move(normal), authority, path);
    }
    if (scheme == "http") {
        return remote_url(GitUrl::Kind::http, std::move(normal), authority, path);
    }
    if (scheme == "ssh") {
        return remote_url(GitUrl::Kind::ssh, std::move(normal), authority, path);
    }
    return refuse(text, {"has the scheme " + quote(scheme) + "; expected https, ssh or file",
                         "use the https:// address of the repository"});
}

/// `user@host:path`; `colon` is the first one of the text.
Result<GitUrl> scp_url(std::string_view text, std::size_t colon) {
    const auto at = text.find('@');
    const auto slash = text.find('/');
    const auto host = at < slash ? text.substr(at + 1) : std::string_view();
    const bool bracketed = host.starts_with('[');
    if (!bracketed && text.substr(colon).starts_with("::")) {
        return refuse(text, {"asks git to run the helper program " + quote(text.substr(0, colon)),
                             "use the https:// address of the repository"});
    }
    if (host.empty()) {
        return refuse(text, {"has no user name and host before ':'",
                             "write git@host:path or ssh://host/path"});
    }
    const auto end = host.find(':', bracketed ? std::min(host.find(']'), host.size()) : 0);
    if (end == std::string_view::npos) {
        return refuse(text, {"has no ':' between host and path", std::string(forms)});
    }
    return remote_url(GitUrl::Kind::ssh, std::string(text), text.substr(0, at + 1 + end),
                      host.substr(end + 1));
}

}  // namespace

bool is_local_path(std::string_view text) {
    return text == "." || text == ".." || text == "~" || text.starts_with('/') ||
           text.starts_with("./") || text.starts_with("../") || text.starts_with("~/");
}

Result<GitUrl> parse_git_url(std::string_view text) {
    if (text.empty()) {
        return fail(ErrorCode::invalid_value, "the repository address is empty",
                    std::string(forms));
    }
    if (text.size() > max_address) {
        return fail(ErrorCode::invalid_value, "the repository address has " +
                                                  counted(text.size(), "byte") +
                                                  "; at most 4096 are allowed");
    }
    if (terminal_safe(text) != text) {
        return refuse(text, {"holds a control or invisible character, or is not UTF-8", ""});
    }
    if (is_local_path(text)) {
        return GitUrl{GitUrl::Kind::path, std::string(text), "", tidy_path(text)};
    }
    if (text.front() == '-') {
        return refuse(text, {"begins with '-'", std::string(forms)});
    }
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || text.find('/') < colon) {
        return refuse(text, {"is neither a URL nor a path", std::string(forms)});
    }
    if (text.substr(colon).starts_with("://")) {
        return url_with_scheme(text, colon);
    }
    return scp_url(text, colon);
}

std::string comparison_key(const GitUrl& url) {
    if (url.kind == GitUrl::Kind::path) {
        return url.path;
    }
    if (url.kind == GitUrl::Kind::file) {
        return tidy_path(without_git_suffix(tidy_path(url.path)));
    }
    std::string_view host = is_github(url.host) ? "github.com" : std::string_view(url.host);
    const std::string_view default_port = url.kind == GitUrl::Kind::ssh    ? ":22"
                                          : url.kind == GitUrl::Kind::http ? ":80"
                                                                           : ":443";
    if (host.ends_with(default_port) && !host.ends_with("]")) {
        host.remove_suffix(default_port.size());
    }
    std::string key(host);
    key += '/';
    key += url.path;
    return key;
}

std::string default_source_id(const GitUrl& url, std::string_view root) {
    std::string id;
    switch (url.kind) {
        case GitUrl::Kind::https:
        case GitUrl::Kind::http:
        case GitUrl::Kind::ssh:
            id = is_github(url.host) ? url.path : url.host + "/" + url.path;
            break;
        case GitUrl::Kind::file:
        case GitUrl::Kind::path: {
            const auto path = without_slashes(without_git_suffix(without_slashes(url.path)));
            id = path.substr(path.rfind('/') + 1);
            break;
        }
    }
    if (!root.empty() && root != ".") {
        id += '/';
        id += root;
    }
    return slug_source_id(id);
}

}  // namespace skillmeat
