#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec rate_remove_spec;

struct RateRemoveOptions {
    std::string reference;
};

[[nodiscard]] Result<RateRemoveOptions> bind_rate_remove(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_rate_remove(const RateRemoveOptions& options, Context& context);

}  // namespace skillmeat::app::commands
