#include <skillmeat/ops/init_project.hpp>

#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/manifest/edit.hpp>
#include <skillmeat/ops/scope_edit.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::size_t longest_name = 255;  // code points

/// Directories whose skillmeat.toml would be taken for something else than a project.
Result<void> refuse_own_directories(const Services& services, const UserPaths& paths,
                                    const sys::Path& root) {
    if (paths.config) {
        SKILLMEAT_ASSIGN(const auto config, services.files.canonical(*paths.config));
        if (root == config) {
            return fail(ErrorCode::invalid_usage,
                        fmt::format("{} is the user's configuration directory, so it can be no "
                                    "project",
                                    quote(root.string())),
                        "run `skillmeat init --scope user` for the user manifest");
        }
    }
    const bool in_state =
        root.filename() == ".skillmeat" ||
        (root.filename() == "local" && root.parent_path().filename() == ".skillmeat");
    if (in_state) {
        return fail(ErrorCode::invalid_usage,
                    fmt::format("{} belongs to the project above it, so it can be no project",
                                quote(root.string())),
                    "run `skillmeat init` in another directory");
    }
    return {};
}

Result<std::string> checked_name(const InitRequest& request, const sys::Path& root) {
    const auto name = request.name.empty() ? to_valid_utf8(root.filename().string()) : request.name;
    if (trim(name).empty() || count_characters(name) > longest_name || !is_valid_utf8(name)) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("expected a name of 1 to {} characters for the project, found {}",
                                longest_name, quote(name)),
                    "give one with `--name NAME`");
    }
    return name;
}

Result<Scope> planned_scope(Services& services, const InitRequest& request) {
    const auto paths = user_paths(services.environment);
    if (request.user) {
        return user_scope(paths);
    }
    sys::Path directory(request.directory);
    SKILLMEAT_ASSIGN(const auto here, services.environment.current_directory());
    directory = request.directory.empty() ? here : here / directory;
    SKILLMEAT_ASSIGN(const auto root, services.files.canonical(directory));
    SKILLMEAT_TRY(refuse_own_directories(services, paths, root));
    auto scope = project_scope(root);
    SKILLMEAT_ASSIGN(scope.project_name, checked_name(request, root));
    return scope;
}

tl::unexpected<Error> exists_already(const Scope& scope) {
    return fail(ErrorCode::already_exists,
                fmt::format("{} exists already; nothing changed", quote(scope.manifest.string())),
                "add sources with `skillmeat source add OWNER/REPO`");
}

/// Those of the files `init` makes that are not there.
Result<std::vector<sys::Path>> missing_files(const Services& services, const Scope& scope) {
    std::vector<sys::Path> candidates{scope.manifest};
    if (scope.is_project) {
        candidates.push_back(scope.state_directory / ".gitignore");
    }
    std::vector<sys::Path> missing;
    for (auto& path : candidates) {
        SKILLMEAT_ASSIGN(const auto stat, services.files.lstat(path));
        if (!stat) {
            missing.push_back(std::move(path));
        }
    }
    return missing;
}

/// The text of the manifest goes through the edit like any other, so that the lock is held and the
/// project is registered. An empty text before makes it a change whatever it says.
Result<void> write_manifest(ScopeEdit& edit, const Scope& scope) {
    if (edit.workspace.has_manifest) {
        return exists_already(scope);
    }
    auto text = scope.is_project ? manifest::new_manifest(scope.project_name)
                                 : manifest::new_plain_manifest();
    SKILLMEAT_ASSIGN(edit.manifest,
                     tomlfile::Document::parse(std::move(text), scope.manifest.string()));
    edit.workspace.manifest_text.clear();
    edit.workspace.scope.project_name = scope.project_name;
    return {};
}

}  // namespace

Result<Initialized> init_project(Services& services, const InitRequest& request) {
    Initialized result;
    SKILLMEAT_ASSIGN(result.scope, planned_scope(services, request));
    const auto& scope = result.scope;
    SKILLMEAT_ASSIGN(const auto stat, services.files.lstat(scope.manifest));
    if (stat) {
        return exists_already(scope);
    }
    SKILLMEAT_ASSIGN(result.made, missing_files(services, scope));
    EditOptions options;
    options.create = true;
    SKILLMEAT_TRY(edit_scope(services, scope, options,
                             [&](ScopeEdit& edit) { return write_manifest(edit, scope); }));
    return result;
}

}  // namespace skillmeat::ops
