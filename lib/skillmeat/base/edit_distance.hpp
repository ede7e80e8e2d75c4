#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace skillmeat {

/// Damerau-Levenshtein distance (adjacent transpositions count one), over bytes.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate closest to `word`, ignoring ASCII case, if it is at most 2 away and at most a
/// third of the longer word's length (a distance of 1 is always allowed for words of 3 or more);
/// the first of equals. Nothing when none is that close.
[[nodiscard]] std::optional<std::string_view> closest(std::string_view word,
                                                      std::span<const std::string_view> candidates);

}  // namespace skillmeat
