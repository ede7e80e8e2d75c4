#include <skillmeat/ops/project_registry.hpp>

#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/manifest/manifest.hpp>
#include <skillmeat/ops/user_file.hpp>

namespace skillmeat::ops {
namespace {

using Projects = std::vector<state::Project>;

constexpr std::string_view registry = "projects";
constexpr std::int64_t patient_ms = 10'000;  // somebody asked for the change
constexpr std::int64_t brief_ms = 200;       // on the way out of another command

Result<Projects> parse_registry(const Services& services, const std::optional<std::string>& text) {
    if (!text) {
        return Projects{};
    }
    SKILLMEAT_ASSIGN(const auto path, user_file_path(services, registry));
    return state::read_projects(*text, path.string());
}

Result<Projects> read_registry(const Services& services) {
    SKILLMEAT_ASSIGN(const auto text, read_user_file(services, registry));
    return parse_registry(services, text);
}

/// Nothing is written when `edit` says that nothing changed.
Result<void> edit_registry(Services& services, std::int64_t timeout_ms,
                           const std::function<Result<bool>(Projects&)>& edit) {
    return edit_user_file(
        services, registry, timeout_ms,
        [&](const std::optional<std::string>& text) -> Result<std::optional<std::string>> {
            SKILLMEAT_ASSIGN(auto projects, parse_registry(services, text));
            SKILLMEAT_ASSIGN(const bool changed, edit(projects));
            return changed ? std::optional(state::write_projects(std::move(projects)))
                           : std::nullopt;
        });
}

auto find_root(auto& projects, std::string_view root) {
    return std::find_if(projects.begin(), projects.end(),
                        [root](const auto& project) { return project.root == root; });
}

bool is_registered(const Projects& projects, std::string_view root, std::string_view name) {
    const auto found = find_root(projects, root);
    return found != projects.end() && found->name == name;
}

/// True when something changed; the time of the first registration stays.
bool put_project(Projects& projects, const std::string& root, std::string_view name,
                 Timestamp now) {
    const auto found = find_root(projects, root);
    if (found == projects.end()) {
        projects.push_back({root, std::string(name), now});
        return true;
    }
    return std::exchange(found->name, std::string(name)) != name;
}

Result<void> register_project(Services& services, const std::string& root, std::string_view name) {
    SKILLMEAT_ASSIGN(const auto before, read_registry(services));
    if (is_registered(before, root, name)) {
        return {};
    }
    return edit_registry(services, brief_ms, [&](Projects& projects) -> Result<bool> {
        return put_project(projects, root, name, services.clock.now());
    });
}

ProjectStatus status_of(const Services& services, const sys::Path& root) {
    const auto stat = services.files.stat(root / "skillmeat.toml");
    if (!stat) {
        return ProjectStatus::unreadable;
    }
    return stat->has_value() ? ProjectStatus::present : ProjectStatus::missing;
}

RegisteredProject registered(const Services& services, state::Project project) {
    RegisteredProject result;
    result.id = state::project_id(project.root);
    result.status = status_of(services, project.root);
    result.project = std::move(project);
    return result;
}

Error not_registered(const std::string& name, const Projects& projects) {
    std::vector<std::string> known;
    for (const auto& project : projects) {
        known.push_back(state::project_id(project.root));
        known.push_back(project.root);
    }
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    const auto near = closest(name, candidates);
    return Error{ErrorCode::project_not_found,
                 fmt::format("no registered project {}: expected an id or a directory that "
                             "`skillmeat project list` shows",
                             quote(name)),
                 {},
                 {},
                 near ? fmt::format("did you mean {}?", quote(*near))
                      : std::string("list them with `skillmeat project list`")};
}

/// The name the project gives itself, else its directory's.
Result<std::string> name_of(Services& services, const sys::Path& root) {
    const auto path = root / "skillmeat.toml";
    SKILLMEAT_ASSIGN(const auto text, services.files.read(path));
    if (!text) {
        return fail(ErrorCode::project_not_found,
                    fmt::format("no project at {}: expected a directory with a skillmeat.toml",
                                quote(root.string())),
                    "run `skillmeat init` there");
    }
    SKILLMEAT_ASSIGN(const auto manifest,
                     manifest::read(*text, path.string(), {}, services.diagnostics));
    return manifest.project_name.empty() ? to_valid_utf8(root.filename().string())
                                         : manifest.project_name;
}

}  // namespace

std::string_view to_string(ProjectStatus status) {
    switch (status) {
        case ProjectStatus::present:
            return "present";
        case ProjectStatus::missing:
            return "missing";
        case ProjectStatus::unreadable:
            break;
    }
    return "unreadable";
}

void register_project_quietly(Services& services, const Scope& project, std::string_view name) {
    static_cast<void>(register_project(services, project.root.string(), name));
}

Result<std::vector<RegisteredProject>> list_projects(Services& services) {
    std::vector<RegisteredProject> result;
    SKILLMEAT_ASSIGN(auto projects, read_registry(services));
    for (auto& project : projects) {
        result.push_back(registered(services, std::move(project)));
    }
    return result;
}

Result<AddedProject> add_project(Services& services, const std::string& directory) {
    SKILLMEAT_ASSIGN(const auto root, services.files.canonical(sys::Path(directory)));
    SKILLMEAT_ASSIGN(const auto name, name_of(services, root));
    AddedProject result;
    SKILLMEAT_TRY(edit_registry(services, patient_ms, [&](Projects& projects) -> Result<bool> {
        result.changed = put_project(projects, root.string(), name, services.clock.now());
        result.project = registered(services, *find_root(projects, root.string()));
        return result.changed;
    }));
    return result;
}

Result<RegisteredProject> remove_project(Services& services, const std::string& name) {
    SKILLMEAT_ASSIGN(const auto root, services.files.canonical(sys::Path(name)));
    RegisteredProject result;
    SKILLMEAT_TRY(edit_registry(services, patient_ms, [&](Projects& projects) -> Result<bool> {
        const auto found = std::find_if(projects.begin(), projects.end(), [&](const auto& project) {
            return state::project_id(project.root) == name || project.root == name ||
                   project.root == root.string();
        });
        if (found == projects.end()) {
            return fail(not_registered(name, projects));
        }
        result = registered(services, *found);
        projects.erase(found);
        return true;
    }));
    return result;
}

}  // namespace skillmeat::ops
