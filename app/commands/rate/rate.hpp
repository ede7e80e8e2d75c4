#pragma once

#include <skillmeat/ops/ratings/ratings.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec rate_spec;

[[nodiscard]] Result<ops::RateRequest> bind_rate(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_rate(const ops::RateRequest& options, Context& context);

}  // namespace skillmeat::app::commands
