#include <skillmeat/github/tokens.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/sys/search_path.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace skillmeat::github {
namespace {

using Variables = std::map<std::string, std::string>;

constexpr std::size_t longest_token = 4096;
constexpr std::size_t output_limit = std::size_t{64} << 10;

bool is_on_github(std::string_view host) {
    return host == "github.com" || host.ends_with(".ghe.com");
}

// What stands in a header is visible ASCII; anything else could end the header and begin another.
Result<Token> checked(std::string value, std::string source) {
    const bool visible =
        std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (!visible || value.size() > longest_token) {
        return fail(ErrorCode::invalid_value,
                    "the token from " + source +
                        (visible ? " is longer than any token"
                                 : " holds a space or a character that "
                                   "is not visible ASCII"),
                    "set it anew, without white space or line ends");
    }
    return Token{std::move(value), std::move(source)};
}

/// The user's surroundings without the variables whose name begins with one of `prefixes`.
template <std::size_t Count>
Variables without(const sys::Environment& environment,
                  const std::array<std::string_view, Count>& prefixes) {
    auto variables = environment.all();
    std::erase_if(variables, [&](const auto& variable) {
        return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) {
            return variable.first.starts_with(prefix);
        });
    });
    variables["PATH"] = sys::absolute_entries(variables["PATH"]);
    variables["LC_ALL"] = "C";
    return variables;
}

/// What the program printed; nothing when it is not here or failed, which is no error: it only
/// knows no token.
Result<std::optional<std::string>> output_of(sys::ProcessRunner& processes,
                                             const sys::Command& command, std::string_view input) {
    const auto completed = processes.run(command, input);
    if (!completed) {
        const auto code = completed.error().code;
        if (code == ErrorCode::interrupted || code == ErrorCode::terminated) {
            return fail(completed.error());
        }
        return std::nullopt;
    }
    if (completed->exit_code != 0 || completed->signal != 0) {
        return std::nullopt;
    }
    return completed->output;
}

sys::Command command_for(const std::filesystem::path& program) {
    sys::Command command;
    command.program = program;
    command.directory = "/";
    command.output_limit = output_limit;
    return command;
}

// gh would hand out its own variables for any host, where ours are bound to one (rule R34).
Result<std::optional<std::string>> ask_gh(const sys::Environment& environment,
                                          sys::ProcessRunner& processes, const std::string& host) {
    const auto program = sys::find_program(environment, "gh");
    if (!program) {
        return std::nullopt;
    }
    constexpr std::array<std::string_view, 6> hidden{
        "GH_TOKEN", "GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN",
        "GH_HOST",  "GH_DEBUG"};
    auto command = command_for(*program);
    command.arguments = {"auth", "token", "--hostname", host};
    command.environment = without(environment, hidden);
    command.environment["GH_PROMPT_DISABLED"] = "1";
    command.environment["GH_NO_UPDATE_NOTIFIER"] = "1";
    SKILLMEAT_ASSIGN(const auto output, output_of(processes, command, {}));
    const auto value = output ? trim(*output) : std::string_view{};
    return value.empty() ? std::nullopt : std::optional<std::string>(value);
}

/// The password of an answer that is for this host; nothing when there is none.
std::optional<std::string> password_in(std::string_view answer, std::string_view host) {
    std::optional<std::string> password;
    for (const auto line : split(answer, '\n')) {
        const auto equals = line.find('=');
        const auto key = line.substr(0, equals);
        const auto value = equals == line.npos ? std::string_view{} : line.substr(equals + 1);
        if ((key == "host" && value != host) || (key == "protocol" && value != "https")) {
            return std::nullopt;
        }
        if (key == "password" && !value.empty()) {
            password = value;
        }
    }
    return password;
}

// With the user's configuration, but that of no repository, and without asking anybody.
Result<std::optional<std::string>> ask_git(const sys::Environment& environment,
                                           sys::ProcessRunner& processes, const std::string& host) {
    const auto program = sys::find_program(environment, "git");
    if (!program) {
        return std::nullopt;
    }
    auto command = command_for(*program);
    command.arguments = {"-c",  "credential.interactive=false", "-c", "core.askPass=", "credential",
                         "fill"};
    command.environment = without(environment, std::array<std::string_view, 1>{"GIT_"});
    for (const std::string_view name :
         {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"}) {
        if (const auto value = environment.get(name)) {
            command.environment[std::string(name)] = *value;
        }
    }
    command.environment["GIT_DIR"] = "/dev/null";
    command.environment["GIT_TERMINAL_PROMPT"] = "0";
    command.environment["GIT_ASKPASS"] = "";
    command.environment["SSH_ASKPASS"] = "";
    command.environment["SSH_ASKPASS_REQUIRE"] = "never";
    command.environment["GCM_INTERACTIVE"] = "never";
    SKILLMEAT_ASSIGN(const auto output,
                     output_of(processes, command, "protocol=https\nhost=" + host + "\n\n"));
    return password_in(output.value_or(""), host);
}

}  // namespace

Tokens::Tokens(const sys::Environment& environment, sys::ProcessRunner& processes,
               std::map<std::string, std::string> variables, observe::Redactor* redactor)
    : environment_(environment),
      processes_(processes),
      variables_(std::move(variables)),
      redactor_(redactor) {}

Result<std::optional<Token>> Tokens::of(std::string_view host) {
    const std::lock_guard guard(mutex_);
    if (const auto found = known_.find(host); found != known_.end()) {
        return found->second;
    }
    const std::string name(host);
    SKILLMEAT_ASSIGN(auto token, look_up(name));
    if (token && redactor_ != nullptr) {
        redactor_->add(token->value);
    }
    return known_.emplace(name, std::move(token)).first->second;
}

std::vector<std::string> Tokens::variables_of(const std::string& host) const {
    std::vector<std::string> names;
    if (const auto named = variables_.find(host); named != variables_.end()) {
        names.push_back(named->second);
    }
    if (is_on_github(host)) {
        names.insert(names.end(), {"GH_TOKEN", "GITHUB_TOKEN"});
    } else if (equals_ignoring_case(environment_.get("GH_HOST").value_or(""), host)) {
        names.insert(names.end(), {"GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"});
    }
    return names;
}

Result<std::optional<Token>> Tokens::look_up(const std::string& host) const {
    for (const auto& name : variables_of(host)) {
        if (auto value = environment_.get(name)) {
            return checked(*std::move(value), name);
        }
    }
    const bool speakable =
        !host.starts_with('-') &&
        std::none_of(host.begin(), host.end(), [](char c) { return c <= ' ' || c >= '\x7f'; });
    if (!speakable) {
        return std::nullopt;
    }
    SKILLMEAT_ASSIGN(auto from_gh, ask_gh(environment_, processes_, host));
    if (from_gh) {
        return checked(*std::move(from_gh), "gh auth token");
    }
    SKILLMEAT_ASSIGN(auto from_git, ask_git(environment_, processes_, host));
    if (from_git) {
        return checked(*std::move(from_git), "git's credential helper");
    }
    return std::nullopt;
}

}  // namespace skillmeat::github
