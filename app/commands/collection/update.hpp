#pragma once

#include <skillmeat/ops/collections/change_collections.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec collection_update_spec;

[[nodiscard]] Result<ops::CollectionUpdate> bind_collection_update(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_collection_update(const ops::CollectionUpdate& wanted,
                                                    Context& context);

}  // namespace skillmeat::app::commands
