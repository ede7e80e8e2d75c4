#include <skillmeat/index/search.hpp>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include <skillmeat/index/candidates.hpp>
#include <skillmeat/index/expand.hpp>
#include <skillmeat/index/scope_search.hpp>
#include <skillmeat/index/standing.hpp>

namespace skillmeat::index {
namespace {

constexpr std::size_t shortest_inner = 3;

class Search {
  public:
    Search(const Index& index, const SearchRequest& request)
        : index_(index), request_(request), query_(request.query), standing_(request.conditions) {}

    Result<SearchResult> run() {
        SKILLMEAT_TRY(load());
        SKILLMEAT_TRY(score_parts());
        SKILLMEAT_ASSIGN(const bool corrected, correct());
        if (corrected) {
            scopes_.clear();
            SKILLMEAT_TRY(load());
            SKILLMEAT_TRY(score_parts());
        }
        SKILLMEAT_TRY(find_after());
        if (is_ranked()) {
            candidates_.keep_best(request_.limit, request_.after, after_place_);
        }
        SKILLMEAT_TRY(collect(HitKind::word));
        if (result_.total < enough_word_hits) {
            SKILLMEAT_TRY(score_inner_words());
            SKILLMEAT_TRY(collect(HitKind::inside));
        }
        SKILLMEAT_TRY(take_page());
        fill_matcher();
        return std::move(result_);
    }

  private:
    Result<void> load() {
        std::vector<std::tuple<std::string, std::string, std::size_t, std::size_t>> order;
        for (const auto scope : request_.bounds.scopes) {
            SKILLMEAT_ASSIGN(auto scorer, Scorer::load(index_, scope));
            ScopeSearch search{std::move(scorer), {}, {}, {}, {}, {}, {}};
            const auto& sources = search.scorer.sources();
            for (std::size_t i = 0; i < sources.size(); ++i) {
                search.chosen.push_back(is_chosen(sources[i].id));
                order.emplace_back(sources[i].name, sources[i].project, scopes_.size(), i);
            }
            search.ranks.resize(sources.size());
            SKILLMEAT_TRY(load_labels(search));
            scopes_.push_back(std::move(search));
        }
        std::sort(order.begin(), order.end());
        by_rank_.clear();
        for (const auto& [name, project, scope, source] : order) {
            scopes_[scope].ranks[source] = by_rank_.size();
            by_rank_.emplace_back(scope, source);
        }
        return {};
    }

    [[nodiscard]] bool is_chosen(std::int64_t source) const {
        const auto& named = request_.bounds.sources;
        return !named || std::find(named->begin(), named->end(), source) != named->end();
    }

    Result<void> load_labels(ScopeSearch& search) const {
        if (request_.conditions.only_standing()) {
            return {};
        }
        Bounds bounds{{search.scorer.scope()}, request_.bounds.sources};
        SKILLMEAT_ASSIGN(const auto fitting, documents(index_, bounds, request_.conditions));
        const auto& sources = search.scorer.sources();
        search.fits.resize(search.scorer.entries());
        for (const auto& source : sources) {
            auto at = std::lower_bound(fitting.begin(), fitting.end(), source.first + 1);
            const auto last = source.first + static_cast<std::int64_t>(source.entries);
            for (; at != fitting.end() && *at <= last; ++at) {
                search.fits[source.before + static_cast<std::size_t>(*at - source.first) - 1] =
                    true;
            }
        }
        return {};
    }

    Result<void> score_parts() {
        for (auto& search : scopes_) {
            auto& needs = search.needs;
            for (std::size_t i = 0; i < query_.parts.size(); ++i) {
                const auto& part = query_.parts[i];
                SKILLMEAT_ASSIGN(auto phrases,
                                 expand(index_.database(), search.scorer.scope(), part));
                SKILLMEAT_ASSIGN(const auto weight,
                                 search.scorer.add(index_, i, phrases, !part.excluded));
                search.phrases.push_back(std::move(phrases));
                needs.weights.push_back(weight.idf);
                const auto bit = std::uint32_t{1} << i;
                if (part.excluded) {
                    needs.excluded |= bit;
                } else if (part.bonus) {
                    continue;
                } else if (part.kind != QueryPart::Kind::word) {
                    needs.required |= bit;
                } else if (weight.found) {
                    needs.optional |= bit;
                    needs.all_weights += weight.idf;
                }
            }
        }
        return {};
    }

    [[nodiscard]] bool is_word(std::size_t part) const {
        const auto& asked = query_.parts[part];
        return asked.kind == QueryPart::Kind::word && !asked.excluded && !asked.bonus;
    }

    [[nodiscard]] bool stands_somewhere(std::size_t part) const {
        return std::any_of(scopes_.begin(), scopes_.end(), [part](const ScopeSearch& search) {
            return (search.needs.optional & std::uint32_t{1} << part) != 0;
        });
    }

