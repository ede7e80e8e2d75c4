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

/// Workspaces of a session's scopes, read when they are first asked for.
class Workspaces {
  public:
    explicit Workspaces(const IndexSession& session) : session_(session) {}

    Result<const std::vector<Workspace>*> all() {
        for (auto i = read_.size(); i < session_.scopes.size(); ++i) {
            SKILLMEAT_ASSIGN(auto workspace, workspace_of(session_, session_.scopes[i]));
            read_.push_back(std::move(workspace));
        }
        return &read_;
    }

  private:
    const IndexSession& session_;
    std::vector<Workspace> read_;
};

/// Numbers of the sources with these names, by scope.
Result<std::vector<std::vector<std::size_t>>> named_sources(Workspaces& workspaces,
                                                            const std::vector<std::string>& names) {
    auto missing = all_missing(names);
    std::vector<std::vector<std::size_t>> found;
    SKILLMEAT_ASSIGN(const auto* all, workspaces.all());
    for (const auto& workspace : *all) {
        SKILLMEAT_ASSIGN(const auto chosen, chosen_records(workspace, names, missing));
        auto& numbers = found.emplace_back();
        for (const auto* record : chosen) {
            numbers.push_back(static_cast<std::size_t>(record - workspace.records.data()));
        }
    }
    SKILLMEAT_TRY(none_missing(std::move(missing)));
    return found;
}

void add_if_incomplete(const IndexedScope& scope, const index::SourceGlance& source,
                       IndexedQuestion& question) {
    if (source.standing == index::Standing::incomplete) {
        question.incomplete.push_back({scope.scope.project_id, source.name});
    }
}

Result<void> choose_sources(const IndexSession& session, Workspaces& workspaces,
                            const std::vector<std::string>& names, IndexedQuestion& question) {
    for (const auto& scope : session.scopes) {
        question.bounds.scopes.push_back(scope.id);
    }
    if (names.empty()) {
        for (const auto& scope : session.scopes) {
            for (const auto& source : scope.sources) {
                add_if_incomplete(scope, source, question);
            }
        }
        return {};
    }
    SKILLMEAT_ASSIGN(const auto chosen, named_sources(workspaces, names));
    auto& ids = question.bounds.sources.emplace();
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const auto& scope = session.scopes[i];
        for (const auto number : chosen[i]) {
            ids.push_back(scope.sources[number].id);
            add_if_incomplete(scope, scope.sources[number], question);
        }
    }
    return {};
}

bool carries(const Source& source, const std::string& key) {
    return std::any_of(source.tags.begin(), source.tags.end(),
                       [&key](const auto& tag) { return fold_case(tag) == key; });
}

Result<std::vector<std::int64_t>> sources_with_tag(const IndexSession& session,
                                                   Workspaces& workspaces, const std::string& key) {
    std::vector<std::int64_t> ids;
    SKILLMEAT_ASSIGN(const auto* all, workspaces.all());
    for (std::size_t i = 0; i < all->size(); ++i) {
        const auto& records = (*all)[i].records;
        for (std::size_t number = 0; number < records.size(); ++number) {
            if (carries(records[number].source, key)) {
                ids.push_back(session.scopes[i].sources[number].id);
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
Result<void> gather_tags(const IndexSession& session, Workspaces& workspaces,
                         IndexedQuestion& question) {
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
    SKILLMEAT_ASSIGN(const auto* all, workspaces.all());
    for (const auto& workspace : *all) {
        for (const auto& record : workspace.records) {
            known.insert(record.source.tags.begin(), record.source.tags.end());
        }
    }
    return {};
}

}  // namespace

Result<IndexedQuestion> question_of(const IndexSession& session, const catalog::Filter& filter,
                                    const ratings::Summary& votes) {
    IndexedQuestion question;
    Workspaces workspaces(session);
    SKILLMEAT_TRY(choose_sources(session, workspaces, filter.sources, question));
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
        SKILLMEAT_ASSIGN(auto sources, sources_with_tag(session, workspaces, key));
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
    SKILLMEAT_TRY(gather_tags(session, workspaces, question));
    return question;
}

void warn_of_tags(Services& services, const IndexedQuestion& question) {
    if (question.known_tags) {
        warn_unknown_tags(services.diagnostics, question.tags, *question.known_tags);
    }
}

Result<catalog::EntryRow> row_of(IndexSession& session, const index::StoredEntry& stored) {
    SKILLMEAT_ASSIGN(const auto source, source_of(session, stored.source));
    const auto& exclude = source.record->source.exclude;
    const auto exclusion = static_cast<std::size_t>(stored.exclusion.value_or(0));
    if (stored.exclusion && exclusion >= exclude.size()) {
        return fail(ErrorCode::io_error, "the index cannot be used: an entry fits no source");
    }
    catalog::EntryRow row;
    row.entry = &stored.entry;
    row.source = &source.record->source;
    row.exclusion = stored.exclusion ? &exclude[exclusion] : nullptr;
    row.project_id = source.scope->scope.project_id;
    row.project_name = source.scope->scope.project_name;
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
