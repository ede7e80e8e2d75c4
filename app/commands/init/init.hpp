#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec init_spec;

struct InitOptions {
    std::string name;  ///< empty: the directory's name
};

[[nodiscard]] Result<InitOptions> bind_init(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_init(const InitOptions& options, Context& context);

}  // namespace skillmeat::app::commands
