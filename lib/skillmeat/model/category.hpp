#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace skillmeat {

inline constexpr std::size_t max_category = 50;  ///< code points

/// A category as entries carry it and filters compare it: folded, words joined by single hyphens,
/// a number in front (`03-infrastructure`) dropped; `+`, `#` and `.` stay (`c++`, `c#`, `.net`).
/// Empty for what is no category: nothing but numbers and signs, several lines, an address, a
/// placeholder, a word that says there is none, or more than max_category characters. What it gives
/// it leaves as it is.
[[nodiscard]] std::string category_key(std::string_view text);

/// A value of a filter, to be held against category_key() of entries: an empty one is for those
/// without category, and what can be none fits nothing.
[[nodiscard]] std::string category_filter_key(std::string_view text);

}  // namespace skillmeat
