#include <skillmeat/git/identity.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/git/environment.hpp>
#include <skillmeat/git/program.hpp>

namespace skillmeat::git {

Result<std::optional<std::string>> user_email(sys::ProcessRunner& runner,
                                              const sys::Environment& environment,
                                              const std::filesystem::path& directory) {
    const auto program = find_git(environment);
    if (!program) {
        return std::optional<std::string>();
    }
    sys::Command command;
    command.program = *program;
    command.arguments = {"config", "--get", "user.email"};
    command.environment = configuration_variables(environment.all());
    command.directory = directory;
    SKILLMEAT_ASSIGN(const auto completed, runner.run(command, {}));
    // 1: not set. Anything else is a configuration that git itself complains about every day.
    const auto email = trim(completed.output);
    return completed.exit_code == 0 && !email.empty() ? std::optional<std::string>(email)
                                                      : std::nullopt;
}

}  // namespace skillmeat::git
