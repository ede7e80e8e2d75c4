#pragma once

#include <skillmeat/ops/cache.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec cache_clean_spec;

[[nodiscard]] Result<ops::CacheCleaning> bind_cache_clean(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_cache_clean(const ops::CacheCleaning& cleaning, Context& context);

}  // namespace skillmeat::app::commands
