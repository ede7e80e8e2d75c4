#include <skillmeat/observe/redactor.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace skillmeat::observe {
namespace {

constexpr std::string_view hidden = "***";
constexpr std::size_t shortest_secret = 8;  // bytes

/// Bytes at a place in the text: those that stay, then those that are hidden. No match hides none.
struct Match {
    std::size_t keep = 0;
    std::size_t hide = 0;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_word(char c) {
    return is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z') || c == '_';
}
bool is_token(char c) {
    return is_word(c) || std::string_view("-.~+/=").find(c) != std::string_view::npos;
}

/// Length of the beginning whose characters all pass.
std::size_t run_of(std::string_view text, bool (*passes)(char)) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), passes) -
                                    text.begin());
}

bool begins(std::string_view text, std::string_view lower_case) {
    return equals_ignoring_case(text.substr(0, lower_case.size()), lower_case);
}

/// Tokens that say themselves what they are. Cut-off ones are hidden too.
Match token_at(std::string_view text) {
    constexpr std::array<std::string_view, 7> prefixes{"ghp_", "gho_",        "ghu_",  "ghs_",
                                                       "ghr_", "github_pat_", "glpat-"};
    constexpr std::size_t shortest = 16;
    for (const auto prefix : prefixes) {
        if (!text.starts_with(prefix)) {
            continue;
        }
        const auto length = run_of(text.substr(prefix.size()), is_token);
        return length < shortest ? Match{} : Match{0, prefix.size() + length};
    }
    return {};
}

/// `Bearer TOKEN`, `Basic TOKEN`. "Basic authentication" is a word of English and not base64.
Match scheme_at(std::string_view text) {
    for (const std::string_view scheme : {"bearer ", "basic "}) {
        if (!begins(text, scheme)) {
            continue;
        }
        const auto value = text.substr(scheme.size(), run_of(text.substr(scheme.size()), is_token));
        const bool is_english =
            scheme == "basic " && std::none_of(value.begin(), value.end(), [](char c) {
                return is_digit(c) || is_upper(c) || c == '=';
            });
        return value.size() < shortest_secret || is_english ? Match{}
                                                            : Match{scheme.size(), value.size()};
    }
    return {};
}

/// `Authorization: ...` to the end of the line.
Match header_at(std::string_view text) {
    for (const std::string_view name : {"authorization:", "private-token:", "cookie:"}) {
        if (!begins(text, name)) {
            continue;
        }
        const auto line = text.substr(0, text.find_first_of("\r\n"));
        const auto value = std::min(line.find_first_not_of(" \t", name.size()), line.size());
        return {value, line.size() - value};
    }
    return {};
}

/// `token=`, `access_token=`, `private_token=` and their like; `text` begins with "token=".
Match query_at(std::string_view text) {
    constexpr std::string_view key = "token=";
    if (!begins(text, key)) {
        return {};
    }
    const auto value = text.substr(key.size());
    return {key.size(), std::min(value.find_first_of("& \t\r\n'\"#;,)"), value.size())};
}

/// User info at "://". A password may hold a slash, '?' or '#': what follows the colon is then no
/// port, and the user info reaches to the last '@'.
Match user_info_at(std::string_view before, std::string_view text) {
    constexpr std::string_view separator = "://";
    if (!text.starts_with(separator)) {
        return {};
    }
    const auto rest = text.substr(separator.size());
    const auto run = rest.substr(0, rest.find_first_of(" \t\r\n'\"<>`"));
    auto authority = run.substr(0, run.find_first_of("/?#"));
    const auto colon = authority.find(':');
    if (authority.find('@') == std::string_view::npos && !authority.starts_with('[') &&
        colon != std::string_view::npos &&
        run_of(authority.substr(colon + 1), is_digit) != authority.size() - colon - 1) {
        authority = run;
    }
    const auto at = authority.rfind('@');
    const bool is_plain_ssh = before.ends_with("ssh") && colon > at;
    return at == std::string_view::npos || is_plain_ssh ? Match{} : Match{separator.size(), at};
}

Match pattern_at(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    if (rest.front() == ':') {
        return user_info_at(text.substr(0, at), rest);
    }
    const bool begins_word = at == 0 || !is_word(text[at - 1]);
    Match match = token_at(rest);
    for (const auto find : {scheme_at, header_at}) {
        match = match.hide == 0 && begins_word ? find(rest) : match;
    }
    return match.hide == 0 ? query_at(rest) : match;
}

}  // namespace

Redactor::Redactor(Known known) : known_(std::move(known)) {}

void Redactor::add(std::string secret) {
    if (secret.size() < shortest_secret) {
        return;
    }
    const std::lock_guard lock(mutex_);
    const auto place = std::find_if(secrets_.begin(), secrets_.end(), [&](const auto& other) {
        return other.size() <= secret.size();
    });
    secrets_.insert(place, std::move(secret));
}

void Redactor::learn() const {
    if (!known_) {
        return;
    }
    for (auto& secret : std::exchange(known_, {})()) {
        if (secret.size() >= shortest_secret) {
            secrets_.push_back(std::move(secret));
        }
    }
    std::stable_sort(secrets_.begin(), secrets_.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

std::string Redactor::clean_locked(std::string_view text) const {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto rest = text.substr(i);
        const auto secret = std::find_if(secrets_.begin(), secrets_.end(),
                                         [&](const auto& one) { return rest.starts_with(one); });
        const Match match =
            secret != secrets_.end() ? Match{0, secret->size()} : pattern_at(text, i);
        if (match.hide == 0) {
            out += text[i++];
            continue;
        }
        out += rest.substr(0, match.keep);
        out += hidden;
        i += match.keep + match.hide;
    }
    return out;
}

std::string Redactor::clean(std::string_view text) const {
    const std::lock_guard lock(mutex_);
    learn();
    return clean_locked(text);
}

Error Redactor::clean(Error error) const {
    const std::lock_guard lock(mutex_);
    learn();
    for (auto* text : {&error.message, &error.origin.path, &error.hint}) {
        *text = clean_locked(*text);
    }
    for (auto& line : error.context) {
        line = clean_locked(line);
    }
    return error;
}

}  // namespace skillmeat::observe
