#pragma once

#include <skillmeat/catalog/query.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec catalog_list_spec;

struct CatalogListOptions {
    catalog::Filter filter;
    catalog::PageRequest page;
    bool explain_query = false;
};

[[nodiscard]] Result<CatalogListOptions> bind_catalog_list(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_catalog_list(const CatalogListOptions& options, Context& context);

}  // namespace skillmeat::app::commands
