#include <skillmeat/ops/config.hpp>

#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/scope_edit.hpp>

namespace skillmeat::ops {
namespace {

Result<const settings::Definition*> find_definition(std::string_view key) {
    if (const auto* definition = settings::find(key)) {
        return definition;
    }
    std::vector<std::string_view> keys;
    for (const auto& definition : settings::definitions()) {
        keys.push_back(definition.key);
    }
    const auto near = closest(key, keys);
    return fail(ErrorCode::setting_not_found, fmt::format("no setting {}", quote(key)),
                near ? fmt::format("did you mean {}?", quote(*near))
                     : std::string("list them with `skillmeat config list`"));
}

/// Locks and state have no say in settings, so a damaged lock does not keep anyone from them.
Result<settings::Settings> settings_of(Services& services, const Scope& scope) {
    LoadOptions options;
    options.locks = false;
    SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope, options));
    return effective_settings(services, workspace);
}

tomlfile::KeyPath key_path(std::string_view key) {
    tomlfile::KeyPath path{"settings"};
    for (const auto part : split(key, '.')) {
        path.emplace_back(std::string(part));
    }
    return path;
}

Result<void> apply_change(ScopeEdit& edit, const settings::Definition& definition,
                          const std::optional<std::string>& canonical, bool& changed) {
    const auto path = key_path(definition.key);
    const auto* before = edit.manifest.find(path);
    if (!canonical) {
        changed = before != nullptr;
        return edit.manifest.remove(path);
    }
    const auto after = settings::to_toml(definition, *canonical);
    changed = before == nullptr || !(*before == after);
    return changed ? edit.manifest.set(path, after) : Result<void>{};
}

}  // namespace

Result<std::vector<EffectiveSetting>> list_settings(Services& services, const Scope& scope) {
    SKILLMEAT_ASSIGN(const auto effective, settings_of(services, scope));
    std::vector<EffectiveSetting> result;
    for (const auto& definition : settings::definitions()) {
        result.push_back({&definition, effective.get(definition.key)});
    }
    return result;
}

Result<EffectiveSetting> get_setting(Services& services, const Scope& scope, std::string_view key) {
    SKILLMEAT_ASSIGN(const auto* definition, find_definition(key));
    SKILLMEAT_ASSIGN(const auto effective, settings_of(services, scope));
    return EffectiveSetting{definition, effective.get(key)};
}

std::string origin_text(const settings::Setting& setting) {
    switch (setting.layer) {
        case settings::Layer::built_in:
            return "default";
        case settings::Layer::environment:
            return "variable " + setting.origin.path;
        case settings::Layer::flag:
            return "flag";
        case settings::Layer::user:
        case settings::Layer::project:
            break;
    }
    return fmt::format("{}:{}", setting.origin.path, setting.origin.line);
}

Result<SettingChange> change_setting(Services& services, const Scope& scope, std::string_view key,
                                     const std::optional<std::string>& value) {
    SKILLMEAT_ASSIGN(const auto* definition, find_definition(key));
    std::optional<std::string> canonical;
    if (value) {
        SKILLMEAT_ASSIGN(canonical, settings::check_value(*definition, *value));
    }
    if (value && definition->user_only && scope.is_project) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("setting {} may not stand in a project, which is untrusted input",
                                quote(key)),
                    "set it for yourself with `--scope user`");
    }
    observe::Span span(services.observer, value ? "config.set" : "config.unset");
    span.set("setting", std::string(key));
    SettingChange result;
    result.manifest = scope.manifest;
    SKILLMEAT_TRY(span.watch(edit_scope(services, scope, {}, [&](ScopeEdit& edit) {
        return apply_change(edit, *definition, canonical, result.changed);
    })));
    span.set("changed", result.changed);
    SKILLMEAT_ASSIGN(result.setting, get_setting(services, scope, key));
    return result;
}

}  // namespace skillmeat::ops
