#include <skillmeat/ops/scope.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/source_id.hpp>
#include <skillmeat/state/projects.hpp>

namespace skillmeat::ops {
namespace {

constexpr const char* manifest_name = "skillmeat.toml";
constexpr const char* ledger_name = "deployments.toml";

Result<bool> has_manifest(const sys::FileReader& files, const sys::Path& directory) {
    SKILLMEAT_ASSIGN(const auto stat, files.stat(directory / manifest_name));
    return stat.has_value() && stat->kind == sys::FileKind::regular;
}

/// Nearest directory at or above `start` that holds a manifest, but never the user's own
/// configuration directory, whose skillmeat.toml is the user scope.
Result<std::optional<sys::Path>> find_project(const sys::FileReader& files, const sys::Path& start,
                                              const std::optional<sys::Path>& config) {
    SKILLMEAT_ASSIGN(sys::Path directory, files.canonical(start));
    std::optional<sys::Path> config_directory;
    if (config) {
        SKILLMEAT_ASSIGN(config_directory, files.canonical(*config));
    }
    while (true) {
        const bool is_private_twin =
            directory.filename() == "local" && directory.parent_path().filename() == ".skillmeat";
        if (directory != config_directory && !is_private_twin) {
            SKILLMEAT_ASSIGN(const bool found, has_manifest(files, directory));
            if (found) {
                return directory;
            }
        }
        if (directory == directory.root_path()) {
            return std::nullopt;
        }
        directory = directory.parent_path();
    }
}

Result<std::vector<state::Project>> registered_projects(const Services& services,
                                                        const UserPaths& paths) {
    if (!paths.config) {
        return std::vector<state::Project>{};
    }
    const auto path = *paths.config / "projects.toml";
    SKILLMEAT_ASSIGN(const auto text, services.files.read(path));
    if (!text) {
        return std::vector<state::Project>{};
    }
    return state::read_projects(*text, path.string());
}

bool looks_like_project_id(std::string_view text) {
    return text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

/// A project named by directory or by id.
Result<sys::Path> named_project(const Services& services, const UserPaths& paths,
                                const std::string& name) {
    SKILLMEAT_ASSIGN(const sys::Path directory, services.files.canonical(sys::Path(name)));
    SKILLMEAT_ASSIGN(const bool found, has_manifest(services.files, directory));
    if (found) {
        return directory;
    }
    if (looks_like_project_id(name)) {
        SKILLMEAT_ASSIGN(const auto projects, registered_projects(services, paths));
        for (const auto& project : projects) {
            if (state::project_id(project.root) == name) {
                return sys::Path(project.root);
            }
        }
    }
    return fail(ErrorCode::project_not_found,
                fmt::format("no project at {}: expected a directory with a skillmeat.toml, or a "
                            "registered project id",
                            quote(name)),
                "run `skillmeat init` there, or list projects with `skillmeat project list`");
}

Result<Scope> current_project_or_user(const Services& services, const UserPaths& paths,
                                      bool project_required) {
    SKILLMEAT_ASSIGN(const auto here, services.environment.current_directory());
    SKILLMEAT_ASSIGN(const auto root, find_project(services.files, here, paths.config));
    if (root) {
        return project_scope(*root);
    }
    if (project_required) {
        return fail(ErrorCode::project_not_found,
                    fmt::format("no project here: neither {} nor a directory above it holds a "
                                "skillmeat.toml",
                                quote(here.string())),
                    "run `skillmeat init`, or use `--scope user`");
    }
    SKILLMEAT_ASSIGN(auto scope, user_scope(paths));
    scope.fell_back = true;
    return scope;
}

}  // namespace

sys::Path Scope::catalog_of(std::string_view source_id) const {
    return catalogs / (source_file_stem(source_id) + ".toml");
}

sys::Path Scope::details_of(std::string_view source_id) const {
    return details / (source_file_stem(source_id) + ".md");
}

namespace {

void fill_paths(Scope& scope, const sys::Path& local) {
    scope.manifest = scope.root / manifest_name;
    scope.lock = scope.root / "skillmeat.lock";
    scope.collections = scope.root / "collections.toml";
    scope.local = local;
    scope.local_manifest = local / manifest_name;
    scope.local_lock = local / "skillmeat.lock";
    scope.local_collections = local / "collections.toml";
    scope.ledger = scope.state_directory / ledger_name;
    scope.local_ledger = local / ledger_name;
    scope.state_file = scope.state_directory / "state.toml";
    scope.catalogs = scope.state_directory / "catalog";
    scope.details = scope.state_directory / "details";
    scope.lock_file = scope.state_directory / "lock";
}

}  // namespace

Scope project_scope(const sys::Path& canonical_root) {
    Scope scope;
    scope.is_project = true;
    scope.root = canonical_root;
    scope.project_id = state::project_id(canonical_root.string());
    scope.project_name = canonical_root.filename().string();
    scope.state_directory = canonical_root / ".skillmeat";
    fill_paths(scope, scope.state_directory / "local");
    return scope;
}

Result<Scope> user_scope(const UserPaths& paths) {
    Scope scope;
    SKILLMEAT_ASSIGN(scope.root, require(paths.config, "user's configuration", "XDG_CONFIG_HOME"));
    SKILLMEAT_ASSIGN(scope.state_directory, require(paths.state, "user's state", "XDG_STATE_HOME"));
    fill_paths(scope, scope.root / "local");
    return scope;
}

Result<Scope> resolve_scope(Services& services, const ScopeRequest& request) {
    const auto paths = user_paths(services.environment);
    switch (request.choice) {
        case ScopeChoice::all:
            return fail(ErrorCode::invalid_usage,
                        "this command works on one scope, not on `--scope all`",
                        "use `--scope user`, or `--project DIR`");
        case ScopeChoice::user:
            return user_scope(paths);
        case ScopeChoice::project:
        case ScopeChoice::automatic:
            break;
    }
    if (!request.project.empty()) {
        SKILLMEAT_ASSIGN(const auto root, named_project(services, paths, request.project));
        return project_scope(root);
    }
    return current_project_or_user(services, paths, request.choice == ScopeChoice::project);
}

Result<std::vector<Scope>> resolve_scopes(Services& services, const ScopeRequest& request) {
    std::vector<Scope> scopes;
    if (request.choice != ScopeChoice::all) {
        SKILLMEAT_ASSIGN(auto scope, resolve_scope(services, request));
        scopes.push_back(std::move(scope));
        return scopes;
    }
    const auto paths = user_paths(services.environment);
    if (!request.project.empty()) {
        SKILLMEAT_ASSIGN(const auto root, named_project(services, paths, request.project));
        scopes.push_back(project_scope(root));
        return scopes;
    }
    SKILLMEAT_ASSIGN(auto user, user_scope(paths));
    scopes.push_back(std::move(user));
    SKILLMEAT_ASSIGN(const auto projects, registered_projects(services, paths));
    std::vector<std::string> missing;
    for (const auto& project : projects) {
        SKILLMEAT_ASSIGN(const bool found, has_manifest(services.files, project.root));
        if (found) {
            scopes.push_back(project_scope(project.root));
        } else {
            missing.push_back(quote(project.root));
        }
    }
    if (!missing.empty()) {
        services.diagnostics.report(
            {Severity::warning,
             fmt::format("{} gone and skipped: {}", counted(missing.size(), "registered project"),
                         join(missing, ", ")),
             {},
             "forget them with `skillmeat project remove`"});
    }
    return scopes;
}

}  // namespace skillmeat::ops
