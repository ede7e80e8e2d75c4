#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/index/database.hpp>
#include <skillmeat/index/fts_walk.hpp>
#include <skillmeat/index/search_query.hpp>

namespace skillmeat::index {

/// What is looked for in place of a part of a query: itself, and other forms of the word.
[[nodiscard]] Result<std::vector<Phrase>> expand(const Database& database, std::int64_t scope,
                                                 const QueryPart& part);

/// Words of a scope that hold `text` but are none of `known`: shortest first, then bytewise, at
/// most `most`.
[[nodiscard]] Result<std::vector<Phrase>> words_around(const Database& database, std::int64_t scope,
                                                       const std::string& text,
                                                       const std::vector<Phrase>& known,
                                                       std::size_t most);

/// The word of the scopes nearest to one that stands nowhere: one change away, or two for words of
/// six letters or more; of equals the most used. Nothing for short words, numbers and other
/// scripts.
[[nodiscard]] Result<std::optional<std::string>> nearest_word(
    const Database& database, const std::vector<std::int64_t>& scopes, const std::string& word);

}  // namespace skillmeat::index
