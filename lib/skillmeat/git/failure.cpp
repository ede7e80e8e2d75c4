#include <skillmeat/git/failure.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <string>

namespace skillmeat::git {
namespace {

struct Pattern {
    std::string_view text;
    ErrorCode code;
};

// The first row found anywhere in stderr decides, so the more telling messages come first: after
// nearly every failure git adds that it could not read from the remote repository.
constexpr std::array patterns{
    Pattern{"detected dubious ownership", ErrorCode::dubious_ownership},
    Pattern{"File too large", ErrorCode::too_large},
    Pattern{"died of signal 25", ErrorCode::too_large},
    Pattern{"exceeds maximum allowed size", ErrorCode::too_large},
    Pattern{"No space left on device", ErrorCode::io_error},
    Pattern{"Disk quota exceeded", ErrorCode::io_error},
    Pattern{"could not read Username", ErrorCode::authentication_failed},
    Pattern{"could not read Password", ErrorCode::authentication_failed},
    Pattern{"terminal prompts disabled", ErrorCode::authentication_failed},
    Pattern{"Authentication failed", ErrorCode::authentication_failed},
    Pattern{"Permission denied (", ErrorCode::authentication_failed},
    Pattern{"Host key verification failed", ErrorCode::authentication_failed},
    Pattern{"Invalid username or ", ErrorCode::authentication_failed},
    Pattern{"returned error: 401", ErrorCode::authentication_failed},
    Pattern{"returned error: 403", ErrorCode::authentication_failed},
    Pattern{"access denied", ErrorCode::authentication_failed},
    Pattern{"Access denied", ErrorCode::authentication_failed},
    Pattern{"couldn't find remote ref", ErrorCode::ref_not_found},
    Pattern{"not our ref", ErrorCode::ref_not_found},
    Pattern{"unadvertised object", ErrorCode::ref_not_found},
    Pattern{"' not allowed", ErrorCode::invalid_value},
    Pattern{"Could not resolve host", ErrorCode::network_error},
    Pattern{"Temporary failure in name resolution", ErrorCode::network_error},
    Pattern{"Name or service not known", ErrorCode::network_error},
    Pattern{"Failed to connect", ErrorCode::network_error},
    Pattern{"Couldn't connect to server", ErrorCode::network_error},
    Pattern{"Connection refused", ErrorCode::network_error},
    Pattern{"Connection reset", ErrorCode::network_error},
    Pattern{"Connection closed", ErrorCode::network_error},
    Pattern{"timed out", ErrorCode::network_error},
    Pattern{"Network is unreachable", ErrorCode::network_error},
    Pattern{"No route to host", ErrorCode::network_error},
    Pattern{"Operation too slow", ErrorCode::network_error},
    Pattern{"returned error: 429", ErrorCode::network_error},
    Pattern{"returned error: 5", ErrorCode::network_error},
    Pattern{"SSL", ErrorCode::network_error},
    Pattern{"gnutls", ErrorCode::network_error},
    Pattern{"certificate", ErrorCode::network_error},
    Pattern{"not valid: is this a git repository", ErrorCode::not_a_repository},
    Pattern{"does not appear to be a git repository", ErrorCode::not_a_repository},
    Pattern{"not a git repository", ErrorCode::not_a_repository},
    Pattern{"Repository not found", ErrorCode::repository_not_found},
    Pattern{"repository not found", ErrorCode::repository_not_found},
    Pattern{"returned error: 404", ErrorCode::repository_not_found},
    Pattern{"returned error: 410", ErrorCode::repository_not_found},
    Pattern{"' not found", ErrorCode::repository_not_found},
    Pattern{"does not exist", ErrorCode::repository_not_found},
    Pattern{"could not be found", ErrorCode::repository_not_found},
    Pattern{"RPC failed", ErrorCode::network_error},
    Pattern{"early EOF", ErrorCode::network_error},
    Pattern{"unexpected disconnect", ErrorCode::network_error},
    Pattern{"hung up unexpectedly", ErrorCode::network_error},
    Pattern{"unable to access", ErrorCode::network_error},
};

ErrorCode code_of(const sys::Completed& completed) {
    if (completed.signal == SIGXFSZ) {
        return ErrorCode::too_large;
    }
    const auto* const found =
        std::find_if(patterns.begin(), patterns.end(), [&](const Pattern& pattern) {
            return completed.errors.find(pattern.text) != std::string::npos;
        });
    return found == patterns.end() ? ErrorCode::git_failed : found->code;
}

// `insteadOf` may put a token into the address git prints.
std::string without_user_info(std::string_view text) {
    std::string result;
    for (;;) {
        const auto scheme = text.find("://");
        if (scheme == std::string_view::npos) {
            break;
        }
        const auto start = scheme + 3;
        result += text.substr(0, start);
        text.remove_prefix(start);
        const auto end = text.find_first_of("/ \t\r\n'\"");
        const auto at = text.substr(0, end).rfind('@');
        if (at != std::string_view::npos) {
            text.remove_prefix(at + 1);
        }
    }
    return result += text;
}

// What git says first is the cause; what it adds is advice about access rights. The other side's
// own words count only when git has none.
std::string telling_line(std::string_view errors) {
    std::string_view remote;
    std::string_view other;
    for (auto line : split(errors, '\n')) {
        line = trim(line);
        for (const std::string_view prefix : {"fatal: ", "error: "}) {
            if (line.starts_with(prefix)) {
                return terminal_safe(without_user_info(line.substr(prefix.size())));
            }
        }
        if (line.starts_with("remote: ") && remote.empty()) {
            remote = line;
        } else if (!line.empty() && !line.starts_with("warning: ")) {
            other = line;
        }
    }
    return terminal_safe(without_user_info(remote.empty() ? other : remote));
}

std::string remedy(std::string_view errors) {
    for (const auto line : split(errors, '\n')) {
        const auto start = line.find("git config --global --add safe.directory");
        if (start != std::string_view::npos) {
            return "if you trust its owner, run: " + terminal_safe(trim(line.substr(start)));
        }
    }
    return "if you trust its owner, add it to git's safe.directory";
}

std::string hint_for(ErrorCode code, std::string_view errors) {
    switch (code) {
        case ErrorCode::dubious_ownership:
            return remedy(errors);
        case ErrorCode::too_large:
            return "raise the limit in the settings, or scan a smaller part with --root";
        case ErrorCode::authentication_failed:
            return errors.find("Host key verification failed") != std::string_view::npos
                       ? "connect to the host once with ssh and accept its key"
                       : "check the spelling, or set up git credentials for the host";
        case ErrorCode::repository_not_found:
            return "check the address";
        case ErrorCode::network_error:
            return "check the connection and try again";
        case ErrorCode::ref_not_found:
            return "update the source to the ref's present commit";
        default:
            return {};
    }
}

std::string summary(ErrorCode code, const std::string& name) {
    switch (code) {
        case ErrorCode::dubious_ownership:
            return "git refuses " + name + ", which another user owns";
        case ErrorCode::too_large:
            return name + " sends more than the limit allows";
        case ErrorCode::authentication_failed:
            return "no access to " + name + ": it may not exist, or needs credentials";
        case ErrorCode::repository_not_found:
            return "there is no repository " + name;
        case ErrorCode::not_a_repository:
            return name + " is not a git repository";
        case ErrorCode::network_error:
            return "cannot reach " + name;
        case ErrorCode::ref_not_found:
            return name + " does not have what was asked for";
        case ErrorCode::invalid_value:
            return "git may not use the protocol of " + name;
        default:
            return "git failed on " + name;
    }
}

}  // namespace

Error classify_failure(const sys::Completed& completed, std::string_view what) {
    Error error;
    error.code = code_of(completed);
    error.message = summary(error.code, quote(what));
    const auto line = telling_line(completed.errors);
    if (!line.empty() && error.code != ErrorCode::too_large) {
        error.message += " (git: " + line + ")";
    } else if (line.empty() && error.code == ErrorCode::git_failed) {
        error.message += completed.signal != 0
                             ? " (ended by signal " + std::to_string(completed.signal) + ")"
                             : " (exit code " + std::to_string(completed.exit_code) + ")";
    }
    error.hint = hint_for(error.code, completed.errors);
    error.origin.path = std::string(what);
    return error;
}

Error explain_failure(const Git& git, const sys::Completed& completed, std::string_view what) {
    auto error = classify_failure(completed, what);
    if (error.code == ErrorCode::git_failed) {
        if (auto version = check_version(git); !version) {
            return std::move(version).error();
        }
    }
    return error;
}

bool is_outside_cache(ErrorCode code) {
    return code != ErrorCode::git_failed && code != ErrorCode::objects_missing;
}

}  // namespace skillmeat::git
