#include <skillmeat/ops/sources/exclude.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/catalog/counts.hpp>
#include <skillmeat/catalog/exclusions.hpp>
#include <skillmeat/manifest/edit.hpp>
#include <skillmeat/ops/entries/find_entry.hpp>
#include <skillmeat/ops/scope_edit.hpp>

namespace skillmeat::ops {
namespace {

/// A reference must mean this source, or none.
Result<ArtifactRef> parse_for(const std::string& text, const SourceRecord& record,
                              const Workspace& workspace) {
    std::vector<std::string> ids;
    for (const auto& other : workspace.records) {
        ids.push_back(other.source.id);
    }
    SKILLMEAT_ASSIGN(auto reference, parse_artifact_ref(text, ids));
    if (!reference.source_id.empty() && reference.source_id != record.source.id) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("{} is of source {}, but the command names source {}", quote(text),
                                quote(reference.source_id), quote(record.source.id)));
    }
    return reference;
}

/// One command's work on one source.
struct Work {
    Work(ScopeEdit& scope_edit, const SourceRecord& source_record, CatalogText catalog_text)
        : edit(scope_edit),
          record(source_record),
          catalog(std::move(catalog_text)),
          after(source_record.source) {}

    ScopeEdit& edit;
    const SourceRecord record;
    CatalogText catalog;
    Source after;
    std::vector<CatalogEntry> entries;  // named, each once
    ExclusionChange result;
};

void add_entry(Work& work, const CatalogEntry& entry) {
    const auto same = [&](const CatalogEntry& other) {
        return other.type == entry.type && other.path == entry.path;
    };
    if (std::none_of(work.entries.begin(), work.entries.end(), same)) {
        work.entries.push_back(entry);
    }
}

auto find_row(std::vector<Exclusion>& rows, std::string_view text) {
    return std::find_if(rows.begin(), rows.end(),
                        [&](const auto& row) { return row.artifact == text; });
}

/// Adds a row, or gives the one of that text another reason; `at` stays as it was.
void put_row(Work& work, std::string text, const std::string& reason, Timestamp now) {
    const auto row = find_row(work.after.exclude, text);
    if (row == work.after.exclude.end()) {
        work.after.exclude.push_back({std::move(text), reason, now, {}});
        return;
    }
    if (reason.empty() || row->reason == reason) {
        work.result.said.push_back(fmt::format("{} is excluded already", quote(row->artifact)));
        return;
    }
    row->reason = reason;
}

Result<void> exclude_one(Work& work, const std::string& text, const std::string& reason,
                         Timestamp now) {
    SKILLMEAT_ASSIGN(const auto reference, parse_for(text, work.record, work.edit.workspace));
    SKILLMEAT_ASSIGN(auto candidates, entries_matching(work.catalog, reference));
    if (reference.is_glob) {
        if (candidates.empty()) {
            return fail(ErrorCode::artifact_not_found,
                        fmt::format("no entry of source {} has a path that fits {}",
                                    quote(work.record.source.id), quote(text)),
                        "`*` and `?` stay within a segment, `**` spans segments");
        }
        for (const auto& entry : candidates) {
            add_entry(work, entry);
        }
        put_row(work, text, reason, now);
        return {};
    }
    SKILLMEAT_ASSIGN(const auto entry, choose_entry(std::move(candidates), text, work.record));
    add_entry(work, entry);
    put_row(work, artifact_key(entry.type, entry.path), reason, now);
    return {};
}

bool less_entry(const CatalogEntry& a, const CatalogEntry& b) {
    const auto type_a = to_string(a.type);
    const auto type_b = to_string(b.type);
    return type_a != type_b ? type_a < type_b : a.path < b.path;
}

/// Writes the edited source into the documents and notes what the command will print.
Result<void> finish(Work& work) {
    SKILLMEAT_TRY(manifest::check_source(work.after));
    work.result.changed = !(work.after.exclude == work.record.source.exclude);
    if (work.result.changed) {
        SKILLMEAT_TRY(manifest::update_source(work.edit.document_of(work.after), work.after));
        if (work.catalog.completeness == Completeness::complete) {
            work.edit.recount.push_back(work.after.id);
        }
    }
    std::sort(work.entries.begin(), work.entries.end(), less_entry);
    const catalog::Exclusions exclusions(work.after.exclude);
    for (const auto& entry : work.entries) {
        const auto* row = exclusions.find(entry.type, entry.name, entry.path);
        work.result.entries.push_back({entry, row != nullptr ? std::optional(*row) : std::nullopt});
    }
    return {};
}