    Result<bool> stands_inside(std::size_t part) const {
        const auto& word = query_.parts[part].words.front();
        for (const auto& search : scopes_) {
            if (word.size() < shortest_inner) {
                break;
            }
            SKILLMEAT_ASSIGN(const auto around,
                             words_around(index_.database(), search.scorer.scope(), word,
                                          search.phrases[part], 1));
            if (!around.empty()) {
                return true;
            }
        }
        return false;
    }

    /// Takes the nearest words for those that stand nowhere. Whether something changed.
    Result<bool> correct() {
        bool changed = false;
        for (std::size_t i = 0; i < query_.parts.size(); ++i) {
            if (!is_word(i) || stands_somewhere(i)) {
                continue;
            }
            SKILLMEAT_ASSIGN(const bool inside, stands_inside(i));
            if (inside) {
                continue;
            }
            auto& word = query_.parts[i].words.front();
            SKILLMEAT_ASSIGN(auto nearest,
                             nearest_word(index_.database(), request_.bounds.scopes, word));
            if (!nearest) {
                result_.unmatched.push_back(word);
                continue;
            }
            result_.corrections.push_back({word, *nearest});
            word = *std::move(nearest);
            query_.parts[i].camel.clear();
            changed = true;
        }
        return changed;
    }

    Result<void> score_inner_words() {
        for (auto& search : scopes_) {
            for (std::size_t i = 0; i < query_.parts.size(); ++i) {
                if (!is_word(i) || query_.parts[i].words.front().size() < shortest_inner) {
                    continue;
                }
                SKILLMEAT_ASSIGN(const auto around,
                                 words_around(index_.database(), search.scorer.scope(),
                                              query_.parts[i].words.front(), search.phrases[i],
                                              most_inner_words));
                SKILLMEAT_ASSIGN(const auto weight, search.scorer.add(index_, i, around, true));
                const auto bit = std::uint32_t{1} << i;
                if (weight.found && (search.needs.optional & bit) == 0) {
                    search.needs.optional |= bit;
                    search.needs.weights[i] = weight.idf;
                    search.needs.all_weights += weight.idf;
                }
            }
        }
        return {};
    }

    Result<void> collect(HitKind kind) {
        SKILLMEAT_ASSIGN(auto documents, Scorer::documents_of_source(index_));
        for (auto& search : scopes_) {
            search.hit.resize(search.scorer.entries());
            const auto& sources = search.scorer.sources();
            for (std::size_t i = 0; i < sources.size(); ++i) {
                if (!search.chosen[i]) {
                    continue;
                }
                if (search.scorer.source_parts(i) != 0) {
                    SKILLMEAT_TRY(search.scorer.read_entries(documents, i));
                }
                collect(search, i, kind);
            }
        }
        return {};
    }

    void collect(ScopeSearch& search, std::size_t source, HitKind kind) {
        const auto& place = search.scorer.sources()[source];
        const auto& entries = search.scorer.of_source(source);
        const auto look_at = [&](std::size_t number) {
            const auto entry = place.before + number;
            if (search.hit[entry] || (!search.fits.empty() && !search.fits[entry]) ||
                !standing_.shows(entries.documents[number], place.min_confidence)) {
                return;
            }
            if (const auto score = judge(search, source, number)) {
                search.hit[entry] = true;
                ++result_.total;
                Candidate hit{*score, place_of(search.ranks[source], number), kind, 0};
                if (request_.order == SearchOrder::rating) {
                    hit.rating = rating_of(place.first + 1 + static_cast<std::int64_t>(number));
                }
                candidates_.add(hit);
            }
        };
        if (search.scorer.source_parts(source) == 0) {
            std::for_each(entries.hit.begin(), entries.hit.end(), look_at);
            return;
        }
        for (std::size_t number = 0; number < entries.documents.size(); ++number) {
            look_at(number);
        }
    }

    /// Whether what a candidate holds decides its place.
    [[nodiscard]] bool is_ranked() const {
        return request_.order == SearchOrder::relevance || request_.order == SearchOrder::rating;
    }

    [[nodiscard]] std::int64_t rating_of(std::int64_t document) const {
        const auto& rated = request_.ratings;
        const auto found = std::lower_bound(
            rated.begin(), rated.end(), document,
            [](const auto& item, std::int64_t wanted) { return item.document < wanted; });
        return found != rated.end() && found->document == document ? found->score : 0;
    }

