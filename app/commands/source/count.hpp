#pragma once

#include <string>
#include <vector>

#include <skillmeat/ops/entries/count_entries.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec source_count_spec;

struct SourceCountOptions {
    std::vector<std::string> sources;  ///< SRC; empty: all
    ops::CountBy by = ops::CountBy::type;
};

[[nodiscard]] Result<SourceCountOptions> bind_source_count(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_source_count(const SourceCountOptions& options, Context& context);

}  // namespace skillmeat::app::commands
