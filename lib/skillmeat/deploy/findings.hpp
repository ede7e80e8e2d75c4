#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace skillmeat::deploy {

/// Characters in a text file that people do not see, but a model reads (rule R39).
struct Finding {
    std::string_view rule;  ///< `bidirectional`, `tag`, `zero-width`, `selector-run`, `control`
    std::string path;
    int line = 0;            ///< from 1
    int column = 0;          ///< from 1, in code points
    std::uint32_t code = 0;  ///< the character
};

/// Findings in one file, at most `most`, in the order of the text. Files that are not text (a NUL,
/// or not UTF-8) have none. What belongs to writing is no finding: emoji sequences and flags,
/// joiners and direction marks beside letters of scripts that need them, a byte order mark at the
/// start.
[[nodiscard]] std::vector<Finding> find_hidden(std::string_view path, std::string_view bytes,
                                               std::size_t most = 20);

/// `references/a.md:3:14: U+202E (bidirectional)`.
[[nodiscard]] std::string to_string(const Finding& finding);

}  // namespace skillmeat::deploy
