#pragma once

#include <span>
#include <string>
#include <vector>

#include <skillmeat/base/result.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::cli {

/// An option as it was given, by the long name it was given with ("no-x" for a toggle turned off).
struct OptionWord {
    const OptionSpec* spec = nullptr;
    bool negated = false;
    std::string value;  ///< empty for flags and toggles
};

/// The words of a command line, told apart.
struct SortedWords {
    std::vector<OptionWord> options;
    std::vector<std::string> positionals;
};

/// The option of a long name, with `negated` set for the `--no-` form of a toggle.
[[nodiscard]] const OptionSpec* find_option(std::span<const OptionSpec* const> known,
                                            std::string_view name, bool& negated);

/// Tells options, their values and other words apart. A word that begins with '-' is never taken
/// for a value, so a forgotten value cannot swallow the next option (`--x=-v` gives such a value);
/// after `--` everything is a positional word, and `-` always is one.
[[nodiscard]] Result<SortedWords> sort_words(std::span<const std::string> words,
                                             std::span<const OptionSpec* const> known);

}  // namespace skillmeat::app::cli
