#include <skillmeat/ops/deploy/deploy_place.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/deployment.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::string_view last_resort = "universal";

/// The path relative to a folder it lies in; nothing when it does not.
std::optional<std::string> relative_to(const sys::Path& folder, const sys::Path& path) {
    const auto relative = path.lexically_relative(folder);
    const bool outside = relative.empty() || *relative.begin() == "..";
    return outside ? std::nullopt : std::optional(relative.generic_string());
}

/// The directory of `--to`, canonical; nothing when there is no `--to`.
Result<std::optional<sys::Path>> directory_of(const Services& services, const Scope& scope,
                                              const std::string& to) {
    if (to.empty()) {
        return std::nullopt;
    }
    SKILLMEAT_ASSIGN(const auto here, services.environment.current_directory());
    SKILLMEAT_ASSIGN(auto directory, services.files.canonical(here / to));
    SKILLMEAT_ASSIGN(const auto there, services.files.stat(directory));
    if (!there || there->kind != sys::FileKind::directory) {
        return fail(ErrorCode::invalid_usage, fmt::format("{} is no directory", quote(to)),
                    "make it first, or name another one");
    }
    if (scope.is_project && !relative_to(scope.root, directory)) {
        return fail(
            ErrorCode::invalid_usage,
            fmt::format("{} lies outside the project {}", quote(to), quote(scope.root.string())),
            "name a directory inside it, or use `--scope user`");
    }
    return directory;
}

Result<bool> is_used(const Services& services, const sys::Path& base,
                     const std::vector<std::string>& signs) {
    for (const auto& sign : signs) {
        SKILLMEAT_ASSIGN(const auto there, services.files.stat(base / sign));
        if (there) {
            return true;
        }
    }
    return false;
}

Result<std::vector<ChosenAgent>> agents_in_use(const Services& services, const sys::Path& base,
                                               const deploy::Targets& targets) {
    std::vector<ChosenAgent> found;
    for (const auto& id : targets.ids()) {
        SKILLMEAT_ASSIGN(const bool used, is_used(services, base, targets.signs(id)));
        if (used) {
            found.push_back({id, false});
        }
    }
    // Agents that share a folder do not show that they all are used.
    if (found.size() > 1) {
        std::erase_if(found, [](const auto& agent) { return agent.id == last_resort; });
    }
    return found;
}

Result<std::vector<ChosenAgent>> choose_agents(const Services& services, const sys::Path& base,
                                               const deploy::Targets& targets,
                                               const settings::Settings& settings,
                                               const std::vector<std::string>& names) {
    std::vector<ChosenAgent> chosen;
    const auto add = [&](std::string_view name, bool named) -> Result<void> {
        SKILLMEAT_ASSIGN(auto id, targets.find(name));
        if (std::ranges::find(chosen, id, &ChosenAgent::id) == chosen.end()) {
            chosen.push_back({std::move(id), named});
        }
        return {};
    };
    for (const auto& name : names) {
        SKILLMEAT_TRY(add(name, true));
    }
    if (chosen.empty() && !settings.text("agents").empty()) {
        for (const auto name : split(settings.text("agents"), ',')) {
            SKILLMEAT_TRY(add(name, false));
        }
    }
    if (chosen.empty()) {
        SKILLMEAT_ASSIGN(chosen, agents_in_use(services, base, targets));
    }
    if (chosen.empty()) {
        return fail(ErrorCode::invalid_usage,
                    fmt::format("no coding agent is used in {}, as far as its folders show",
                                quote(base.string())),
                    "name one, such as `--agent claude-code`, or set the setting `agents`");
    }
    return chosen;
}

}  // namespace

std::function<Result<std::string>(const std::string& path)> resolver(Services& services,
                                                                     const Scope& scope,
                                                                     sys::Path base) {
    return [&services, &scope,
            base = std::move(base)](const std::string& path) -> Result<std::string> {
        SKILLMEAT_ASSIGN(const auto full, services.files.canonical(base / path));
        const auto relative =
            scope.is_project ? relative_to(scope.root, full) : std::optional(full.generic_string());
        if (!relative) {
            return fail(
                ErrorCode::unsafe_path,
                fmt::format("{} leads out of the project, through a symbolic link", quote(path)),
                "put a real folder in the link's place, or use `--scope user`");
        }
        if (!is_deployable_path(*relative)) {
            return fail(ErrorCode::unsafe_path,
                        fmt::format("nothing is installed at {}", quote(*relative)));
        }
        return *relative;
    };
}

Result<PlaceOfDeployment> place_of_deployment(Services& services, const Scope& scope,
                                              const settings::Settings& settings,
                                              const std::string& to,
                                              const std::vector<std::string>& names) {
    SKILLMEAT_ASSIGN(const auto directory, directory_of(services, scope, to));
    const auto base = directory.value_or(scope.root);
    SKILLMEAT_ASSIGN(auto places, settings::agent_places(settings));
    deploy::Targets targets(services.environment, std::move(places),
                            !scope.is_project && !directory);
    SKILLMEAT_ASSIGN(auto agents, choose_agents(services, base, targets, settings, names));
    return PlaceOfDeployment{std::move(targets), std::move(agents),
                             resolver(services, scope, base)};
}

}  // namespace skillmeat::ops
