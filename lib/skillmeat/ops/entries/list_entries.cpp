#include <skillmeat/ops/entries/list_entries.hpp>

#include <optional>
#include <utility>

#include <skillmeat/ops/entries/entries.hpp>
#include <skillmeat/ops/entries/indexed_entries.hpp>
#include <skillmeat/ops/entries/query_entries.hpp>
#include <skillmeat/ops/ratings/entry_ratings.hpp>
#include <skillmeat/ops/ratings/ratings.hpp>

namespace skillmeat::ops {
namespace {

/// Names of sources are settled while reading, so that a mistyped one is an error.
catalog::Filter without_sources(const catalog::Filter& filter) {
    auto rest = filter;
    rest.sources.clear();
    return rest;
}

/// Ratings are read only for what goes by them.
Result<ratings::Summary> votes_for(const Services& services, const catalog::Filter& filter,
                                   const catalog::PageRequest& request) {
    return filter.min_rating || request.sort == catalog::Sort::rating
               ? load_votes(services)
               : Result<ratings::Summary>(ratings::Summary());
}

Result<EntryPage> list_from_catalogs(Services& services, const std::vector<Scope>& scopes,
                                     const catalog::Filter& filter,
                                     const catalog::PageRequest& request,
                                     const ratings::Summary& votes) {
    SKILLMEAT_ASSIGN(auto loaded, load_entries(services, scopes, filter.sources));
    auto set = std::make_shared<EntrySet>(std::move(loaded));
    const auto rest = without_sources(filter);
    check_tags(services, *set, rest);
    add_ratings(set->rows, votes);
    SKILLMEAT_ASSIGN(auto found, query_entries(services, std::move(set->rows), rest, request));
    EntryPage page;
    page.rows = std::move(found.rows);
    page.total = found.total;
    page.next_cursor = std::move(found.next_cursor);
    page.incomplete = std::move(set->incomplete);
    page.storage = std::move(set);
    return page;
}

index::Order order_of(catalog::Sort sort) {
    switch (sort) {
        case catalog::Sort::natural:
            return index::Order::natural;
        case catalog::Sort::name:
            return index::Order::name;
        case catalog::Sort::type:
            return index::Order::type;
        case catalog::Sort::confidence:
            return index::Order::confidence;
        case catalog::Sort::detected:
            return index::Order::detected;
        case catalog::Sort::changed:
            return index::Order::changed;
        case catalog::Sort::rating:
            break;  // what is left when rated entries were taken out
    }
    return index::Order::natural;
}

/// Nothing for a key that no row of ours has.
std::optional<index::After> after_of(const catalog::RowKey& key) {
    const auto type = parse_artifact_type(key.type);
    if (!type) {
        return std::nullopt;
    }
    return index::After{key.number, key.text, key.source, *type, key.path, key.project};
}

/// `io_error` when the index cannot say; other errors are those of the question.
Result<index::EntryQuery> index_query(const IndexedQuestion& question,
                                      const catalog::Filter& filter,
                                      const catalog::PageRequest& request) {
    index::EntryQuery query;
    query.bounds = question.bounds;
    query.conditions = question.conditions;
    query.order = order_of(request.sort);
    query.limit = request.limit;
    SKILLMEAT_ASSIGN(const auto place, catalog::place_of_cursor(without_sources(filter), request));
    if (place) {
        query.after = after_of(*place);
        if (!query.after) {
            return fail(ErrorCode::io_error, "the index cannot go on after that row");
        }
    }
    return query;
}

/// What rows of the index point into.
struct IndexedPage {
    IndexSession session;
    std::vector<index::StoredEntry> entries;
    std::vector<index::StoredEntry> rated;  ///< that come before them in an order by rating
};

/// Rows of stored entries, behind those that are there.
Result<void> add_rows(IndexSession& session, const std::vector<index::StoredEntry>& entries,
                      const IndexedQuestion& question, std::vector<catalog::EntryRow>& rows) {
    for (const auto& entry : entries) {
        SKILLMEAT_ASSIGN(auto row, row_of(session, entry));
        add_rating(row, entry.document, question.rated);
        rows.push_back(row);
    }
    return {};
}

/// The rows of a page, one more than its limit when there are more. By rating those that are rated
/// come first, which are few, and then all others in natural order.
Result<std::vector<catalog::EntryRow>> find_rows(IndexedPage& stored,
                                                 const IndexedQuestion& question,
                                                 index::EntryQuery query,
                                                 const catalog::Filter& filter,
                                                 const catalog::PageRequest& request) {
    const auto& index = *stored.session.index;
    std::vector<catalog::EntryRow> rows;
    if (request.sort == catalog::Sort::rating) {
        SKILLMEAT_ASSIGN(const auto place,
                         catalog::place_of_cursor(without_sources(filter), request));
        auto first = query;
        first.after.reset();
        first.limit.reset();
        auto& documents = query.conditions.other_documents;
        for (const auto& rated : question.rated) {
            documents.push_back(rated.document);
        }
        if (!first.conditions.documents) {
            first.conditions.documents = documents;
        }
        SKILLMEAT_ASSIGN(stored.rated, index::find_entries(index, first));
        SKILLMEAT_TRY(add_rows(stored.session, stored.rated, question, rows));
        catalog::sort_after(rows, request.sort, place);
        if (place && place->number < 0) {
            query.after.reset();
        }
    }
    SKILLMEAT_ASSIGN(stored.entries, index::find_entries(index, query));
    SKILLMEAT_TRY(add_rows(stored.session, stored.entries, question, rows));
    return rows;
}

Result<EntryPage> list_from_index(Services& services, IndexSession session,
                                  const catalog::Filter& filter,
                                  const catalog::PageRequest& request,
                                  const ratings::Summary& votes) {
    observe::Span span(services.observer, "index.query");
    if (span.on()) {
        span.set("filter", conditions(filter));
    }
    auto stored = std::make_shared<IndexedPage>(IndexedPage{std::move(session), {}, {}});
    SKILLMEAT_ASSIGN(auto question, question_of(stored->session, filter, votes));
    report_messages(services, stored->session);
    warn_of_tags(services, question);
    SKILLMEAT_ASSIGN(const auto query, index_query(question, filter, request));
    EntryPage page;
    SKILLMEAT_ASSIGN(page.rows, find_rows(*stored, question, query, filter, request));
    SKILLMEAT_ASSIGN(page.total,
                     index::count_entries(*stored->session.index, query.bounds, query.conditions));
    span.set("entries", static_cast<std::int64_t>(page.total));
    const bool more = request.limit && page.rows.size() > *request.limit;
    if (more) {
        page.rows.resize(*request.limit);
    }
    if (more) {
        page.next_cursor =
            catalog::cursor_after(page.rows.back(), without_sources(filter), request);
    }
    page.incomplete = std::move(question.incomplete);
    stored->session.view.reset();
    stored->session.index.reset();
    page.storage = std::move(stored);
    return page;
}

}  // namespace

Result<EntryPage> list_entries(Services& services, const std::vector<Scope>& scopes,
                               const catalog::Filter& filter, const catalog::PageRequest& given) {
    auto request = given;
    request.scope = cursor_scope(scopes, filter.sources);
    SKILLMEAT_ASSIGN(const auto votes, votes_for(services, filter, request));
    if (worth_indexing(services, scopes, Depth::entries)) {
        if (auto session = open_index(services, scopes, Depth::entries)) {
            auto page = list_from_index(services, *std::move(session), filter, request, votes);
            if (page || page.error().code != ErrorCode::io_error) {
                return page;
            }
        }
    }
    return list_from_catalogs(services, scopes, filter, request, votes);
}

Result<std::vector<std::string>> explain_list(Services& services, const std::vector<Scope>& scopes,
                                              const catalog::Filter& filter,
                                              const catalog::PageRequest& given) {
    auto request = given;
    request.scope = cursor_scope(scopes, filter.sources);
    auto opened = open_index(services, scopes, Depth::entries);
    if (!opened) {
        SKILLMEAT_ASSIGN(opened, open_index_in_memory(services, scopes, Depth::entries));
    }
    const auto& session = *opened;
    SKILLMEAT_ASSIGN(const auto votes, votes_for(services, filter, request));
    SKILLMEAT_ASSIGN(const auto question, question_of(session, filter, votes));
    report_messages(services, session);
    warn_of_tags(services, question);
    SKILLMEAT_ASSIGN(const auto query, index_query(question, filter, request));
    return index::explain(*session.index, query);
}

}  // namespace skillmeat::ops
