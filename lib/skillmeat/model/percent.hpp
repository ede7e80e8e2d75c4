#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace skillmeat {

/// Replaces `%XX`; nothing when a `%` is not followed by two hexadecimal digits, or when the result
/// holds control or invisible characters or is not UTF-8.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

/// Everything but letters, digits and `-._~` as `%XX` (RFC 3986, section 2.3): one part of a path.
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace skillmeat
