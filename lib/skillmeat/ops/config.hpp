#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/ops/scope.hpp>
#include <skillmeat/settings/settings.hpp>

namespace skillmeat::ops {

/// A setting as it holds in a scope.
struct EffectiveSetting {
    const settings::Definition* definition = nullptr;
    settings::Setting setting;
};

/// All settings by key, bytewise.
[[nodiscard]] Result<std::vector<EffectiveSetting>> list_settings(Services& services,
                                                                  const Scope& scope);

/// `setting_not_found` suggests the closest key.
[[nodiscard]] Result<EffectiveSetting> get_setting(Services& services, const Scope& scope,
                                                   std::string_view key);

/// `default`, `variable NAME` or `PATH:LINE`.
[[nodiscard]] std::string origin_text(const settings::Setting& setting);

struct SettingChange {
    bool changed = false;
    sys::Path manifest;        ///< the file concerned
    EffectiveSetting setting;  ///< as it holds now; another layer may be stronger than the manifest
};

/// Writes a setting into the scope's manifest, or with no value takes it out; everything else in
/// the file stays as it is. The value is checked before anything is touched (`invalid_value`), and
/// a setting of the user's alone is refused in a project.
[[nodiscard]] Result<SettingChange> change_setting(Services& services, const Scope& scope,
                                                   std::string_view key,
                                                   const std::optional<std::string>& value);

}  // namespace skillmeat::ops
