#pragma once

#include <skillmeat/ops/entries/count_entries.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec catalog_count_spec;

struct CatalogCountOptions {
    catalog::Filter filter;
    ops::CountBy by = ops::CountBy::type;
};

[[nodiscard]] Result<CatalogCountOptions> bind_catalog_count(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_catalog_count(const CatalogCountOptions& options,
                                                Context& context);

}  // namespace skillmeat::app::commands
