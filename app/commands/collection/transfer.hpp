#pragma once

#include <skillmeat/ops/collections/change_collections.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec collection_move_spec;
extern const cli::CommandSpec collection_copy_spec;

/// `keep` is for the runs to say.
[[nodiscard]] Result<ops::Transfer> bind_collection_transfer(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_collection_move(const ops::Transfer& wanted, Context& context);
[[nodiscard]] Result<Outcome> run_collection_copy(const ops::Transfer& wanted, Context& context);

}  // namespace skillmeat::app::commands
