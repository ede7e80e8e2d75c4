#include <skillmeat/ops/effective_settings.hpp>

#include <optional>
#include <string>
#include <utility>

namespace skillmeat::ops {
namespace {

Result<void> apply_environment(settings::Settings& settings, const sys::Environment& environment) {
    for (const auto& definition : settings::definitions()) {
        if (definition.environment.empty()) {
            continue;
        }
        if (const auto text = environment.get(definition.environment)) {
            SKILLMEAT_TRY(settings::apply_environment(settings, definition, *text));
        }
    }
    return {};
}

/// Lays a table over the settings; a faulty value is an error, since a default in its place would
/// be another command than the one that was asked for.
Result<void> lay_table(settings::Settings& settings, const tomlfile::Table& table,
                       settings::Layer layer, const std::string& path, DiagnosticSink& sink) {
    DiagnosticList found;
    settings::apply_table(settings, table, layer, path, found);
    std::optional<Diagnostic> fault;
    for (auto& item : found.items) {
        if (item.severity == Severity::error && !fault) {
            fault = item;
        }
        sink.report(std::move(item));
    }
    if (!fault) {
        return {};
    }
    return fail(ErrorCode::invalid_manifest, fault->message, fault->hint, fault->origin);
}

/// The user manifest's `[settings]`; sources in it are read by another function, so their faults
/// are not reported twice.
Result<void> apply_user_manifest(settings::Settings& settings, Services& services) {
    const auto paths = user_paths(services.environment);
    if (!paths.config) {
        return {};
    }
    const auto path = *paths.config / "skillmeat.toml";
    SKILLMEAT_ASSIGN(const auto text, services.files.read(path));
    if (!text) {
        return {};
    }
    DiagnosticList unused;
    SKILLMEAT_ASSIGN(const auto manifest, manifest::read(*text, path.string(), {}, unused));
    return lay_table(settings, manifest.settings, settings::Layer::user, path.string(),
                     services.diagnostics);
}

}  // namespace

Result<settings::Settings> effective_settings(Services& services, const Workspace& workspace) {
    auto settings = settings::built_in();
    const auto manifest_path = workspace.scope.manifest.string();
    if (workspace.scope.is_project) {
        SKILLMEAT_TRY(apply_user_manifest(settings, services));
        SKILLMEAT_TRY(lay_table(settings, workspace.shared.settings, settings::Layer::project,
                                manifest_path, services.diagnostics));
    } else {
        SKILLMEAT_TRY(lay_table(settings, workspace.shared.settings, settings::Layer::user,
                                manifest_path, services.diagnostics));
    }
    SKILLMEAT_TRY(apply_environment(settings, services.environment));
    return settings;
}

Result<settings::Settings> user_settings(Services& services) {
    auto settings = settings::built_in();
    SKILLMEAT_TRY(apply_user_manifest(settings, services));
    SKILLMEAT_TRY(apply_environment(settings, services.environment));
    return settings;
}

}  // namespace skillmeat::ops
