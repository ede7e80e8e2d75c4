#include <skillmeat/ops/search_entries.hpp>

#include <array>
#include <charconv>
#include <utility>

#include <skillmeat/catalog/cursor.hpp>
#include <skillmeat/catalog/row_filter.hpp>
#include <skillmeat/ops/entry_ratings.hpp>
#include <skillmeat/ops/indexed_entries.hpp>
#include <skillmeat/ops/ratings.hpp>

namespace skillmeat::ops {
namespace {

/// What a cursor is bound to: the whole question but limit and cursor.
std::string bound_to(const std::vector<Scope>& scopes, const EntrySearch& search) {
    auto filter = search.filter;
    filter.sources.clear();
    return "search " + std::to_string(static_cast<int>(search.order)) + ' ' + search.query + '\n' +
           catalog::RowFilter(filter).text() + '\n' + cursor_scope(scopes, search.filter.sources);
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
            std::to_string(row.rating_score)};
}

std::optional<std::int64_t> number_of(const std::string& text) {
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

Result<std::optional<index::SearchPlace>> place_of_cursor(const std::vector<Scope>& scopes,
                                                          const EntrySearch& search) {
    if (search.cursor.empty()) {
        return std::optional<index::SearchPlace>();
    }
    SKILLMEAT_ASSIGN(auto key, catalog::decode_cursor(search.cursor, bound_to(scopes, search)));
    constexpr std::size_t parts = 9;
    if (key.size() == parts) {
        const auto kind = number_of(key[0]);
        const auto score = number_of(key[1]);
        const auto changed = number_of(key[3]);
        const auto type = parse_artifact_type(key[6]);
        const auto rating = number_of(key[8]);
        if (rating && kind && (*kind == 0 || *kind == 1) && score && changed && type) {
            return std::optional(index::SearchPlace{
                static_cast<index::HitKind>(*kind), *score, std::move(key[2]), *changed,
                std::move(key[4]), std::move(key[5]), *type, std::move(key[7]), *rating});
        }
    }
    return fail(ErrorCode::invalid_cursor, "the cursor is damaged: its key is not a row's",
                "leave out --cursor to begin with the first page");
}

/// What the rows point into.
struct Storage {
    IndexSession session;
    std::vector<index::SearchHit> hits;
};

Result<FoundEntries> search_in(Services& services, IndexSession session,
                               const std::vector<Scope>& scopes, const EntrySearch& search,
                               index::SearchQuery query, const ratings::Summary& votes) {
    observe::Span span(services.observer, "index.search");
    auto storage = std::make_shared<Storage>(Storage{std::move(session), {}});
    SKILLMEAT_ASSIGN(auto question, question_of(storage->session, search.filter, votes));
    index::SearchRequest request;
    request.bounds = question.bounds;
    request.query = std::move(query);
    request.conditions = std::move(question.conditions);
    request.conditions.search.clear();
    request.order = search.order;
    request.ratings = question.rated;
    request.limit = search.limit;
    SKILLMEAT_ASSIGN(request.after, place_of_cursor(scopes, search));
    SKILLMEAT_ASSIGN(auto result, index::search(*storage->session.index, request));
    storage->hits = std::move(result.hits);
    FoundEntries found;
    for (const auto& hit : storage->hits) {
        SKILLMEAT_ASSIGN(auto row, row_of(storage->session, hit.stored));
        add_rating(row, hit.stored.document, question.rated);
        found.rows.push_back({row, hit.kind, hit.score});
    }
    if (result.more) {
        found.next_cursor =
            catalog::encode_cursor(bound_to(scopes, search), cursor_key(found.rows.back()));
    }
    found.total = result.total;
    span.set("entries", static_cast<std::int64_t>(found.total));
    found.corrections = std::move(result.corrections);
    found.unmatched = std::move(result.unmatched);
    found.matcher = std::move(result.matcher);
    found.incomplete = std::move(question.incomplete);
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
