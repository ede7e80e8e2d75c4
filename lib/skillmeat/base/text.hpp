#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace skillmeat {

[[nodiscard]] char ascii_lower(char c);
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b);  ///< ASCII only

/// Pieces between separators, empty ones kept; views into `text`.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
[[nodiscard]] std::string_view trim(std::string_view text);  ///< ASCII white space

/// `'text'` with control characters made visible; for error messages.
[[nodiscard]] std::string quote(std::string_view text);

/// The text as one word of a POSIX shell: as it is where that is safe, else in single quotes.
[[nodiscard]] std::string shell_word(std::string_view text);

/// "1 source", "3 sources": the plural adds an s.
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);

}  // namespace skillmeat
