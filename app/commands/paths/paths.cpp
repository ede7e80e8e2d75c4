#include <app/commands/paths/paths.hpp>

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <skillmeat/ops/paths_in_use.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat paths", "where everything is, or would be"},
    cli::Example{"skillmeat paths --json | jq -r .item.cache", "one directory for a script"},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.paths/1"};
constexpr std::array error_codes{ErrorCode::project_not_found};

/// Name and path, in the order of the output; an empty path is one that has no place.
using NamedPaths = std::vector<std::pair<std::string_view, std::string>>;

std::string below(const std::optional<sys::Path>& directory, const char* name) {
    return directory ? (*directory / name).string() : "";
}

NamedPaths user_rows(const ops::UserPaths& user) {
    const auto text = [](const std::optional<sys::Path>& path) {
        return path ? path->string() : std::string();
    };
    return {{"config", text(user.config)},
            {"state", text(user.state)},
            {"cache", text(user.cache)},
            {"data", text(user.data)},
            {"user_manifest", below(user.config, "skillmeat.toml")},
            {"projects", below(user.config, "projects.toml")},
            {"git_cache", below(user.cache, "git")}};
}

NamedPaths scope_rows(const ops::Scope& scope) {
    const bool placed = !scope.root.empty();
    return {{"root", scope.root.string()},
            {"manifest", scope.manifest.string()},
            {"lock", scope.lock.string()},
            {"collections", scope.collections.string()},
            {"ledger", scope.ledger.string()},
            {"local", scope.local.string()},
            {"local_manifest", scope.local_manifest.string()},
            {"local_lock", scope.local_lock.string()},
            {"local_collections", scope.local_collections.string()},
            {"local_ledger", scope.local_ledger.string()},
            {"state_directory", scope.state_directory.string()},
            {"state_file", scope.state_file.string()},
            {"catalogs", scope.catalogs.string()},
            {"details", scope.details.string()},
            {"backups", placed ? (scope.state_directory / "backup").string() : ""},
            {"lock_file", scope.lock_file.string()}};
}

}  // namespace

Result<PathsOptions> bind_paths(const cli::Values&) {
    return PathsOptions{};
}

Result<Outcome> run_paths(const PathsOptions&, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto paths, ops::paths_in_use(world, scope_request(context)));
    const auto scope = paths.scope.value_or(ops::Scope{});
    const auto* kind = !paths.scope ? "" : scope.is_project ? "project" : "user";
    report::JsonObject object;
    print::Item item;
    const auto add = [&](std::string_view name, const std::string& value) {
        object.text_or_null(name, value);
        item.fields.push_back({name, {value}});
    };
    for (const auto& [name, path] : user_rows(paths.user)) {
        add(name, path);
    }
    add("scope", kind);
    add("project_id", scope.project_id);
    for (const auto& [name, path] : scope_rows(scope)) {
        add(name, path);
    }
    item.schema = schemas[0];
    item.json = object.str();
    context.output().item(item);
    return Outcome{};
}

constinit const cli::CommandSpec paths_spec{
    .noun = "paths",
    .summary = "show the directories and files in use",
    .description =
        "Nothing needs to exist yet. Without HOME and the XDG variables, what depends on them is "
        "empty (null with --json).",
    .examples = examples,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_paths, run_paths>,
};

}  // namespace skillmeat::app::commands
