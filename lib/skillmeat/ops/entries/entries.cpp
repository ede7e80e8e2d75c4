#include <skillmeat/ops/entries/entries.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/catalog/counts.hpp>
#include <skillmeat/catalog/exclusions.hpp>
#include <skillmeat/catalog/format.hpp>
#include <skillmeat/catalog/merge.hpp>
#include <skillmeat/ops/entries/chosen_sources.hpp>
#include <skillmeat/ops/entries/find_entry.hpp>
#include <skillmeat/ops/scope_edit.hpp>
#include <skillmeat/ops/sources/counts.hpp>
#include <skillmeat/ops/sources/tag_hints.hpp>

namespace skillmeat::ops {
namespace {

Result<void> add_rows(Services& services, const Workspace& workspace, const SourceRecord& record,
                      EntrySet& set) {
    SKILLMEAT_ASSIGN(const auto text, read_catalog_text(services.files, workspace.scope, record));
    auto catalog = text.completeness == Completeness::complete
                       ? catalog::read(text.text, text.path)
                       : Result<Catalog>(fail(ErrorCode::not_scanned, ""));
    if (!catalog) {
        if (text.completeness != Completeness::not_scanned) {
            set.incomplete.push_back({workspace.scope.project_id, record.source.id});
        }
        return {};
    }
    set.catalogs.push_back(std::make_unique<Catalog>(*std::move(catalog)));
    const catalog::Exclusions exclusions(record.source.exclude);
    for (const auto& entry : set.catalogs.back()->entries) {
        catalog::EntryRow row;
        row.entry = &entry;
        row.source = &record.source;
        row.exclusion = exclusions.find(entry.type, entry.name, entry.path);
        row.project_id = workspace.scope.project_id;
        row.project_name = workspace.scope.project_name;
        set.rows.push_back(row);
    }
    return {};
}

Result<EntrySet> read_entries(Services& services, const std::vector<Scope>& scopes,
                              const std::vector<std::string>& sources) {
    EntrySet set;
    auto missing = all_missing(sources);
    for (const auto& scope : scopes) {
        SKILLMEAT_ASSIGN(auto loaded, load_workspace(services, scope));
        set.workspaces.push_back(std::make_unique<Workspace>(std::move(loaded)));
        const auto& workspace = *set.workspaces.back();
        SKILLMEAT_ASSIGN(const auto chosen, chosen_records(workspace, sources, missing));
        for (const auto* record : chosen) {
            SKILLMEAT_TRY(add_rows(services, workspace, *record, set));
        }
    }
    SKILLMEAT_TRY(none_missing(std::move(missing)));
    return set;
}

}  // namespace

Result<EntrySet> load_entries(Services& services, const std::vector<Scope>& scopes,
                              const std::vector<std::string>& sources) {
    observe::Span span(services.observer, "catalog.read");
    auto set = span.watch(read_entries(services, scopes, sources));
    if (set) {
        span.set("catalogs", static_cast<std::int64_t>(set->catalogs.size()));
        span.set("entries", static_cast<std::int64_t>(set->rows.size()));
    }
    return set;
}

void check_tags(Services& services, const EntrySet& set, const catalog::Filter& filter) {
    if (filter.tags.empty()) {
        return;
    }
    std::set<std::string> known;
    for (const auto& row : set.rows) {
        known.insert(row.entry->tags.begin(), row.entry->tags.end());
    }
    for (const auto& workspace : set.workspaces) {
        for (const auto& record : workspace->records) {
            known.insert(record.source.tags.begin(), record.source.tags.end());
        }
    }
    warn_unknown_tags(services.diagnostics, filter.tags, known);
}

namespace {

struct Search {
    std::vector<EntryView> candidates;
    std::vector<IncompleteSource> incomplete;
};

Result<void> search_source(Services& services, const Workspace& workspace,
                           const SourceRecord& record, const ArtifactRef& reference,
                           Search& search) {
    SKILLMEAT_ASSIGN(const auto text, read_catalog_text(services.files, workspace.scope, record));
    if (text.completeness == Completeness::incomplete) {
        search.incomplete.push_back({workspace.scope.project_id, record.source.id});
    }
    if (text.completeness != Completeness::complete) {
        return {};
    }
    SKILLMEAT_ASSIGN(auto entries, entries_matching(text, reference));
    const catalog::Exclusions exclusions(record.source.exclude);
    for (auto& entry : entries) {
        const auto* row = exclusions.find(entry.type, entry.name, entry.path);
        search.candidates.push_back({std::move(entry), record.source,
                                     row != nullptr ? std::optional(*row) : std::nullopt,
                                     workspace.scope.project_id, workspace.scope.project_name});
    }
    return {};
}

/// One of the candidates, of which there is at least one.
Result<EntryView> choose(Search search, const std::string& text) {
    std::vector<const EntryView*> listed;
    for (const auto& view : search.candidates) {
        if (catalog::is_listed(view.entry, view.exclusion ? &*view.exclusion : nullptr,
                               view.source.min_confidence)) {
            listed.push_back(&view);
        }
    }
    if (listed.size() == 1) {
        return *listed.front();
    }
    if (listed.empty() && search.candidates.size() == 1) {
        return std::move(search.candidates.front());
    }
    std::vector<std::string> ids;
    for (const auto& view : search.candidates) {
        if (listed.empty() || std::find(listed.begin(), listed.end(), &view) != listed.end()) {
            ids.push_back(artifact_id(view.entry.type, view.entry.path, view.source.id));
        }
    }
    return fail(ambiguous(text, ids));
}

}  // namespace

std::string nearest_entry_hint(Services& services, const std::vector<Scope>& scopes,
                               const std::string& text) {
    std::string general = "list them with `skillmeat catalog list`";
    DiagnosticList said_already;
    Services quiet{services.files, services.clock, services.environment, services.processes,
                   said_already};
    const auto set = load_entries(quiet, scopes, {});
    const auto reference = parse_artifact_ref(text, {});
    if (!set || !reference) {
        return general;
    }
    std::vector<std::string_view> known;
    for (const auto& row : set->rows) {
        known.push_back(reference->is_path ? row.entry->path : row.entry->name);
    }
    const auto name = reference->is_path ? reference->path : reference->name;
    const auto near = closest(name.substr(0, name.rfind('@')), known);
    return near ? fmt::format("did you mean {}?",
                              quote((reference->is_path ? "./" : "") + std::string(*near)))
                : general;
}

Result<EntryView> find_entry(Services& services, const std::vector<Scope>& scopes,
                             const std::string& reference) {
    observe::Span span(services.observer, "catalog.find");
    span.set("reference", reference);
    Search search;
    for (const auto& scope : scopes) {
        SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope));
        std::vector<std::string> ids;
        for (const auto& record : workspace.records) {
            ids.push_back(record.source.id);
        }
        SKILLMEAT_ASSIGN(const auto parsed, parse_artifact_ref(reference, ids));
        for (const auto& record : workspace.records) {
            if (parsed.source_id.empty() || parsed.source_id == record.source.id) {
                SKILLMEAT_TRY(search_source(services, workspace, record, parsed, search));
            }
        }
    }
    if (!search.candidates.empty()) {
        return choose(std::move(search), reference);
    }
    if (!search.incomplete.empty()) {
        return fail(incomplete_error(search.incomplete));
    }
    return fail(ErrorCode::artifact_not_found, fmt::format("no artifact {}", quote(reference)),
                nearest_entry_hint(services, scopes, reference));
}

