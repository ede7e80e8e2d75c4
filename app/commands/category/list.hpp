#pragma once

#include <skillmeat/ops/entries/count_entries.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec category_list_spec;

struct CategoryListOptions {
    catalog::Filter filter;
};

[[nodiscard]] Result<CategoryListOptions> bind_category_list(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_category_list(const CategoryListOptions& options,
                                                Context& context);

}  // namespace skillmeat::app::commands
