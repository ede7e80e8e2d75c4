#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/index/database.hpp>

namespace skillmeat::index {

inline constexpr std::size_t word_columns = 8;  ///< of a words table

/// A word, phrase or prefix to be looked for, in search form.
struct Phrase {
    std::vector<std::string> words;
    bool is_prefix = false;  ///< of the last word
    double weight = 1.0;     ///< how much a hit is worth against the word that was typed

    bool operator==(const Phrase&) const = default;
};

/// Told of every document a phrase stands in, by ascending number.
class PhraseVisitor {
  public:
    virtual ~PhraseVisitor() = default;
    /// `phrase` counts from 0; `uses` how often it stands in each column.
    virtual void visit(std::size_t phrase, std::int64_t document,
                       const std::uint16_t (&uses)[word_columns]) = 0;
};

/// Walks the documents of each phrase through FTS5's own iterators, one phrase after the other. Its
/// ready-made ranking costs a look-up per hit and knows no scopes, filters or word forms.
[[nodiscard]] Result<void> walk_phrases(const Database& database, const std::string& words_table,
                                        const std::vector<Phrase>& phrases, PhraseVisitor& visitor);

}  // namespace skillmeat::index
