#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace skillmeat {

/// What a character is to a search over words.
enum class LetterKind {
    none,    ///< stands between words: space, punctuation, controls, bytes that are not UTF-8
    mark,    ///< an accent or joiner that belongs to the letter before it
    lower,   ///< also letters of scripts without case
    upper,   ///< also title case
    digit,   ///< numbers of any script
    symbol,  ///< of a script written without spaces (Chinese, Japanese, Korean, Thai ...)
};

struct Letter {
    LetterKind kind = LetterKind::none;
    std::size_t size = 1;  ///< bytes
};

/// The first character of `text`, which must not be empty.
[[nodiscard]] Letter first_letter(std::string_view text);

/// Appends the form in which searches compare a character: case folded, without diacritics,
/// compatibility forms resolved (`É` is `e`, `ﬁ` is `fi`); symbols stay as they are.
void append_search_form(std::string& out, std::string_view character);

}  // namespace skillmeat
