#include <skillmeat/ops/sources/list_sources.hpp>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/catalog/cursor.hpp>
#include <skillmeat/ops/entries/index_session.hpp>
#include <skillmeat/ops/entries/query_entries.hpp>
#include <skillmeat/ops/sources/counts.hpp>
#include <skillmeat/ops/sources/tag_hints.hpp>

namespace skillmeat::ops {
namespace {

bool has_tag(const std::vector<std::string>& tags, std::string_view tag) {
    return std::any_of(tags.begin(), tags.end(),
                       [&](const auto& other) { return equals_ignoring_case(other, tag); });
}

bool has_text(const SourceView& view, std::string_view folded) {
    const auto& source = view.record.source;
    const auto found = [&](std::string_view text) {
        return contains_folded(fold_case(text), folded);
    };
    return found(source.id) || found(source.url) || found(source.description) ||
           (view.record.lock && found(view.record.lock->repo_description)) ||
           std::any_of(source.tags.begin(), source.tags.end(), found);
}

/// Sort key as text: ascending bytes are the order wanted. Times and counts are turned round, so
/// that the newest and largest come first and what has no value comes last.
std::string descending(std::optional<std::int64_t> value) {
    constexpr std::int64_t top = 999'999'999'999;
    return value ? fmt::format("0{:012}", top - std::clamp<std::int64_t>(*value, 0, top)) : "1";
}

std::optional<std::int64_t> seconds(const std::optional<Timestamp>& time) {
    return time ? std::optional(time->seconds) : std::nullopt;
}

std::string leading_key(const SourceView& view, SourceSort sort) {
    const auto& record = view.record;
    switch (sort) {
        case SourceSort::id:
            return "";
        case SourceSort::added:
            return descending(record.lock ? std::optional(record.lock->added_at.seconds)
                                          : std::nullopt);
        case SourceSort::updated:
            return descending(record.lock ? std::optional(record.lock->updated_at.seconds)
                                          : std::nullopt);
        case SourceSort::synced:
            return descending(record.state ? seconds(record.state->last_sync) : std::nullopt);
        case SourceSort::count:
            return descending(view.counts ? std::optional<std::int64_t>(view.counts->total())
                                          : std::nullopt);
    }
    return "";
}

using Key = std::vector<std::string>;

Key key_of(const SourceView& view, SourceSort sort) {
    return {leading_key(view, sort), view.record.source.id, view.project_id};
}

/// What a cursor is bound to: the whole question but limit and cursor.
std::string question(const std::vector<Scope>& scopes, const SourceListRequest& request) {
    const auto& filter = request.filter;
    std::string text =
        fmt::format("source.list {} {} {} {}", static_cast<int>(request.sort),
                    filter.trust ? static_cast<int>(*filter.trust) : -1,
                    filter.visibility ? static_cast<int>(*filter.visibility) : -1, filter.search);
    for (const auto& id : filter.ids) {
        text += "\nid " + id;
    }
    for (const auto type : filter.types) {
        text += fmt::format("\ntype {}", to_string(type));
    }
    for (const auto& tag : filter.tags) {
        text += "\ntag " + ascii_lower(tag);
    }
    for (const auto& scope : scopes) {
        text += "\nscope " + scope.project_id;
    }
    return text;
}

bool needs_entries(const SourceListRequest& request) {
    return !request.filter.types.empty() || request.sort == SourceSort::count;
}

/// A source that passes, and its row of the index, if there is one.
struct Row {
    SourceView view;
    const Scope* scope = nullptr;
    const index::SourceRow* indexed = nullptr;
};

Result<void> add_counts(Services& services, Row& row) {
    auto& view = row.view;
    SKILLMEAT_ASSIGN(view.counts, counts_of(services, *row.scope, view.record, row.indexed));
    view.incomplete = view.record.lock.has_value() && !view.counts;
    return {};
}

/// What is read of the scopes for one list. Records of sources that pass are moved to the rows.
struct Reading {
    std::vector<std::unique_ptr<ScopeToRead>> scopes;
    std::vector<Row> rows;
    std::vector<bool> used;  ///< names of sources
    std::optional<Error> unknown;
    std::set<std::string> tags;  ///< of all sources, when tags are asked for
};

/// Which records of a workspace the names fit.
Result<std::vector<bool>> chosen_by_name(const Workspace& workspace,
                                         const std::vector<std::string>& names, Reading& reading) {
    std::vector<bool> chosen(workspace.records.size(), names.empty());
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto found = find_source(workspace, names[i]);
        if (found) {
            reading.used[i] = true;
            chosen[static_cast<std::size_t>(*found - workspace.records.data())] = true;
        } else if (found.error().code != ErrorCode::source_not_found) {
            return fail(std::move(found).error());
        } else {
            reading.unknown = std::move(found).error();
        }
    }
    return chosen;
}

Result<void> collect(Services& services, ScopeToRead& read, const SourceListRequest& request,
                     Reading& reading, SourceList& list) {
    auto& workspace = read.workspace;
    SKILLMEAT_ASSIGN(const auto chosen, chosen_by_name(workspace, request.filter.ids, reading));
    for (std::size_t i = 0; i < workspace.records.size(); ++i) {
        auto& record = workspace.records[i];
        if (!request.filter.tags.empty()) {
            reading.tags.insert(record.source.tags.begin(), record.source.tags.end());
        }
        if (!chosen[i]) {
            continue;
        }
        Row row;
        row.view.record = std::move(record);
        row.view.project_id = workspace.scope.project_id;
        row.view.project_name = workspace.scope.project_name;
        row.scope = &workspace.scope;
        row.indexed = i < read.sources.size() ? &read.sources[i] : nullptr;
        if (needs_entries(request)) {
            SKILLMEAT_TRY(add_counts(services, row));
        }
        if (row.view.incomplete) {
            list.incomplete.push_back({row.view.project_id, row.view.record.source.id});
        }
        if (matches(row.view, request.filter)) {
            reading.rows.push_back(std::move(row));
        }
    }
    return {};
}

using Order = std::vector<std::pair<Key, std::size_t>>;

/// The keys of a page, out of those of all rows in order.
Result<Order> cut_page(SourceList& list, Order order, const SourceListRequest& request,
                       const std::string& bound_to) {
    auto begin = order.begin();
    if (!request.cursor.empty()) {
        SKILLMEAT_ASSIGN(const auto last, catalog::decode_cursor(request.cursor, bound_to));
        begin = std::find_if(order.begin(), order.end(),
                             [&](const auto& row) { return row.first > last; });
    }
    auto end = order.end();
    if (request.limit && static_cast<std::size_t>(end - begin) > *request.limit) {
        end = begin + static_cast<std::ptrdiff_t>(*request.limit);
        list.next_cursor = catalog::encode_cursor(bound_to, (end - 1)->first);
    }
    return Order(std::make_move_iterator(begin), std::make_move_iterator(end));
}

Result<SourceList> find(Services& services, const std::vector<Scope>& scopes,
                        const SourceListRequest& request) {
    SourceList list;
    Reading reading;
    reading.used.resize(request.filter.ids.size());
    for (const auto& scope : scopes) {
        SKILLMEAT_ASSIGN(auto read, scope_to_read(services, scope));
        reading.scopes.push_back(std::make_unique<ScopeToRead>(std::move(read)));
        SKILLMEAT_TRY(collect(services, *reading.scopes.back(), request, reading, list));
    }
    warn_unknown_tags(services.diagnostics, request.filter.tags, reading.tags);
    if (reading.unknown &&
        std::find(reading.used.begin(), reading.used.end(), false) != reading.used.end()) {
        return fail(*std::move(reading.unknown));
    }
    list.total = reading.rows.size();
    Order order;
    for (std::size_t i = 0; i < reading.rows.size(); ++i) {
        order.emplace_back(key_of(reading.rows[i].view, request.sort), i);
    }
    std::sort(order.begin(), order.end());
    SKILLMEAT_ASSIGN(const auto page,
                     cut_page(list, std::move(order), request, question(scopes, request)));
    for (const auto& item : page) {
        auto& row = reading.rows[item.second];
        // Of those that are not shown nobody wants the counts.
        if (!needs_entries(request)) {
            SKILLMEAT_TRY(add_counts(services, row));
        }
        list.rows.push_back(std::move(row.view));
    }
    return list;
}

}  // namespace

bool matches(const SourceView& view, const SourceFilter& filter) {
    const auto& source = view.record.source;
    if (!filter.types.empty() &&
        !(view.counts && std::any_of(filter.types.begin(), filter.types.end(),
                                     [&](auto type) { return (*view.counts)[type] > 0; }))) {
        return false;
    }
    if (!std::all_of(filter.tags.begin(), filter.tags.end(),
                     [&](const auto& tag) { return has_tag(source.tags, tag); })) {
        return false;
    }
    if (filter.trust &&
        !(view.record.lock && view.record.lock->trust_level == to_string(*filter.trust))) {
        return false;
    }
    if (filter.visibility && source.visibility != *filter.visibility) {
        return false;
    }
    return filter.search.empty() || has_text(view, fold_case(filter.search));
}

Result<SourceList> list_sources(Services& services, const std::vector<Scope>& scopes,
                                const SourceListRequest& request) {
    observe::Span span(services.observer, "source.list");
    if (span.on()) {
        span.set("filter", conditions(request.filter));
    }
    auto list = span.watch(find(services, scopes, request));
    if (list) {
        span.set("sources", static_cast<std::int64_t>(list->total));
    }
    return list;
}

}  // namespace skillmeat::ops