Result<std::size_t> prune_catalogs(Services& services, const Scope& scope,
                                   const std::vector<std::string>& sources, bool dry_run) {
    std::size_t pruned = 0;
    EditOptions options;
    options.dry_run = dry_run;
    observe::Span span(services.observer, "catalog.prune");
    const auto prune = [&](ScopeEdit& edit) -> Result<void> {
        auto missing = all_missing(sources);
        SKILLMEAT_ASSIGN(const auto chosen, chosen_records(edit.workspace, sources, missing));
        SKILLMEAT_TRY(none_missing(std::move(missing)));
        for (const auto* record : chosen) {
            SKILLMEAT_ASSIGN(const auto text, read_catalog_text(services.files, scope, *record));
            if (text.completeness != Completeness::complete) {
                continue;
            }
            SKILLMEAT_ASSIGN(auto catalog, catalog::read(text.text, text.path));
            if (const auto count = catalog::prune(catalog); count != 0) {
                pruned += count;
                edit.catalogs.push_back({record->source.id, catalog::write(catalog)});
                edit.recount.push_back(record->source.id);
            }
        }
        return {};
    };
    SKILLMEAT_TRY(span.watch(edit_scope(services, scope, options, prune)));
    span.set("entries", static_cast<std::int64_t>(pruned));
    return pruned;
}

}  // namespace skillmeat::ops
