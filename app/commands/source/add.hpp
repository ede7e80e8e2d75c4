#pragma once

#include <string>
#include <vector>

#include <skillmeat/ops/sources/add_source.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec source_add_spec;

struct SourceAddOptions {
    std::vector<std::string> repositories;  ///< REPO, one or more
    ops::AddRequest common;                 ///< what holds for each; its repository is empty
};

/// `--id`, `--root` and `--map` take exactly one REPO.
[[nodiscard]] Result<SourceAddOptions> bind_source_add(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_source_add(const SourceAddOptions& options, Context& context);

}  // namespace skillmeat::app::commands
