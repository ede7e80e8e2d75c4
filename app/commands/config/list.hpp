#pragma once

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec config_list_spec;

struct ConfigListOptions {
    bool show_origin = false;
};

[[nodiscard]] Result<ConfigListOptions> bind_config_list(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_config_list(const ConfigListOptions& options, Context& context);

}  // namespace skillmeat::app::commands
