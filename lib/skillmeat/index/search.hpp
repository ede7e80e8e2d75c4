#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/index/entry_query.hpp>
#include <skillmeat/index/index.hpp>
#include <skillmeat/index/match_ranges.hpp>
#include <skillmeat/index/search_query.hpp>

namespace skillmeat::index {

enum class HitKind {
    word,    ///< the words stand in the entry, in this or another form
    inside,  ///< some only within longer words: `down` in `markdown`
};
[[nodiscard]] std::string_view to_string(HitKind kind);  ///< `word` | `inside`

/// relevance: word hits before inner ones, then by score; rating: by SearchRequest::ratings, then
/// by relevance; the others as lists have them. Equal rows by source id, project id, type, path.
enum class SearchOrder { relevance, name, rating, changed };

/// Where a page ended: the last row's sort key.
struct SearchPlace {
    HitKind kind = HitKind::word;
    std::int64_t score = 0;
    std::string name;          ///< SearchOrder::name
    std::int64_t changed = 0;  ///< SearchOrder::changed, in seconds
    std::string source;
    std::string project;
    ArtifactType type = ArtifactType::skill;
    std::string path;
    std::int64_t rating = 0;  ///< SearchOrder::rating
};

struct SearchRequest {
    Bounds bounds;
    SearchQuery query;
    Conditions conditions;  ///< `search` is not used
    SearchOrder order = SearchOrder::relevance;
    std::vector<RatedDocument> ratings;  ///< by document; for SearchOrder::rating
    std::optional<std::size_t> limit;
    std::optional<SearchPlace> after;
};

struct SearchHit {
    StoredEntry stored;
    HitKind kind = HitKind::word;
    std::int64_t score = 0;  ///< in thousandths; only compares hits of one search
};

/// A word that stands nowhere, and what was taken for it.
struct Correction {
    std::string from;
    std::string to;

    bool operator==(const Correction&) const = default;
};

struct SearchResult {
    std::vector<SearchHit> hits;
    std::size_t total = 0;  ///< over all pages
    bool more = false;      ///< there is a next page
    std::vector<Correction> corrections;
    std::vector<std::string> unmatched;  ///< words that stand nowhere, and nothing like them
    Matcher matcher;
};

// Inner hits are looked for while there are fewer word hits than this, and in so many of the words
// that hold the text, the shortest first.
inline constexpr std::size_t enough_word_hits = 1'000;
inline constexpr std::size_t most_inner_words = 256;

/// Ranks the entries of the bounds by BM25 over their fields. What counts how often words occur is
/// each scope by itself, so the answer does not depend on what else the index holds.
[[nodiscard]] Result<SearchResult> search(const Index& index, const SearchRequest& request);

}  // namespace skillmeat::index
