#include <skillmeat/ops/entries/list_entries.hpp>

#include <optional>
#include <utility>

#include <skillmeat/ops/entries/entries.hpp>
#include <skillmeat/ops/entries/indexed_entries.hpp>
#include <skillmeat/ops/entries/query_entries.hpp>

namespace skillmeat::ops {
namespace {

/// Names of sources are settled while reading, so that a mistyped one is an error.
catalog::Filter without_sources(const catalog::Filter& filter) {
    auto rest = filter;
    rest.sources.clear();
    return rest;
}

Result<EntryPage> list_from_catalogs(Services& services, const std::vector<Scope>& scopes,
                                     const catalog::Filter& filter,
                                     const catalog::PageRequest& request) {
    SKILLMEAT_ASSIGN(auto loaded, load_entries(services, scopes, filter.sources));
    auto set = std::make_shared<EntrySet>(std::move(loaded));
    const auto rest = without_sources(filter);
    check_tags(services, *set, rest);
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
};

Result<EntryPage> list_from_index(Services& services, IndexSession session,
                                  const catalog::Filter& filter,
                                  const catalog::PageRequest& request) {
    observe::Span span(services.observer, "index.query");
    if (span.on()) {
        span.set("filter", conditions(filter));
    }
    auto stored = std::make_shared<IndexedPage>(IndexedPage{std::move(session), {}});
    SKILLMEAT_ASSIGN(auto question, question_of(stored->session, filter));
    report_messages(services, stored->session);
    warn_of_tags(services, question);
    SKILLMEAT_ASSIGN(const auto query, index_query(question, filter, request));
    const auto& index = *stored->session.index;
    SKILLMEAT_ASSIGN(stored->entries, index::find_entries(index, query));
    EntryPage page;
    SKILLMEAT_ASSIGN(page.total, index::count_entries(index, query.bounds, query.conditions));
    span.set("entries", static_cast<std::int64_t>(page.total));
    const bool more = request.limit && stored->entries.size() > *request.limit;
    if (more) {
        stored->entries.resize(*request.limit);
    }
    for (const auto& entry : stored->entries) {
        SKILLMEAT_ASSIGN(const auto row, row_of(stored->session, entry));
        page.rows.push_back(row);
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
    if (worth_indexing(services, scopes, Depth::entries)) {
        if (auto session = open_index(services, scopes, Depth::entries)) {
            auto page = list_from_index(services, *std::move(session), filter, request);
            if (page || page.error().code != ErrorCode::io_error) {
                return page;
            }
        }
    }
    return list_from_catalogs(services, scopes, filter, request);
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
    SKILLMEAT_ASSIGN(const auto question, question_of(session, filter));
    report_messages(services, session);
    warn_of_tags(services, question);
    SKILLMEAT_ASSIGN(const auto query, index_query(question, filter, request));
    return index::explain(*session.index, query);
}

}  // namespace skillmeat::ops
