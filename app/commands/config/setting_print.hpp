#pragma once

#include <string>
#include <string_view>

#include <skillmeat/ops/config.hpp>

#include <app/cli/spec.hpp>
#include <app/print/output.hpp>

namespace skillmeat::app::commands {

inline constexpr cli::OptionSpec show_origin_option{.name = "show-origin",
                                                    .help = "also where each value comes from"};
inline constexpr cli::ArgumentSpec key_argument{.name = "KEY",
                                                .help = "name of a setting, such as jobs",
                                                .completion = cli::Completion::setting};

/// A setting as JSON, the same in all verbs of `config`.
[[nodiscard]] std::string setting_json(const ops::EffectiveSetting& setting);

/// Says what `set` and `unset` did, and prints the setting as it holds now.
void print_change(Context& context, std::string_view schema, std::string_view what,
                  const ops::SettingChange& change);

}  // namespace skillmeat::app::commands
