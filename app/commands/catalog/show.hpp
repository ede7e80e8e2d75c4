#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec catalog_show_spec;

struct CatalogShowOptions {
    std::string reference;
};

[[nodiscard]] Result<CatalogShowOptions> bind_catalog_show(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_catalog_show(const CatalogShowOptions& options, Context& context);

}  // namespace skillmeat::app::commands
