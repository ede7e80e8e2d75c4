#pragma once

#include <skillmeat/ops/collections/show_collections.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec collection_list_spec;

[[nodiscard]] Result<ops::CollectionListRequest> bind_collection_list(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_collection_list(const ops::CollectionListRequest& request,
                                                  Context& context);

}  // namespace skillmeat::app::commands
