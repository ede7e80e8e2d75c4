#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec config_set_spec;

struct ConfigSetOptions {
    std::string key;
    std::string value;
};

[[nodiscard]] Result<ConfigSetOptions> bind_config_set(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_config_set(const ConfigSetOptions& options, Context& context);

}  // namespace skillmeat::app::commands
