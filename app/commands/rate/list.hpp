#pragma once

#include <skillmeat/ops/ratings/list_ratings.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec rate_list_spec;

[[nodiscard]] Result<ops::RatingFilter> bind_rate_list(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_rate_list(const ops::RatingFilter& options, Context& context);

}  // namespace skillmeat::app::commands
