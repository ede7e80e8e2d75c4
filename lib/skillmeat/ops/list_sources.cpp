#include <skillmeat/ops/list_sources.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/catalog/cursor.hpp>
#include <skillmeat/ops/query_entries.hpp>
#include <skillmeat/ops/tag_hints.hpp>

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

Result<void> collect(Services& services, const Scope& scope, const SourceListRequest& request,
                     SourceList& list, std::vector<bool>& used, std::optional<Error>& unknown,
                     std::set<std::string>& tags) {
    SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope));
    std::vector<const SourceRecord*> chosen;
    for (std::size_t i = 0; i < request.filter.ids.size(); ++i) {
        auto found = find_source(workspace, request.filter.ids[i]);
        if (found) {
            used[i] = true;
            chosen.push_back(*found);
        } else if (found.error().code != ErrorCode::source_not_found) {
            return fail(std::move(found).error());
        } else {
            unknown = std::move(found).error();
        }
    }
    const bool needs_entries = !request.filter.types.empty() || request.sort == SourceSort::count;
    for (const auto& record : workspace.records) {
        tags.insert(record.source.tags.begin(), record.source.tags.end());
        if (!request.filter.ids.empty() &&
            std::find(chosen.begin(), chosen.end(), &record) == chosen.end()) {
            continue;
        }
        SKILLMEAT_ASSIGN(auto view, view_of(services, workspace, record));
        if (needs_entries && view.incomplete) {
            list.incomplete.push_back({view.project_id, record.source.id});
        }
        if (matches(view, request.filter)) {
            list.rows.push_back(std::move(view));
        }
    }
    return {};
}

Result<void> cut_page(SourceList& list, const SourceListRequest& request,
                      const std::string& bound_to) {
    auto begin = list.rows.begin();
    if (!request.cursor.empty()) {
        SKILLMEAT_ASSIGN(const auto last, catalog::decode_cursor(request.cursor, bound_to));
        begin = std::find_if(list.rows.begin(), list.rows.end(),
                             [&](const auto& row) { return key_of(row, request.sort) > last; });
    }
    auto end = list.rows.end();
    if (request.limit && static_cast<std::size_t>(end - begin) > *request.limit) {
        end = begin + static_cast<std::ptrdiff_t>(*request.limit);
        list.next_cursor = catalog::encode_cursor(bound_to, key_of(*(end - 1), request.sort));
    }
    list.rows =
        std::vector<SourceView>(std::make_move_iterator(begin), std::make_move_iterator(end));
    return {};
}

Result<SourceList> find(Services& services, const std::vector<Scope>& scopes,
                        const SourceListRequest& request) {
    SourceList list;
    std::vector<bool> used(request.filter.ids.size(), false);
    std::optional<Error> unknown;
    std::set<std::string> tags;
    for (const auto& scope : scopes) {
        SKILLMEAT_TRY(collect(services, scope, request, list, used, unknown, tags));
    }
    warn_unknown_tags(services.diagnostics, request.filter.tags, tags);
    if (unknown && std::find(used.begin(), used.end(), false) != used.end()) {
        return fail(*std::move(unknown));
    }
    list.total = list.rows.size();
    std::vector<std::pair<Key, std::size_t>> order;
    for (std::size_t i = 0; i < list.rows.size(); ++i) {
        order.emplace_back(key_of(list.rows[i], request.sort), i);
    }
    std::sort(order.begin(), order.end());
    std::vector<SourceView> sorted;
    for (const auto& [key, index] : order) {
        sorted.push_back(std::move(list.rows[index]));
    }
    list.rows = std::move(sorted);
    SKILLMEAT_TRY(cut_page(list, request, question(scopes, request)));
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
