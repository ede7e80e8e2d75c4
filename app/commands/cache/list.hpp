#pragma once

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec cache_list_spec;

struct CacheListOptions {};

[[nodiscard]] Result<CacheListOptions> bind_cache_list(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_cache_list(const CacheListOptions& options, Context& context);

}  // namespace skillmeat::app::commands