Result<Work> open_work(Services& services, ScopeEdit& edit, const std::string& source) {
    SKILLMEAT_ASSIGN(const auto* record, find_source(edit.workspace, source));
    SKILLMEAT_ASSIGN(auto catalog,
                     read_catalog_text(services.files, edit.workspace.scope, *record));
    return Work(edit, *record, std::move(catalog));
}

}  // namespace

Result<ExclusionChange> exclude_entries(Services& services, const Scope& scope,
                                        const std::string& source,
                                        const std::vector<std::string>& references,
                                        const std::string& reason) {
    if (count_characters(reason) > max_reason) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("the reason has {} characters; at most {} are allowed",
                                count_characters(reason), max_reason));
    }
    observe::Span span(services.observer, "source.exclude");
    span.set("source_id", source);
    span.set("references", references);
    ExclusionChange result;
    const auto exclude = [&](ScopeEdit& edit) -> Result<void> {
        SKILLMEAT_ASSIGN(auto work, open_work(services, edit, source));
        if (work.catalog.completeness != Completeness::complete) {
            return fail(incomplete_error({{scope.project_id, work.record.source.id}}));
        }
        for (const auto& reference : references) {
            SKILLMEAT_TRY(exclude_one(work, reference, reason, services.clock.now()));
        }
        SKILLMEAT_TRY(finish(work));
        result = std::move(work.result);
        return {};
    };
    SKILLMEAT_TRY(span.watch(edit_scope(services, scope, {}, exclude)));
    span.set("changed", result.changed);
    SKILLMEAT_ASSIGN(result.view, view_now(services, scope, source));
    return result;
}