    /// The first place after the row the page before ended with.
    Result<void> find_after() {
        if (!request_.after) {
            return {};
        }
        const auto& after = *request_.after;
        const auto name_of = [this](const std::pair<std::size_t, std::size_t>& at) {
            const auto& source = scopes_[at.first].scorer.sources()[at.second];
            return std::tie(source.name, source.project);
        };
        const auto wanted = std::tie(after.source, after.project);
        const auto found = std::find_if(by_rank_.begin(), by_rank_.end(),
                                        [&](const auto& at) { return name_of(at) >= wanted; });
        const auto rank = static_cast<std::size_t>(found - by_rank_.begin());
        after_place_ = place_of(rank, 0);
        if (found == by_rank_.end() || name_of(*found) != wanted) {
            return {};
        }
        SKILLMEAT_ASSIGN(
            auto count, index_.database().prepare("SELECT count(*) FROM entry WHERE source = ? AND "
                                                  "(type, path) <= (?, ?)"));
        count.bind(scopes_[found->first].scorer.sources()[found->second].id);
        SKILLMEAT_TRY(count.bind(type_rank(after.type)).bind(after.path).step());
        after_place_ = place_of(rank, static_cast<std::size_t>(count.integer(0)));
        return {};
    }

    [[nodiscard]] std::int64_t document_of(const Candidate& candidate) const {
        const auto& [scope, source] = by_rank_[static_cast<std::size_t>(candidate.place >> 32U)];
        return scopes_[scope].scorer.sources()[source].first + 1 +
               static_cast<std::int64_t>(candidate.place & 0xffffffffU);
    }

    Result<void> take_page() {
        auto page = candidates_.take();
        if (is_ranked()) {
            std::sort(page.begin(), page.end(), comes_before);
        } else {
            SKILLMEAT_TRY(sort_by_column(page));
        }
        if (request_.limit && page.size() > *request_.limit) {
            page.resize(*request_.limit);
            result_.more = true;
        }
        std::vector<std::int64_t> documents;
        for (const auto& candidate : page) {
            documents.push_back(document_of(candidate));
        }
        SKILLMEAT_ASSIGN(auto entries, entries_of(index_, request_.bounds, documents));
        for (std::size_t i = 0; i < entries.size(); ++i) {
            result_.hits.push_back({std::move(entries[i]), page[i].kind, page[i].score});
        }
        return {};
    }

    /// By name, or by the time of the last change, newest first.
    Result<void> sort_by_column(std::vector<Candidate>& candidates) {
        const bool by_name = request_.order == SearchOrder::name;
        SKILLMEAT_ASSIGN(auto rows, index_.database().prepare(
                                        by_name ? "SELECT name, 0 FROM entry WHERE document = ?"
                                                : "SELECT '', changed_at FROM entry WHERE "
                                                  "document = ?"));
        using Key = std::tuple<std::string, std::int64_t, std::uint64_t>;
        std::vector<std::pair<Key, Candidate>> keyed;
        for (const auto& candidate : candidates) {
            SKILLMEAT_TRY(rows.bind(document_of(candidate)).step());
            keyed.emplace_back(Key(rows.text(0), -rows.integer(1), candidate.place), candidate);
            rows.reset();
        }
        if (request_.after) {
            const auto& after = *request_.after;
            const Key last(by_name ? after.name : "", by_name ? 0 : -after.changed, after_place_);
            std::erase_if(keyed, [&](const auto& item) { return item.first < last; });
        }
        std::sort(keyed.begin(), keyed.end(),
                  [](const auto& a, const auto& b) { return a.first < b.first; });
        candidates.clear();
        for (const auto& item : keyed) {
            candidates.push_back(item.second);
        }
        return {};
    }

    void fill_matcher() {
        auto& matcher = result_.matcher;
        for (std::size_t i = 0; i < query_.parts.size(); ++i) {
            if (query_.parts[i].excluded) {
                continue;
            }
            for (const auto& search : scopes_) {
                for (const auto& phrase : search.phrases[i]) {
                    if (std::find(matcher.phrases.begin(), matcher.phrases.end(), phrase) ==
                        matcher.phrases.end()) {
                        matcher.phrases.push_back(phrase);
                    }
                }
            }
            const auto& word = query_.parts[i].words.front();
            if (is_word(i) && word.size() >= shortest_inner) {
                matcher.inside.push_back(word);
            }
        }
    }

    const Index& index_;
    const SearchRequest& request_;
    SearchQuery query_;
    StandingMemo standing_;
    std::vector<ScopeSearch> scopes_;
    std::vector<std::pair<std::size_t, std::size_t>> by_rank_;  ///< scope and source of each rank
    Candidates candidates_;
    std::uint64_t after_place_ = 0;
    SearchResult result_;
};

}  // namespace

std::string_view to_string(HitKind kind) {
    return kind == HitKind::word ? "word" : "inside";
}

Result<SearchResult> search(const Index& index, const SearchRequest& request) {
    return Search(index, request).run();
}

}  // namespace skillmeat::index
