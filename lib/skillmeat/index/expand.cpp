#include <skillmeat/index/expand.hpp>

#include <algorithm>
#include <tuple>
#include <utility>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/index/stem.hpp>

namespace skillmeat::index {
namespace {

constexpr double other_form_weight = 0.8;  // `reviewer` for `review`
constexpr double inner_weight = 0.4;       // `markdown` for `down`
constexpr std::size_t most_forms = 64;
constexpr std::size_t shortest_stemmed = 3;
constexpr std::size_t shortest_corrected = 4;
constexpr std::size_t two_changes_from = 6;

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) {
        text += word;
    }
    return text;
}

bool is_plain(const std::string& word) {
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Stems of words of one origin. Those of short words for who does a thing keep their ending
/// (`linter`, `writer`) or its doubled letter (`debugger`).
std::vector<std::string> stems_of(const std::string& word) {
    const auto base = stem(word);
    const auto doubled = base + base.back();
    return {base, base.back() == 'e' ? base + 'r' : base + "er", doubled, doubled + "er"};
}

Result<void> add_forms(const Database& database, std::int64_t scope, const std::string& word,
                       std::vector<Phrase>& phrases) {
    SKILLMEAT_ASSIGN(auto rows, database.prepare("SELECT term FROM term INDEXED BY term_by_stem "
                                                 "WHERE scope = ? AND stem IN (?, ?, ?, ?) AND "
                                                 "term <> ? ORDER BY term LIMIT ?"));
    rows.bind(scope);
    for (const auto& one : stems_of(word)) {
        rows.bind(one);
    }
    rows.bind(word).bind(static_cast<std::int64_t>(most_forms));
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, rows.step());
        if (!more) {
            return {};
        }
        phrases.push_back({{std::string(rows.text(0))}, false, other_form_weight});
    }
}

}  // namespace

Result<std::vector<Phrase>> expand(const Database& database, std::int64_t scope,
                                   const QueryPart& part) {
    std::vector<Phrase> phrases;
    phrases.push_back({part.words, part.kind == QueryPart::Kind::prefix, 1.0});
    if (part.bonus) {
        phrases.push_back({{joined(part.words)}, false, 1.0});
    }
    if (part.kind != QueryPart::Kind::word) {
        return phrases;
    }
    if (!part.camel.empty()) {
        phrases.push_back({part.camel, false, 1.0});
    }
    const auto& word = part.words.front();
    if (!part.excluded && word.size() >= shortest_stemmed && is_plain(word)) {
        SKILLMEAT_TRY(add_forms(database, scope, word, phrases));
    }
    return phrases;
}

Result<std::vector<Phrase>> words_around(const Database& database, std::int64_t scope,
                                         const std::string& text, const std::vector<Phrase>& known,
                                         std::size_t most) {
    SKILLMEAT_ASSIGN(auto rows,
                     database.prepare("SELECT term FROM term WHERE scope = ? AND "
                                      "instr(term, ?) > 0 ORDER BY length(term), term LIMIT ?"));
    rows.bind(scope).bind(text).bind(static_cast<std::int64_t>(most + known.size()));
    std::vector<Phrase> phrases;
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, rows.step());
        if (!more || phrases.size() == most) {
            return phrases;
        }
        Phrase phrase{{std::string(rows.text(0))}, false, inner_weight};
        const bool is_known = std::any_of(known.begin(), known.end(), [&](const Phrase& other) {
            return other.words == phrase.words;
        });
        if (!is_known) {
            phrases.push_back(std::move(phrase));
        }
    }
}

Result<std::optional<std::string>> nearest_word(const Database& database,
                                                const std::vector<std::int64_t>& scopes,
                                                const std::string& word) {
    std::optional<std::string> best;
    if (word.size() < shortest_corrected || !is_plain(word)) {
        return best;
    }
    const std::size_t most_changes = word.size() >= two_changes_from ? 2 : 1;
    SKILLMEAT_ASSIGN(auto rows,
                     database.prepare("SELECT term, sum(uses) FROM term WHERE scope IN (" +
                                      placeholders(scopes.size()) +
                                      ") AND length(term) BETWEEN ? AND ? GROUP BY term"));
    for (const auto scope : scopes) {
        rows.bind(scope);
    }
    rows.bind(static_cast<std::int64_t>(word.size() - most_changes));
    rows.bind(static_cast<std::int64_t>(word.size() + most_changes));
    std::tuple<std::size_t, std::int64_t, std::string> best_key;
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, rows.step());
        if (!more) {
            return best;
        }
        const auto changes = edit_distance(word, rows.text(0));
        if (changes > most_changes) {
            continue;
        }
        auto key = std::make_tuple(changes, -rows.integer(1), std::string(rows.text(0)));
        if (!best || key < best_key) {
            best = std::get<2>(key);
            best_key = std::move(key);
        }
    }
}

}  // namespace skillmeat::index