namespace {

/// Whether a literal row names what the reference names, when there is no catalog to ask.
bool names_the_same(const Exclusion& row, const ArtifactRef& reference) {
    const auto parsed = parse_exclusion(row.artifact);
    if (parsed.is_glob) {
        return false;
    }
    if (parsed.is_path && reference.is_glob) {
        return matches(reference, parsed.type.value_or(ArtifactType::skill), "", parsed.path);
    }
    const bool same_type = !parsed.type || !reference.type || parsed.type == reference.type;
    return same_type && parsed.is_path == reference.is_path && parsed.path == reference.path &&
           parsed.name == reference.name;
}

bool is_row_of(const Exclusion& row, const CatalogEntry& entry) {
    return row.artifact == artifact_key(entry.type, entry.path);
}

Error not_excluded(std::string_view text, const SourceRecord& record) {
    Error error;
    error.code = ErrorCode::exclusion_not_found;
    error.message =
        fmt::format("no exclusion of source {} fits {}", quote(record.source.id), quote(text));
    error.hint = fmt::format("see them with `skillmeat source show {}`", record.source.id);
    return error;
}

/// A glob takes back the row of its own text, else every literal row it matches.
Result<void> restore_glob(Work& work, const std::string& text, const ArtifactRef& reference) {
    auto& rows = work.after.exclude;
    if (work.catalog.completeness == Completeness::complete) {
        SKILLMEAT_ASSIGN(const auto matching, entries_matching(work.catalog, reference));
        for (const auto& entry : matching) {
            add_entry(work, entry);
        }
    }
    if (const auto row = find_row(rows, text); row != rows.end()) {
        rows.erase(row);
        return {};
    }
    const auto removed =
        std::erase_if(rows, [&](const auto& row) { return names_the_same(row, reference); });
    return removed != 0 ? Result<void>{} : Result<void>(fail(not_excluded(text, work.record)));
}

/// Removes the rows of one entry. What else covers it is said, or is the error when nothing was
/// there to remove.
Result<void> restore_entry(Work& work, const CatalogEntry& entry, const ArtifactRef& reference) {
    auto& rows = work.after.exclude;
    add_entry(work, entry);
    const auto removed = std::erase_if(rows, [&](const auto& row) {
        return is_row_of(row, entry) || names_the_same(row, reference);
    });
    const auto* cover = catalog::Exclusions(rows).find(entry.type, entry.name, entry.path);
    const auto id = artifact_key(entry.type, entry.path);
    if (cover == nullptr) {
        if (removed == 0) {
            work.result.said.push_back(fmt::format("{} is not excluded", quote(id)));
        }
        return {};
    }
    if (removed == 0) {
        return fail(ErrorCode::covered_by_glob,
                    fmt::format("{} is excluded by {} only", quote(id), quote(cover->artifact)),
                    fmt::format("take that back with `skillmeat source restore {} '{}'`",
                                work.record.source.id, cover->artifact),
                    cover->origin);
    }
    work.result.said.push_back(
        fmt::format("{} stays excluded by {}", quote(id), quote(cover->artifact)));
    return {};
}

Result<void> restore_one(Work& work, const std::string& text) {
    SKILLMEAT_ASSIGN(const auto reference, parse_for(text, work.record, work.edit.workspace));
    if (reference.is_glob) {
        return restore_glob(work, text, reference);
    }
    std::vector<CatalogEntry> candidates;
    if (work.catalog.completeness == Completeness::complete) {
        SKILLMEAT_ASSIGN(candidates, entries_matching(work.catalog, reference));
    }
    if (candidates.empty()) {
        const auto removed = std::erase_if(
            work.after.exclude, [&](const auto& row) { return names_the_same(row, reference); });
        if (removed != 0) {
            return {};
        }
        return fail(not_excluded(text, work.record));
    }
    // A name may fit entries that are not excluded; those that are, are meant.
    const catalog::Exclusions before(work.record.source.exclude);
    std::vector<CatalogEntry> excluded;
    for (const auto& entry : candidates) {
        if (before.find(entry.type, entry.name, entry.path) != nullptr) {
            excluded.push_back(entry);
        }
    }
    if (excluded.size() == 1) {
        return restore_entry(work, excluded.front(), reference);
    }
    SKILLMEAT_ASSIGN(const auto entry,
                     choose_entry(excluded.empty() ? candidates : excluded, text, work.record));
    return restore_entry(work, entry, reference);
}

/// Entries that were excluded and no longer are become `new` in the catalog.
Result<void> renew_statuses(Work& work) {
    if (work.catalog.completeness != Completeness::complete) {
        return {};
    }
    struct Sides {
        catalog::Exclusions before;
        catalog::Exclusions after;
    } sides{catalog::Exclusions(work.record.source.exclude),
            catalog::Exclusions(work.after.exclude)};
    const auto renewed = [](void* context, ArtifactType type, std::string_view name,
                            std::string_view path) {
        const auto& both = *static_cast<const Sides*>(context);
        return both.before.find(type, name, path) != nullptr &&
               both.after.find(type, name, path) == nullptr;
    };
    auto& text = work.catalog.text;
    SKILLMEAT_ASSIGN(const auto count,
                     catalog::set_status(text, work.catalog.path, renewed, &sides,
                                         EntryStatus::removed, EntryStatus::fresh));
    if (count != 0) {
        work.edit.catalogs.push_back({work.after.id, std::move(text)});
    }
    for (auto& [entry, exclusion] : work.result.entries) {
        if (renewed(&sides, entry.type, entry.name, entry.path) &&
            entry.status != EntryStatus::removed) {
            entry.status = EntryStatus::fresh;
        }
    }
    return {};
}

}  // namespace

Result<ExclusionChange> restore_entries(Services& services, const Scope& scope,
                                        const std::string& source,
                                        const std::vector<std::string>& references) {
    observe::Span span(services.observer, "source.restore");
    span.set("source_id", source);
    span.set("references", references);
    ExclusionChange result;
    const auto restore = [&](ScopeEdit& edit) -> Result<void> {
        SKILLMEAT_ASSIGN(auto work, open_work(services, edit, source));
        for (const auto& reference : references) {
            SKILLMEAT_TRY(restore_one(work, reference));
        }
        SKILLMEAT_TRY(finish(work));
        SKILLMEAT_TRY(renew_statuses(work));
        result = std::move(work.result);
        return {};
    };
    SKILLMEAT_TRY(span.watch(edit_scope(services, scope, {}, restore)));
    span.set("changed", result.changed);
    SKILLMEAT_ASSIGN(result.view, view_now(services, scope, source));
    return result;
}

}  // namespace skillmeat::ops
