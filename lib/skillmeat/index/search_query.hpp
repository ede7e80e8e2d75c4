#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>

namespace skillmeat::index {

// What people type into a search:
//   pull request     words; entries with most of them, the rarer the more they count
//   "pull request"   a phrase: these words in this order, always required
//   pdf*             words that begin so, always required
//   -draft           nothing with this word; also -"a phrase" and -pre*
// Everything else, AND, OR, NEAR and parentheses too, is plain text. A word with hyphens, dots or
// slashes inside is its parts, best when they stand together; of scripts without spaces a run of
// characters is a phrase.

struct QueryPart {
    enum class Kind { word, prefix, phrase };
    Kind kind = Kind::word;
    /// In search form: a word or prefix has one, or the words before it that it must follow.
    std::vector<std::string> words;
    /// The parts of a word in camel case (`readFile`: read, file), found as a phrase too.
    std::vector<std::string> camel;
    bool excluded = false;
    /// Only makes what fits better, and need not be there: neighbours that were typed together.
    bool bonus = false;
    std::size_t begin = 0;  ///< bytes of the query
    std::size_t end = 0;

    bool operator==(const QueryPart&) const = default;
};

struct SearchQuery {
    std::vector<QueryPart> parts;
};

inline constexpr std::size_t longest_query = 2'000;  ///< bytes
inline constexpr std::size_t most_words = 24;
inline constexpr std::size_t most_parts = 32;  ///< of a query, with those it is given besides

/// `invalid_value` when it is empty, too long, holds no word, only excludes, or when a quote is not
/// closed or a `*` follows no word; with the character where that is.
[[nodiscard]] Result<SearchQuery> parse_query(std::string_view text);

}  // namespace skillmeat::index
