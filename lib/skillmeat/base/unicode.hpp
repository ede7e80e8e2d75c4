#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace skillmeat {

[[nodiscard]] bool is_valid_utf8(std::string_view text);

/// Bytes that are not UTF-8 become `\xNN`; valid text is returned unchanged.
[[nodiscard]] std::string to_valid_utf8(std::string_view text);

/// What may be written to a terminal: escapes, C0 and C1 controls (line feed and tab too),
/// bidirectional and zero-width controls, tag characters and invalid bytes are made visible as
/// `\xNN` or `\u{NNNN}`. Emoji sequences and right-to-left text itself stay as they are.
[[nodiscard]] std::string terminal_safe(std::string_view text);

/// Longest prefix of at most `bytes` bytes that ends on a character boundary.
[[nodiscard]] std::string_view truncate_utf8(std::string_view text, std::size_t bytes);

/// Longest prefix of at most `characters` code points.
[[nodiscard]] std::string_view truncate_characters(std::string_view text, std::size_t characters);
[[nodiscard]] std::size_t count_characters(std::string_view text);

/// Columns the text takes on a terminal (wide characters 2, combining ones 0).
[[nodiscard]] std::size_t display_width(std::string_view text);

/// Text that fits `width` columns, with `…` at the end when something was cut.
[[nodiscard]] std::string fit_width(std::string_view text, std::size_t width);

/// Unicode case folding (no normalisation), for comparisons that ignore case.
[[nodiscard]] std::string fold_case(std::string_view text);

/// NFC followed by case folding: two names that collide on case-insensitive disks are equal.
[[nodiscard]] std::string collision_key(std::string_view text);

/// Whether `needle`, already folded, stands in the folded `text`.
[[nodiscard]] bool contains_folded(std::string_view text, std::string_view folded_needle);

}  // namespace skillmeat
