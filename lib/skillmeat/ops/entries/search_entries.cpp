#include <skillmeat/ops/entries/search_entries.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <tuple>
#include <utility>

#include <skillmeat/catalog/cursor.hpp>
#include <skillmeat/catalog/row_filter.hpp>
#include <skillmeat/ops/entries/indexed_entries.hpp>
#include <skillmeat/ops/entries/remote_entries.hpp>
#include <skillmeat/ops/ratings/entry_ratings.hpp>
#include <skillmeat/ops/ratings/ratings.hpp>

namespace skillmeat::ops {
namespace {

/// What a cursor is bound to: the whole question but limit and cursor.
std::string bound_to(const std::vector<Scope>& scopes, const EntrySearch& search) {
    auto filter = search.filter;
    filter.sources.clear();
    return "search " + std::to_string(static_cast<int>(search.order)) + ' ' + search.query + '\n' +
           catalog::RowFilter(filter).text() + (search.remote ? "\nremote\n" : "\n") +
           cursor_scope(scopes, search.filter.sources);
}

std::vector<std::string> cursor_key(const FoundEntry& found) {
    const auto& row = found.row;
    return {std::to_string(static_cast<int>(found.kind)),
            std::to_string(found.score),
            row.entry->name,
            std::to_string(row.entry->changed_at.seconds),
            row.source->id,
            std::string(row.project_id),
            std::string(to_string(row.entry->type)),
            row.entry->path,
            std::string(found.index),
            std::to_string(row.rating_score)};
}

std::optional<std::int64_t> number_of(const std::string& text) {
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

/// The last row of the page before, and the remote index it came from, if any.
struct LastRow {
    index::SearchPlace place;
    std::string index;
};

Result<std::optional<LastRow>> last_row(const std::vector<Scope>& scopes,
                                        const EntrySearch& search) {
    if (search.cursor.empty()) {
        return std::optional<LastRow>();
    }
    SKILLMEAT_ASSIGN(auto key, catalog::decode_cursor(search.cursor, bound_to(scopes, search)));
    constexpr std::size_t parts = 10;
    if (key.size() == parts) {
        const auto kind = number_of(key[0]);
        const auto score = number_of(key[1]);
        const auto changed = number_of(key[3]);
        const auto type = parse_artifact_type(key[6]);
        const auto rating = number_of(key[9]);
        if (rating && kind && (*kind == 0 || *kind == 1) && score && changed && type) {
            return std::optional(
                LastRow{index::SearchPlace{static_cast<index::HitKind>(*kind), *score,
                                           std::move(key[2]), *changed, std::move(key[4]),
                                           std::move(key[5]), *type, std::move(key[7]), *rating},
                        std::move(key[8])});
        }
    }
    return fail(ErrorCode::invalid_cursor, "the cursor is damaged: its key is not a row's",
                "leave out --cursor to begin with the first page");
}

/// What the rows point into.
struct Storage {
    IndexSession session;
    std::vector<index::SearchHit> hits;
    RemoteEntries remote;
};

/// What rows are sorted by before their natural order.
using Leading = std::tuple<std::string_view, std::int64_t, std::int64_t, std::int64_t>;

Leading leading(index::SearchOrder order, index::HitKind kind, std::int64_t score,
                std::string_view name, std::int64_t changed, std::int64_t rating) {
    switch (order) {
        case index::SearchOrder::name:
            return {name, 0, 0, 0};
        case index::SearchOrder::changed:
            return {"", -changed, 0, 0};
        case index::SearchOrder::rating:
            return {"", -rating, static_cast<std::int64_t>(kind), -score};
        case index::SearchOrder::relevance:
            break;
    }
    return {"", static_cast<std::int64_t>(kind), -score, 0};
}

Leading leading(index::SearchOrder order, const FoundEntry& found) {
    const auto& entry = *found.row.entry;
    return leading(order, found.kind, found.score, entry.name, entry.changed_at.seconds,
                   found.row.rating_score);
}

/// Of entries of remote indexes of equal rank.
using RemotePlace =
    std::tuple<std::string, std::string, std::string, std::string, std::string, std::string>;

RemotePlace place_of(const FoundEntry& found) {
    const auto& entry = *found.row.entry;
    return {found.row.source->id,
            std::string(found.row.project_id),
            std::string(to_string(entry.type)),
            entry.path,
            entry.name,
            std::string(found.index)};
}

/// Whether a row of a remote index comes after the page before.
bool comes_after(index::SearchOrder order, const FoundEntry& found, const LastRow& last) {
    const auto& place = last.place;
    const auto ours = leading(order, found);
    const auto before =
        leading(order, place.kind, place.score, place.name, place.changed, place.rating);
    if (ours != before || last.index.empty()) {
        return ours >= before;  // those of equal rank follow the scanned ones
    }
    return place_of(found) > RemotePlace(place.source, place.project,
                                         std::string(to_string(place.type)), place.path, place.name,
                                         last.index);
}

FoundEntry row_of(const RemoteHit& hit) {
    const auto& remote = *hit.found;
    FoundEntry found;
    found.row.entry = &remote.entry;
    found.row.source = &remote.source;
    found.row.project_id = remote.project_id;
    found.row.project_name = remote.project_name;
    found.kind = hit.kind;
    found.score = hit.score;
    found.index = remote.index;
    found.add = remote.add;
    return found;
}

template <class T>
void add_new(std::vector<T>& list, std::vector<T> more) {
    for (auto& item : more) {
        if (std::find(list.begin(), list.end(), item) == list.end()) {
            list.push_back(std::move(item));
        }
    }
}

/// Puts the rows of remote indexes between the scanned ones of a page. Whether some are left over.
Result<bool> add_remote(const RemoteEntries& remote, index::SearchRequest request,
                        const std::optional<LastRow>& last, FoundEntries& found) {
    const auto order = request.order;
    const auto limit = request.limit;
    for (auto& tag : request.conditions.tags) {
        tag.sources.clear();  // they are sources of the scopes
    }
    request.ratings.clear();  // what was not scanned was not rated
    if (request.conditions.documents) {
        request.conditions.documents->clear();
    }
    SKILLMEAT_ASSIGN(auto hits, search_remote(remote, std::move(request)));
    std::vector<FoundEntry> rows;
    for (const auto& hit : hits.hits) {
        auto row = row_of(hit);
        if (!last || comes_after(order, row, *last)) {
            rows.push_back(row);
        }
    }
    std::sort(rows.begin(), rows.end(), [order](const FoundEntry& a, const FoundEntry& b) {
        const auto first = leading(order, a);
        const auto second = leading(order, b);
        return first != second ? first < second : place_of(a) < place_of(b);
    });
    std::vector<FoundEntry> all;
    std::merge(found.rows.begin(), found.rows.end(), rows.begin(), rows.end(),
               std::back_inserter(all), [order](const FoundEntry& a, const FoundEntry& b) {
                   return leading(order, a) < leading(order, b);
               });
    const bool cut = limit && all.size() > *limit;
    if (cut) {
        all.resize(*limit);
    }
    found.rows = std::move(all);
    found.total += hits.hits.size();
    add_new(found.corrections, std::move(hits.said.corrections));
    add_new(found.matcher.phrases, std::move(hits.said.matcher.phrases));
    add_new(found.matcher.inside, std::move(hits.said.matcher.inside));
    std::erase_if(found.unmatched, [&](const std::string& word) {
        const auto& others = hits.said.unmatched;
        return std::find(others.begin(), others.end(), word) == others.end();
    });
    return cut;
}

Result<FoundEntries> search_in(Services& services, IndexSession session,
                               const std::vector<Scope>& scopes, const EntrySearch& search,
                               index::SearchQuery query, const ratings::Summary& votes) {
    observe::Span span(services.observer, "index.search");
    auto storage = std::make_shared<Storage>(Storage{std::move(session), {}, {}});
    SKILLMEAT_ASSIGN(auto question, question_of(storage->session, search.filter, votes));
    index::SearchRequest request;
    request.bounds = question.bounds;
    request.query = std::move(query);
    request.conditions = std::move(question.conditions);
    request.conditions.search.clear();
    request.order = search.order;
    request.ratings = question.rated;
    request.limit = search.limit;
    SKILLMEAT_ASSIGN(const auto last, last_row(scopes, search));
    if (last) {
        request.after = last->place;
        if (!last->index.empty()) {
            request.after->source = "\xff";  // beyond all scanned ones of its rank
        }
    }
    SKILLMEAT_ASSIGN(auto result, index::search(*storage->session.index, request));
    storage->hits = std::move(result.hits);
    FoundEntries found;
    for (const auto& hit : storage->hits) {
        FoundEntry row;
        SKILLMEAT_ASSIGN(row.row, ops::row_of(storage->session, hit.stored));
        add_rating(row.row, hit.stored.document, question.rated);
        row.kind = hit.kind;
        row.score = hit.score;
        found.rows.push_back(row);
    }
    found.total = result.total;
    found.corrections = std::move(result.corrections);
    found.unmatched = std::move(result.unmatched);
    found.matcher = std::move(result.matcher);
    found.incomplete = std::move(question.incomplete);
    bool more = result.more;
    if (search.remote && search.filter.sources.empty()) {
        SKILLMEAT_ASSIGN(storage->remote, read_remote_entries(services, scopes));
        found.missing_indexes = storage->remote.missing;
        SKILLMEAT_ASSIGN(const bool cut,
                         add_remote(storage->remote, std::move(request), last, found));
        more = more || cut;
    }
    if (more) {
        found.next_cursor =
            catalog::encode_cursor(bound_to(scopes, search), cursor_key(found.rows.back()));
    }
    span.set("entries", static_cast<std::int64_t>(found.total));
    report_messages(services, storage->session);
    warn_of_tags(services, question);
    storage->session.view.reset();
    storage->session.index.reset();
    found.storage = std::move(storage);
    return found;
}

}  // namespace

Result<FoundEntries> search_entries(Services& services, const std::vector<Scope>& scopes,
                                    const EntrySearch& search) {
    SKILLMEAT_ASSIGN(auto query, index::parse_query(search.query));
    ratings::Summary votes;
    if (search.filter.min_rating || search.order == index::SearchOrder::rating) {
        SKILLMEAT_ASSIGN(votes, load_votes(services));
    }
    if (auto session = open_index(services, scopes, Depth::entries)) {
        auto found = search_in(services, *std::move(session), scopes, search, query, votes);
        if (found || found.error().code != ErrorCode::io_error) {
            return found;
        }
    }
    SKILLMEAT_ASSIGN(auto session, open_index_in_memory(services, scopes, Depth::entries));
    return search_in(services, std::move(session), scopes, search, std::move(query), votes);
}

}  // namespace skillmeat::ops
