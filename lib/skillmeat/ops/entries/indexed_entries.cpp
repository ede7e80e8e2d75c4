#include <skillmeat/ops/entries/indexed_entries.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <skillmeat/base/unicode.hpp>
#include <skillmeat/model/category.hpp>
#include <skillmeat/ops/entries/chosen_sources.hpp>
#include <skillmeat/ops/ratings/entry_ratings.hpp>
#include <skillmeat/ops/sources/tag_hints.hpp>

namespace skillmeat::ops {
namespace {

std::vector<std::string> folded(const std::vector<std::string>& texts) {
    std::vector<std::string> result;
    for (const auto& text : texts) {
        result.push_back(fold_case(text));
    }
    return result;
}

std::vector<std::string> folded_plugins(std::vector<std::string> plugins) {
    for (auto& plugin : plugins) {
        if (plugin.starts_with("./")) {
            plugin.erase(0, 2);
        }
    }
    return folded(plugins);
}

Result<void> choose_sources(const IndexSession& session, const std::vector<std::string>& names,
                            IndexedQuestion& question) {
    auto missing = all_missing(names);
    std::vector<std::int64_t> ids;
    for (const auto& scope : session.scopes) {
        question.bounds.scopes.push_back(scope.id);
        const auto& records = scope.workspace.records;
        SKILLMEAT_ASSIGN(const auto chosen, chosen_records(scope.workspace, names, missing));
        for (const auto* record : chosen) {
            const auto& row = scope.sources[static_cast<std::size_t>(record - records.data())];
            ids.push_back(row.id);
            if (row.standing == index::Standing::incomplete) {
                question.incomplete.push_back(
                    {scope.workspace.scope.project_id, record->source.id});
            }
        }
    }
    SKILLMEAT_TRY(none_missing(std::move(missing)));
    if (!names.empty()) {
        question.bounds.sources = std::move(ids);
    }
    return {};
}

bool carries(const Source& source, const std::string& key) {
    return std::any_of(source.tags.begin(), source.tags.end(),
                       [&key](const auto& tag) { return fold_case(tag) == key; });
}

std::vector<std::int64_t> sources_with_tag(const IndexSession& session, const std::string& key) {
    std::vector<std::int64_t> ids;
    for (const auto& scope : session.scopes) {
        for (std::size_t i = 0; i < scope.sources.size(); ++i) {
            if (carries(scope.workspace.records[i].source, key)) {
                ids.push_back(scope.sources[i].id);
            }
        }
    }
    return ids;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Gathers all tags, for a suggestion, only when one that is asked for may be unknown.
Result<void> gather_tags(const IndexSession& session, IndexedQuestion& question) {
    bool all_known = true;
    for (const auto& tag : question.conditions.tags) {
        SKILLMEAT_ASSIGN(const bool found,
                         index::has_tag(*session.index, question.bounds, tag.key));
        all_known = all_known && is_ascii(tag.key) && (found || !tag.sources.empty());
    }
    if (all_known) {
        return {};
    }
    index::Conditions everything;
    everything.all = true;
    SKILLMEAT_ASSIGN(const auto entries,
                     index::tagged_entries(*session.index, question.bounds, everything));
    auto& known = question.known_tags.emplace();
    for (const auto& entry : entries) {
        known.insert(entry.tags.begin(), entry.tags.end());
    }
    for (const auto& scope : session.scopes) {
        for (const auto& record : scope.workspace.records) {
            known.insert(record.source.tags.begin(), record.source.tags.end());
        }
    }
    return {};
}

}  // namespace

Result<IndexedQuestion> question_of(const IndexSession& session, const catalog::Filter& filter,
                                    const ratings::Summary& votes) {
    IndexedQuestion question;
    SKILLMEAT_TRY(choose_sources(session, filter.sources, question));
    auto& conditions = question.conditions;
    conditions.types = filter.types;
    conditions.statuses = filter.statuses;
    conditions.tiers = filter.tiers;
    conditions.min_confidence = filter.min_confidence;
    conditions.include_excluded = filter.include_excluded;
    conditions.all = filter.all;
    for (const auto& category : filter.categories) {
        conditions.categories.push_back(category_filter_key(category));
    }
    conditions.plugins = folded_plugins(filter.plugins);
    conditions.search = fold_case(filter.search);
    for (const auto& tag : filter.tags) {
        auto key = fold_case(tag);
        auto sources = sources_with_tag(session, key);
        conditions.tags.push_back({std::move(key), std::move(sources)});
    }
    SKILLMEAT_ASSIGN(question.rated, rated_documents(session, votes));
    if (filter.min_rating) {
        auto& documents = conditions.documents.emplace();
        for (const auto& rated : question.rated) {
            if (rated.hundredths >= *filter.min_rating) {
                documents.push_back(rated.document);
            }
        }
    }
    question.tags = filter.tags;
    SKILLMEAT_TRY(gather_tags(session, question));
    return question;
}

void warn_of_tags(Services& services, const IndexedQuestion& question) {
    if (question.known_tags) {
        warn_unknown_tags(services.diagnostics, question.tags, *question.known_tags);
    }
}

std::optional<IndexedSource> source_of(const IndexSession& session, std::int64_t id) {
    for (const auto& scope : session.scopes) {
        if (const auto found = scope.by_id.find(id); found != scope.by_id.end()) {
            return IndexedSource{&scope, &scope.workspace.records[found->second]};
        }
    }
    return std::nullopt;
}

Result<catalog::EntryRow> row_of(const IndexSession& session, const index::StoredEntry& stored) {
    const auto source = source_of(session, stored.source);
    const auto exclusion = static_cast<std::size_t>(stored.exclusion.value_or(0));
    if (!source || (stored.exclusion && exclusion >= source->record->source.exclude.size())) {
        return fail(ErrorCode::io_error, "the index cannot be used: an entry fits no source");
    }
    catalog::EntryRow row;
    row.entry = &stored.entry;
    row.source = &source->record->source;
    row.exclusion = stored.exclusion ? &source->record->source.exclude[exclusion] : nullptr;
    row.project_id = source->scope->workspace.scope.project_id;
    row.project_name = source->scope->workspace.scope.project_name;
    return row;
}

std::string cursor_scope(const std::vector<Scope>& scopes,
                         const std::vector<std::string>& sources) {
    std::string text;
    for (const auto& scope : scopes) {
        text += scope.project_id + "/";
    }
    for (const auto& source : sources) {
        text += "\n" + source;
    }
    return text;
}

}  // namespace skillmeat::ops
