#pragma once

#include <skillmeat/ops/collections/change_collections.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec collection_create_spec;

[[nodiscard]] Result<ops::NewCollection> bind_collection_create(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_collection_create(const ops::NewCollection& wanted,
                                                    Context& context);

}  // namespace skillmeat::app::commands
