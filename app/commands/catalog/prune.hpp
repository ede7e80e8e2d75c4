#pragma once

#include <string>
#include <vector>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec catalog_prune_spec;

struct CatalogPruneOptions {
    std::vector<std::string> sources;  ///< SRC; empty: all
    bool dry_run = false;
};

[[nodiscard]] Result<CatalogPruneOptions> bind_catalog_prune(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_catalog_prune(const CatalogPruneOptions& options,
                                                Context& context);

}  // namespace skillmeat::app::commands
