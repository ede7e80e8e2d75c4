#pragma once

#include <skillmeat/ops/entries/search_entries.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec search_spec;

[[nodiscard]] Result<ops::EntrySearch> bind_search(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_search(const ops::EntrySearch& search, Context& context);

}  // namespace skillmeat::app::commands
