#pragma once

#include <span>
#include <vector>

#include <skillmeat/base/result.hpp>

#include <app/cli/spec.hpp>
#include <app/cli/words.hpp>

namespace skillmeat::app::cli {

/// Options as values by name, through a CLI11 parser that is told of just those of the known ones
/// that were given. Choices and integers are checked (`invalid_value`), and options that may be
/// given once (`invalid_usage`); `last_wins` names those of which the last one counts instead.
[[nodiscard]] Result<Values> read_options(const std::vector<OptionWord>& words,
                                          std::span<const OptionSpec* const> known,
                                          std::span<const OptionSpec> last_wins);

}  // namespace skillmeat::app::cli
