#include <skillmeat/ops/ratings/ratings.hpp>

#include <utility>

#include <skillmeat/base/text.hpp>
#include <skillmeat/git/identity.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/ratings/edit_ratings.hpp>
#include <skillmeat/ops/user_file.hpp>
#include <skillmeat/sys/search_path.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::string_view file_name = "ratings";
constexpr std::int64_t timeout_ms = 60'000;  // for another skillmeat that rates or imports

Result<ratings::Ratings> parse_ratings(const Services& services,
                                       const std::optional<std::string>& text) {
    if (!text) {
        return ratings::Ratings{};
    }
    SKILLMEAT_ASSIGN(const auto path, user_file_path(services, file_name));
    return ratings::read(*text, path.string());
}

/// What `id -un` says, for places like containers where no variable tells.
Result<std::optional<std::string>> login_name(Services& services) {
    for (const auto* variable : {"LOGNAME", "USER"}) {
        if (auto name = services.environment.get(variable)) {
            return name;
        }
    }
    const auto program = sys::find_program(services.environment, "id");
    if (!program) {
        return std::optional<std::string>();
    }
    sys::Command command;
    command.program = *program;
    command.arguments = {"-un"};
    command.environment = services.environment.all();
    command.directory = "/";
    SKILLMEAT_ASSIGN(const auto completed, services.processes.run(command, {}));
    const auto name = trim(completed.output);
    return completed.exit_code == 0 && !name.empty() ? std::optional<std::string>(name)
                                                     : std::nullopt;
}

Result<std::string> checked_user(std::string user) {
    SKILLMEAT_TRY(check_user_name(user));
    return user;
}

}  // namespace

Result<ratings::Ratings> load_ratings(const Services& services) {
    SKILLMEAT_ASSIGN(const auto text, read_user_file(services, file_name));
    return parse_ratings(services, text);
}

Result<ratings::Summary> load_votes(const Services& services) {
    SKILLMEAT_ASSIGN(const auto all, load_ratings(services));
    return ratings::Summary(all);
}

Result<void> edit_ratings(Services& services,
                          const std::function<Result<bool>(ratings::Ratings&)>& edit) {
    return edit_user_file(
        services, file_name, timeout_ms,
        [&](const std::optional<std::string>& text) -> Result<std::optional<std::string>> {
            SKILLMEAT_ASSIGN(auto all, parse_ratings(services, text));
            SKILLMEAT_ASSIGN(const bool changed, edit(all));
            return changed ? std::optional(ratings::write(all)) : std::nullopt;
        });
}

Result<std::string> rating_user(Services& services, const Scope& scope) {
    SKILLMEAT_ASSIGN(const auto workspace,
                     load_workspace(services, scope, LoadOptions{.locks = false}));
    SKILLMEAT_ASSIGN(const auto settings, effective_settings(services, workspace));
    if (const auto& name = settings.text("user.name"); !name.empty()) {
        return checked_user(name);
    }
    SKILLMEAT_ASSIGN(const auto here, services.environment.current_directory());
    SKILLMEAT_ASSIGN(auto email, git::user_email(services.processes, services.environment, here));
    if (email) {
        return checked_user(*std::move(email));
    }
    SKILLMEAT_ASSIGN(auto login, login_name(services));
    if (login) {
        return checked_user(*std::move(login));
    }
    return fail(ErrorCode::invalid_usage,
                "nobody knows who rates: neither the setting 'user.name', nor git's user.email, "
                "nor a login name is set",
                "name yourself with `skillmeat config set user.name NAME --scope user`");
}

}  // namespace skillmeat::ops
