#pragma once

#include <skillmeat/ops/sources/scan_sources.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec source_scan_spec;

[[nodiscard]] Result<ops::ScanRequest> bind_source_scan(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_source_scan(const ops::ScanRequest& request, Context& context);

}  // namespace skillmeat::app::commands
