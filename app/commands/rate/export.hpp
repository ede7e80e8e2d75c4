#pragma once

#include <skillmeat/ops/ratings/exchange_ratings.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec rate_export_spec;

struct RateExportOptions {
    ops::RatingsExport request;
    std::optional<std::string> output;  ///< file to write; none: stdout
};

[[nodiscard]] Result<RateExportOptions> bind_rate_export(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_rate_export(const RateExportOptions& options, Context& context);

}  // namespace skillmeat::app::commands
