#pragma once

#include <array>
#include <string_view>

#include <skillmeat/ops/entries/count_entries.hpp>

#include <app/context.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

inline constexpr std::array<std::string_view, 6> count_keys{"type", "status", "tier",
                                                            "tag",  "source", "category"};

inline constexpr cli::OptionSpec by_option{.name = "by",
                                           .kind = cli::Kind::choice,
                                           .value_name = "KEY",
                                           .help = "what to count by",
                                           .allowed = count_keys,
                                           .default_text = "type",
                                           .completion = cli::Completion::allowed};

[[nodiscard]] ops::CountBy count_by_of(const cli::Values& values);

/// Prints counts with their total and gives the exit code.
[[nodiscard]] Result<Outcome> print_counts(Context& context, std::string_view schema,
                                           ops::CountBy by, const ops::EntryCounts& counts);

}  // namespace skillmeat::app::commands
