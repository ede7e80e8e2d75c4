#include <skillmeat/ops/project_registry.hpp>

#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/manifest/manifest.hpp>
#include <skillmeat/sys/temporary_name.hpp>

namespace skillmeat::ops {
namespace {

using Projects = std::vector<state::Project>;

constexpr std::uint32_t private_directory = 0700;
constexpr std::int64_t patient_ms = 10'000;  // somebody asked for the change
constexpr std::int64_t brief_ms = 200;       // on the way out of another command

Result<sys::Path> registry_path(const Services& services) {
    SKILLMEAT_ASSIGN(const auto config, require(user_paths(services.environment).config,
                                                "user's configuration", "XDG_CONFIG_HOME"));
    return config / "projects.toml";
}

Result<Projects> read_registry(const Services& services, const sys::Path& path) {
    SKILLMEAT_ASSIGN(const auto text, services.files.read(path));
    if (!text) {
        return Projects{};
    }
    return state::read_projects(*text, path.string());
}

/// Temporaries of the registry alone: those of other files there are under another lock (rule R3).
Result<void> remove_leftovers(const Services& services, const sys::Path& path) {
    const auto beginning = "." + path.filename().string() + ".";
    SKILLMEAT_ASSIGN(const auto entries, services.files.list(path.parent_path()));
    for (const auto& entry : entries) {
        if (entry.name.starts_with(beginning) && sys::is_temporary_name(entry.name)) {
            SKILLMEAT_TRY(services.files.remove_file(path.parent_path() / entry.name));
        }
    }
    return {};
}

/// Changes the registry under a lock of its own, so that a project's command never waits for a long
/// one of the user scope. Nothing is written when `edit` says that nothing changed.
Result<void> edit_registry(Services& services, std::int64_t timeout_ms,
                           const std::function<Result<bool>(Projects&)>& edit) {
    SKILLMEAT_ASSIGN(const auto path, registry_path(services));
    SKILLMEAT_ASSIGN(const auto state, require(user_paths(services.environment).state,
                                               "user's state", "XDG_STATE_HOME"));
    SKILLMEAT_TRY(services.files.create_directories(state, private_directory));
    sys::LockOptions options;
    options.timeout_ms = timeout_ms;
    SKILLMEAT_ASSIGN(const auto held, services.files.lock(state / "projects.lock", options));
    SKILLMEAT_ASSIGN(auto projects, read_registry(services, path));
    SKILLMEAT_ASSIGN(const bool changed, edit(projects));
    if (changed) {
        SKILLMEAT_TRY(services.files.create_directories(path.parent_path(), private_directory));
        SKILLMEAT_TRY(remove_leftovers(services, path));
        SKILLMEAT_TRY(services.files.write(path, state::write_projects(std::move(projects))));
    }
    return {};
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
    SKILLMEAT_ASSIGN(const auto path, registry_path(services));
    SKILLMEAT_ASSIGN(const auto before, read_registry(services, path));
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
    if (!user_paths(services.environment).config) {
        return result;
    }
    SKILLMEAT_ASSIGN(const auto path, registry_path(services));
    SKILLMEAT_ASSIGN(auto projects, read_registry(services, path));
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
