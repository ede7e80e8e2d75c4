#include <skillmeat/net/url.hpp>

#include <arpa/inet.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/model/git_url.hpp>

namespace skillmeat::net {
namespace {

constexpr std::size_t max_url = 8192;
constexpr int https_port = 443;
constexpr int http_port = 80;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_digit);
}

tl::unexpected<Error> refuse(std::string_view text, const std::string& what,
                             std::string hint = {}) {
    return fail(ErrorCode::invalid_value, "URL " + quote(shown_url(text)) + " " + what,
                std::move(hint));
}

/// Characters of RFC 3986. Others, a backslash above all, are read differently by different
/// programs.
bool is_url_character(char c) {
    return is_letter(c) || is_digit(c) ||
           std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(c) != std::string_view::npos;
}

/// Every `%` begins the escape of a byte that is no control character (rule R35).
bool has_good_escapes(std::string_view text) {
    for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
        const auto digits = text.substr(at + 1, 2);
        const auto byte = from_hex(digits);
        if (digits.size() != 2 || !byte) {
            return false;
        }
        const auto value = static_cast<unsigned char>(byte->front());
        if (value < 0x20 || value == 0x7f) {
            return false;
        }
    }
    return true;
}

/// Four numbers without leading zeros, which some programs read as octal.
bool is_ipv4(std::string_view host) {
    const auto parts = split(host, '.');
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
               return !part.empty() && part.size() <= 3 && all_digits(part) &&
                      (part.size() == 1 || part.front() != '0') &&
                      std::stoi(std::string(part)) <= 255;
           });
}

/// The 16 bytes, or nothing when it is no IPv6 address. Zone names (`%eth0`) are not taken.
std::optional<in6_addr> ipv6_address(std::string_view host) {
    in6_addr address{};
    if (host.find('\0') != std::string_view::npos) {
        return std::nullopt;
    }
    return ::inet_pton(AF_INET6, std::string(host).c_str(), &address) == 1 ? std::optional(address)
                                                                           : std::nullopt;
}

bool is_host_label(std::string_view label) {
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(),
                       [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; });
}

/// A name, or an IPv4 address. `1.2.3`, `2130706433` and `0x7f.1` are addresses to some programs.
bool is_host_name(std::string_view host) {
    const auto labels = split(host, '.');
    if (host.size() > 253 || !std::all_of(labels.begin(), labels.end(), is_host_label)) {
        return false;
    }
    const auto last = labels.back();
    const bool numeric = all_digits(last) || last.starts_with("0x") || last.starts_with("0X");
    return !numeric || is_ipv4(host);
}

/// From 1 to 65535, or nothing.
std::optional<int> port_number(std::string_view text) {
    if (text.empty() || text.size() > 5 || !all_digits(text)) {
        return std::nullopt;
    }
    const int port = std::stoi(std::string(text));
    return port >= 1 && port <= 65535 ? std::optional(port) : std::nullopt;
}

/// Reads `host`, `host:port` or `[address]:port`; what is wrong is told of the URL `text`.
Result<Origin> parse_authority(std::string_view text, std::string scheme,
                               std::string_view authority) {
    if (authority.find('@') != std::string_view::npos) {
        return refuse(text, "has a user name or password before its host", "leave it out");
    }
    const bool bracketed = authority.starts_with('[');
    const auto bracket = bracketed ? authority.find(']') : 0;
    const auto colon = authority.find(':', std::min(bracket, authority.size()));
    auto host = authority.substr(0, colon);
    const int default_port = scheme == "https" ? https_port : http_port;
    const auto port = colon == std::string_view::npos ? std::optional(default_port)
                                                      : port_number(authority.substr(colon + 1));
    if (host.ends_with('.')) {
        host.remove_suffix(1);
    }
    if (host.empty()) {
        return refuse(text, "names no host");
    }
    bool good = false;
    if (bracketed) {
        host = host.substr(1, host.size() - 2);
        good = authority.substr(0, colon).ends_with(']') && ipv6_address(host).has_value();
    } else {
        good = is_host_name(host);
    }
    if (!good) {
        return refuse(
            text, "has " + quote(authority.substr(0, colon)) + " where a host name was expected");
    }
    if (!port) {
        return refuse(text, "has a port that is not a number from 1 to 65535");
    }
    return Origin{std::move(scheme), ascii_lower(host), *port};
}

