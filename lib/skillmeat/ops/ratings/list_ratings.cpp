#include <skillmeat/ops/ratings/list_ratings.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/catalog/counts.hpp>
#include <skillmeat/ops/entries/chosen_sources.hpp>
#include <skillmeat/ops/sources/counts.hpp>

namespace skillmeat::ops {
namespace {

/// Ratings of one source, by `TYPE:./PATH`.
using Wanted = std::unordered_multimap<std::string, RatingView*>;

Result<void> look_up(Services& services, const Workspace& workspace, const SourceRecord& record,
                     Wanted& wanted) {
    for (auto& [key, view] : wanted) {
        view->project_id = workspace.scope.project_id;
        view->project_name = workspace.scope.project_name;
    }
    SKILLMEAT_ASSIGN(const auto text, read_catalog_text(services.files, workspace.scope, record));
    const auto is_wanted = [](void* context, ArtifactType type, std::string_view,
                              std::string_view path) {
        return static_cast<const Wanted*>(context)->contains(artifact_key(type, path));
    };
    const auto entries = text.completeness == Completeness::complete
                             ? catalog::select(text.text, text.path, is_wanted, &wanted)
                             : Result<std::vector<CatalogEntry>>(fail(ErrorCode::not_scanned, ""));
    if (!entries) {  // a damaged catalog is a cache that says nothing
        for (auto& [key, view] : wanted) {
            view->status = RatingStatus::not_scanned;
        }
        return {};
    }
    for (const auto& entry : *entries) {
        const auto [first, last] = wanted.equal_range(artifact_key(entry.type, entry.path));
        for (auto at = first; at != last && entry.status != EntryStatus::removed; ++at) {
            auto& view = *at->second;
            view.sha = entry.sha;
            view.status =
                entry.sha == view.rating.sha ? RatingStatus::current : RatingStatus::outdated;
        }
    }
    return {};
}

/// Keys of the sources that scopes other than these have.
std::set<std::string> sources_elsewhere(Services& services, const std::vector<Scope>& scopes) {
    DiagnosticList unused;
    Services quiet{services.files, services.clock, services.environment, services.processes,
                   unused};
    std::set<std::string> keys;
    const auto all = resolve_scopes(quiet, {ScopeChoice::all, ""});
    for (const auto& scope : all.value_or(std::vector<Scope>())) {
        const bool ours = std::any_of(scopes.begin(), scopes.end(), [&](const auto& other) {
            return other.manifest == scope.manifest;
        });
        const auto workspace = ours ? Result<Workspace>(Workspace{})
                                    : load_workspace(quiet, scope, LoadOptions{.locks = false});
        if (!workspace) {
            continue;  // a project that cannot be read claims nothing
        }
        for (const auto& record : workspace->records) {
            keys.insert(rated_source(record.source.id, record.source.url));
        }
    }
    return keys;
}

/// Looks for the artifacts of ratings in the scopes; the first scope that has the source decides.
Result<void> find_artifacts(Services& services, const std::vector<Scope>& scopes,
                            std::vector<RatingView>& views) {
    std::map<std::string, std::vector<RatingView*>> by_source;
    for (auto& view : views) {
        by_source[rated_source(view.rating)].push_back(&view);
    }
    for (const auto& scope : scopes) {
        SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope));
        for (const auto& record : workspace.records) {
            const auto found = by_source.find(rated_source(record.source.id, record.source.url));
            if (found == by_source.end()) {
                continue;
            }
            Wanted wanted;
            for (auto* view : found->second) {
                const auto& artifact = view->rating.artifact;
                wanted.emplace(artifact.substr(0, artifact.rfind('@')), view);
            }
            SKILLMEAT_TRY(look_up(services, workspace, record, wanted));
            by_source.erase(found);
        }
    }
    if (by_source.empty()) {
        return {};
    }
    const auto elsewhere = sources_elsewhere(services, scopes);
    std::erase_if(views, [&](const RatingView& view) {
        const auto key = rated_source(view.rating);
        return by_source.contains(key) && elsewhere.contains(key);
    });
    return {};
}

/// The source ids that SRC means, in lower case.
Result<std::set<std::string>> chosen_ids(Services& services, const std::vector<Scope>& scopes,
                                         const std::vector<RatingView>& views,
                                         const std::vector<std::string>& names) {
    std::set<std::string> ids;
    auto missing = all_missing(names);
    for (const auto& scope : scopes) {
        SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope));
        SKILLMEAT_ASSIGN(const auto chosen, chosen_records(workspace, names, missing));
        for (const auto* record : chosen) {
            ids.insert(ascii_lower(record->source.id));
        }
    }
    for (const auto& view : views) {
        const auto id = rated_source_id(view.rating);
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (equals_ignoring_case(names[i], id)) {
                missing[i].reset();
                ids.insert(ascii_lower(id));
            }
        }
    }
    SKILLMEAT_TRY(none_missing(std::move(missing)));
    return ids;
}

}  // namespace

Result<std::vector<RatingView>> list_ratings(Services& services, const std::vector<Scope>& scopes,
                                             const RatingFilter& filter) {
    observe::Span span(services.observer, "ratings.list");
    SKILLMEAT_ASSIGN(const auto all, load_ratings(services));
    const ratings::Summary summary(all);
    std::vector<RatingView> views;
    for (const auto& rating : all.rows) {
        views.push_back({rating, RatingStatus::missing, "",
                         summary.votes(rating.artifact, rating.url), "", ""});
    }
    SKILLMEAT_TRY(find_artifacts(services, scopes, views));
    if (!filter.sources.empty()) {
        SKILLMEAT_ASSIGN(const auto chosen, chosen_ids(services, scopes, views, filter.sources));
        std::erase_if(views, [&](const RatingView& view) {
            return !chosen.contains(ascii_lower(rated_source_id(view.rating)));
        });
    }
    if (!filter.users.empty()) {
        std::set<std::string> users;
        for (const auto& user : filter.users) {
            users.insert(fold_case(user));
        }
        std::erase_if(views, [&](const RatingView& view) {
            return !users.contains(fold_case(view.rating.user));
        });
    }
    span.set("ratings", static_cast<std::int64_t>(views.size()));
    return views;
}

}  // namespace skillmeat::ops
