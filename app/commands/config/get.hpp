#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec config_get_spec;

struct ConfigGetOptions {
    std::string key;
    bool show_origin = false;
};

[[nodiscard]] Result<ConfigGetOptions> bind_config_get(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_config_get(const ConfigGetOptions& options, Context& context);

}  // namespace skillmeat::app::commands