/// RFC 3986, section 5.2.4. `path` begins with '/'.
std::string without_dot_segments(std::string_view path) {
    std::vector<std::string_view> kept;
    const auto segments = split(path.substr(1), '/');
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const bool last = i + 1 == segments.size();
        const bool up = segments[i] == "..";
        if (up && !kept.empty()) {
            kept.pop_back();
        }
        if (!up && segments[i] != ".") {
            kept.push_back(segments[i]);
        } else if (last) {
            kept.emplace_back();
        }
    }
    std::string result;
    for (const auto segment : kept) {
        result += '/';
        result += segment;
    }
    return result;
}

std::string text_of(const Origin& origin) {
    std::string text = origin.scheme + "://";
    const bool is_address = origin.host.find(':') != std::string::npos;
    text += is_address ? "[" + origin.host + "]" : origin.host;
    if (origin.port != (origin.scheme == "https" ? https_port : http_port)) {
        text += ":" + std::to_string(origin.port);
    }
    return text;
}

/// `rest` is what follows the authority, without a fragment.
Url make_url(Origin origin, std::string_view rest) {
    const auto query = std::min(rest.find('?'), rest.size());
    const auto path = rest.substr(0, query);
    Url url;
    url.target = path.empty() ? "/" : without_dot_segments(path);
    url.target += rest.substr(query);
    url.text = text_of(origin) + url.target;
    url.origin = std::move(origin);
    return url;
}

Result<void> check_characters(std::string_view text) {
    if (text.size() > max_url) {
        return fail(ErrorCode::invalid_value, "URL " + quote(truncate_utf8(shown_url(text), 200)) +
                                                  " has " + counted(text.size(), "byte") +
                                                  "; at most 8192 are allowed");
    }
    if (!std::all_of(text.begin(), text.end(), is_url_character)) {
        return refuse(text, "holds a character that no URL may have", "escape it as %XX");
    }
    if (!has_good_escapes(text)) {
        return refuse(text, "has a '%' that hides a control character or is no valid escape");
    }
    return {};
}

/// `https:...`, and `a:b` too: RFC 3986 takes whatever stands before a colon for a scheme.
bool has_scheme(std::string_view reference) {
    const auto end = reference.find_first_of(":/?#");
    return end != std::string_view::npos && reference[end] == ':';
}

}  // namespace

Result<Url> parse_url(std::string_view text) {
    if (text.empty()) {
        return fail(ErrorCode::invalid_value, "the URL is empty");
    }
    SKILLMEAT_TRY(check_characters(text));
    const auto colon = text.find("://");
    std::string scheme = ascii_lower(text.substr(0, std::min(colon, text.size())));
    if (colon == std::string_view::npos || (scheme != "https" && scheme != "http")) {
        return refuse(text, "does not begin with https://");
    }
    auto rest = text.substr(colon + 3);
    rest = rest.substr(0, rest.find('#'));
    const auto end = std::min(rest.find_first_of("/?"), rest.size());
    SKILLMEAT_ASSIGN(auto origin, parse_authority(text, std::move(scheme), rest.substr(0, end)));
    return make_url(std::move(origin), rest.substr(end));
}

Result<Url> resolve_reference(const Url& base, std::string_view reference) {
    if (has_scheme(reference)) {
        return parse_url(reference);
    }
    std::string text = base.origin.scheme + ":";
    if (!reference.starts_with("//")) {
        text = text_of(base.origin);
        const auto query = std::min(base.target.find('?'), base.target.size());
        if (reference.empty() || reference.starts_with('#')) {
            text += base.target;
        } else if (reference.starts_with('?')) {
            text += base.target.substr(0, query);
        } else if (!reference.starts_with('/')) {
            text += base.target.substr(0, base.target.rfind('/', query) + 1);
        }
    }
    text += reference;
    return parse_url(text);
}

bool is_loopback(std::string_view host) {
    if (host == "localhost" || host.ends_with(".localhost")) {
        return true;
    }
    if (const auto address = ipv6_address(host)) {
        return IN6_IS_ADDR_LOOPBACK(&*address) != 0;
    }
    return is_ipv4(host) && host.starts_with("127.");
}

std::string shown_url(std::string_view url) {
    const std::string bare = without_credentials(url);
    return terminal_safe(std::string_view(bare).substr(0, bare.find_first_of("?#")));
}

}  // namespace skillmeat::net
