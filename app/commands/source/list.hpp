#pragma once

#include <skillmeat/ops/sources/list_sources.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec source_list_spec;

[[nodiscard]] Result<ops::SourceListRequest> bind_source_list(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_source_list(const ops::SourceListRequest& request,
                                              Context& context);

}  // namespace skillmeat::app::commands
