#include <skillmeat/git/program.hpp>

#include <skillmeat/git/environment.hpp>

#include <array>
#include <charconv>
#include <string>

namespace skillmeat::git {

Result<std::filesystem::path> find_git(const sys::Environment& environment) {
    if (auto found = sys::find_program(environment, "git")) {
        return *std::move(found);
    }
    return fail(ErrorCode::git_missing, "no program 'git' on the absolute entries of PATH",
                "install git 2.30 or newer");
}

std::optional<Version> parse_version(std::string_view output) {
    constexpr std::string_view prefix = "git version ";
    if (!output.starts_with(prefix)) {
        return std::nullopt;
    }
    output.remove_prefix(prefix.size());
    std::array<int, 3> numbers{};
    std::size_t count = 0;
    while (count < numbers.size()) {
        const char* end = output.data() + output.size();
        const auto [next, failure] = std::from_chars(output.data(), end, numbers.at(count));
        if (failure != std::errc{} || numbers.at(count) < 0) {
            break;
        }
        ++count;
        output.remove_prefix(static_cast<std::size_t>(next - output.data()));
        if (!output.starts_with('.')) {
            break;
        }
        output.remove_prefix(1);
    }
    if (count < 2) {
        return std::nullopt;
    }
    return Version{numbers[0], numbers[1], numbers[2]};
}

Result<Version> check_version(const Git& git) {
    sys::Command command;
    command.program = git.program;
    command.arguments = {"version"};
    command.environment = in_place_variables(git.environment.all(), "/dev/null", {});
    command.directory = "/";
    SKILLMEAT_ASSIGN(const auto completed, git.runner.run(command, {}));
    const auto version = parse_version(completed.output);
    if (!version) {
        return fail(ErrorCode::git_missing,
                    "'" + git.program.string() + "' does not say which version of git it is",
                    "install git 2.30 or newer");
    }
    if (*version < oldest_version) {
        return fail(ErrorCode::git_missing,
                    "'" + git.program.string() + "' is git " + std::to_string(version->first) +
                        "." + std::to_string(version->second) + ", expected 2.30 or newer",
                    "install git 2.30 or newer");
    }
    return *version;
}

}  // namespace skillmeat::git
