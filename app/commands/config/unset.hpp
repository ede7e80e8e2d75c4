#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec config_unset_spec;

struct ConfigUnsetOptions {
    std::string key;
};

[[nodiscard]] Result<ConfigUnsetOptions> bind_config_unset(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_config_unset(const ConfigUnsetOptions& options, Context& context);

}  // namespace skillmeat::app::commands
