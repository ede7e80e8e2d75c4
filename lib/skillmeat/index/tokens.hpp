#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace skillmeat::index {

/// A word of a text in the form searches compare.
struct Token {
    std::string text;       ///< search form, at most longest_token bytes
    std::size_t begin = 0;  ///< bytes of the original text
    std::size_t end = 0;
    bool is_part = false;  ///< of the word in camel case that was given before it
    bool is_symbol = false;
};

inline constexpr std::size_t longest_token = 64;

/// Walks the words of a text. Words are runs of letters and digits; what stands between them parts
/// them, so `code-reviewer` is two. A word in camel case is given whole and then in parts:
/// `readFile` is `readfile`, then `read` and `file`. Of scripts without spaces each character is a
/// word, so that a run of them is found as a phrase wherever it stands.
class Tokens {
  public:
    explicit Tokens(std::string_view text) : text_(text) {}
    /// False at the end. The token's memory is used again.
    [[nodiscard]] bool next(Token& token);

  private:
    void read_word(Token& token);
    void normalise(Token& token) const;

    static constexpr std::size_t most_parts = 16;
    std::string_view text_;
    std::size_t at_ = 0;
    std::array<std::size_t, most_parts + 1> bounds_{};  ///< of the parts of the last word
    std::size_t parts_ = 0;                             ///< how many there are
    std::size_t part_ = 0;                              ///< the next to be given
};

}  // namespace skillmeat::index
