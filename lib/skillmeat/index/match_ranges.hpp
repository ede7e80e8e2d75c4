#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/index/fts_walk.hpp>

namespace skillmeat::index {

/// What in a text made it a hit.
struct Matcher {
    std::vector<Phrase> phrases;      ///< words, phrases and prefixes that were looked for
    std::vector<std::string> inside;  ///< texts that count anywhere within a word
};

/// A piece of a text, in bytes.
struct MatchRange {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const MatchRange&) const = default;
};

/// Where the text matches: ascending, apart from each other, on character boundaries.
[[nodiscard]] std::vector<MatchRange> match_ranges(std::string_view text, const Matcher& matcher);

/// The same counted in code points instead of bytes.
[[nodiscard]] std::vector<MatchRange> in_characters(std::string_view text,
                                                    const std::vector<MatchRange>& ranges);

}  // namespace skillmeat::index
