#pragma once

#include <skillmeat/ops/ratings/exchange_ratings.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec rate_import_spec;

struct RateImportOptions {
    std::string file;
    bool dry_run = false;
};

[[nodiscard]] Result<RateImportOptions> bind_rate_import(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_rate_import(const RateImportOptions& options, Context& context);

}  // namespace skillmeat::app::commands
