#pragma once

#include <string>
#include <string_view>

namespace skillmeat::index {

/// What English words of one origin share, by Porter's algorithm (M. F. Porter, "An algorithm for
/// suffix stripping", 1980): `review`, `reviews`, `reviewing` and `reviewer` give `review`. Words
/// that are not all lower-case ASCII letters, or shorter than three, are returned as they are.
[[nodiscard]] std::string stem(std::string_view word);

}  // namespace skillmeat::index
