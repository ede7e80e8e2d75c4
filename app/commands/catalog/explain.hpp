#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec catalog_explain_spec;

struct CatalogExplainOptions {
    std::string reference;
};

[[nodiscard]] Result<CatalogExplainOptions> bind_catalog_explain(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_catalog_explain(const CatalogExplainOptions& options,
                                                  Context& context);

}  // namespace skillmeat::app::commands
