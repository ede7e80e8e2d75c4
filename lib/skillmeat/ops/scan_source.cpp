#include <skillmeat/ops/scan_source.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/catalog/counts.hpp>
#include <skillmeat/catalog/exclusions.hpp>
#include <skillmeat/catalog/format.hpp>
#include <skillmeat/detect/detector.hpp>
#include <skillmeat/ops/artifact_identity.hpp>
#include <skillmeat/ops/counts.hpp>

namespace skillmeat::ops {
namespace {

Result<void> check_trust(const Source& source) {
    if (source.trust == Trust::unsigned_) {
        return {};
    }
    return fail(ErrorCode::trust_refused,
                fmt::format("source {} requires signed commits, but its trust level is 'unsigned' "
                            "(unchecked): signatures are not verified yet",
                            quote(source.id)),
                fmt::format("lower the requirement with `skillmeat source update {} --trust "
                            "unsigned`, or leave the source out",
                            source.id));
}

Result<void> check_transport(const Source& source) {
    if (source.transport != Transport::api) {
        return {};
    }
    return fail(ErrorCode::invalid_value,
                fmt::format("source {} asks for transport 'api', but only 'git' is supported",
                            quote(source.id)),
                fmt::format("set `transport = \"git\"` for {} in skillmeat.toml", source.id));
}

Result<void> check_locked(const SourceRecord& record) {
    lock::LockFile file;
    if (record.lock) {
        file.rows.push_back(*record.lock);
    }
    auto differences = lock::compare({&record.source, 1}, file);
    std::erase_if(differences, [](const auto& one) { return !one.refused_when_locked; });
    if (differences.empty()) {
        return {};
    }
    const auto& first = differences.front();
    const auto what = first.field == "row"
                          ? std::string("it has no row in the lock")
                          : fmt::format("{} is {} in the manifest and {} in the lock", first.field,
                                        quote(first.manifest), quote(first.lock));
    return fail(ErrorCode::lock_outdated,
                fmt::format("source {} does not match the lock: {}", quote(record.source.id), what),
                fmt::format("run `skillmeat source scan {}` to bring the lock up to date",
                            record.source.id));
}

/// A commit of the lock that cannot be had is a matter of the lock, wherever that shows.
template <class T>
Result<T> of_locked_commit(Result<T> result) {
    if (result || (result.error().code != ErrorCode::ref_not_found &&
                   result.error().code != ErrorCode::repository_not_found &&
                   result.error().code != ErrorCode::empty_repository)) {
        return result;
    }
    auto error = std::move(result).error();
    error.code = ErrorCode::objects_missing;
    error.hint = "the commit in the lock is gone; scan without --locked to move the lock";
    return fail(std::move(error));
}

/// The commit of the lock, read without looking up any ref.
Result<ResolvedSource> resolve_locked(Services& services, const git::Git& git, const Scope& scope,
                                      const SourceRecord& record) {
    const auto& row = *record.lock;
    if (row.commit.empty()) {
        return resolve_source(services, git, scope, record.source.url, "");
    }
    return of_locked_commit(resolve_source(services, git, scope, record.source.url, row.commit));
}

Result<ResolvedSource> resolve_wanted(Services& services, const git::Git& git, const Scope& scope,
                                      const SourceRecord& record, const ScanFlags& flags) {
    const auto& source = record.source;
    SKILLMEAT_ASSIGN(const auto url, parse_git_url(source.url));
    const bool remote = url.kind != GitUrl::Kind::path && url.kind != GitUrl::Kind::file;
    if (flags.locked) {
        SKILLMEAT_TRY(check_locked(record));
        return resolve_locked(services, git, scope, record);
    }
    if (!flags.offline || !remote) {
        return resolve_source(services, git, scope, source.url, source.ref);
    }
    if (!record.lock || record.lock->commit.empty() || record.lock->ref != source.ref) {
        return fail(ErrorCode::objects_missing,
                    fmt::format("source {} cannot be resolved offline: the lock does not say which "
                                "commit {} is",
                                quote(source.id),
                                source.ref.empty() ? "the default branch" : quote(source.ref)),
                    "run the command without --offline");
    }
    return resolve_locked(services, git, scope, record);
}

/// A branch may move anywhere; a tag that moves is a reason to stop (rule R19).
Result<void> check_moved_tag(const SourceRecord& record, const ResolvedSource& resolved,
                             const ScanFlags& flags) {
    if (flags.accept_moved || !record.lock || record.lock->commit.empty() ||
        resolved.ref.kind != git::RefKind::tag || record.lock->ref != record.source.ref ||
        record.lock->url != record.source.url || record.lock->commit == resolved.ref.commit) {
        return {};
    }
    return fail(ErrorCode::ref_moved,
                fmt::format("tag {} of source {} named commit {} and now names {}",
                            quote(record.source.ref), quote(record.source.id), record.lock->commit,
                            resolved.ref.commit),
                fmt::format("find out why; to take it over: `skillmeat source scan {} "
                            "--accept-moved`",
                            record.source.id));
}

CatalogHeader asked_header(const Source& source, const std::string& commit,
                           const std::string& tree) {
    CatalogHeader header;
    header.id = source.id;
    header.url = source.url;
    header.ref = source.ref;
    header.commit = commit;
    header.tree = tree;
    header.options = manifest::options_hash(source);
    header.detector = detector_version;
    return header;
}

Result<std::optional<CatalogHeader>> header_on_disk(const sys::FileReader& files,
                                                    const Scope& scope, const std::string& id) {
    const auto path = scope.catalog_of(id);
    SKILLMEAT_ASSIGN(const auto text, files.read(path));
    if (!text) {
        return std::nullopt;
    }
    const auto header = catalog::read_header(*text, path.string());
    return header ? std::optional(*header) : std::nullopt;
}

/// With a commit the tree id need not be known: the commit decides it.
bool same_content(const CatalogHeader& on_disk, const CatalogHeader& asked) {
    auto comparable = on_disk;
    if (!asked.commit.empty() && asked.tree.empty()) {
        comparable.tree.clear();
    }
    return comparable == asked;
}

void report_warnings(Services& services, const Source& source,
                     const std::vector<std::string>& warnings) {
    for (const auto& warning : warnings) {
        services.diagnostics.report({Severity::warning,
                                     fmt::format("source {}: {}", quote(source.id), warning),
                                     source.origin, ""});
    }
}

Result<void> detect_into(ScannedSource& scanned, Services& services, tree::SourceTree& tree,
                         const ScanFlags& flags) {
    const auto& source = scanned.source;
    SKILLMEAT_ASSIGN(auto detected, detect::detect(tree, {source.root, source.map}));
    if (flags.strict_paths && !detected.warnings.empty()) {
        return fail(ErrorCode::path_not_in_tree, detected.warnings.front(),
                    "check the spelling; paths are relative to the repository's root");
    }
    report_warnings(services, source, detected.warnings);
    scanned.entries = to_entries(detected.items, tree);
    return {};
}

void tell(Services& services, std::string_view id, std::string_view phase) {
    if (services.progress != nullptr) {
        services.progress->update(id, phase);
    }
}

}  // namespace

Result<ScannedSource> scan_source(Services& services, const Scope& scope,
                                  const SourceRecord& record, const ScanFlags& flags,
                                  const ReadLimits& limits) {
    const auto& source = record.source;
    SKILLMEAT_TRY(check_trust(source));
    SKILLMEAT_TRY(check_transport(source));
    SKILLMEAT_ASSIGN(const auto git, make_git(services, services.diagnostics));
    tell(services, source.id, "resolving");
    SKILLMEAT_ASSIGN(const auto resolved, resolve_wanted(services, git, scope, record, flags));
    SKILLMEAT_TRY(check_moved_tag(record, resolved, flags));
    if (!resolved.ref.note.empty()) {
        services.diagnostics.report({Severity::note, resolved.ref.note, {}, ""});
    }

    ScannedSource scanned;
    scanned.source = source;
    scanned.started_from = source;
    scanned.before = record.lock;
    scanned.commit = resolved.ref.commit;
    SKILLMEAT_ASSIGN(const auto on_disk, header_on_disk(services.files, scope, source.id));
    const bool may_skip = on_disk.has_value() && !flags.force && !flags.strict_paths;
    if (may_skip && !scanned.commit.empty() &&
        same_content(*on_disk, asked_header(source, scanned.commit, ""))) {
        scanned.up_to_date = true;
        scanned.tree = on_disk->tree;
        scanned.header = *on_disk;
        return scanned;
    }
    tell(services, source.id, "fetching");
    auto read = limits;
    read.fetch.offline = flags.offline;
    auto opened = open_tree(git, resolved, read);
    SKILLMEAT_ASSIGN(const auto tree,
                     flags.locked ? of_locked_commit(std::move(opened)) : std::move(opened));
    scanned.tree = tree_id(*tree, source.root);
    scanned.header = asked_header(source, scanned.commit, scanned.tree);
    if (flags.locked && scanned.tree != record.lock->tree) {
        return fail(
            ErrorCode::lock_outdated,
            fmt::format("source {} has tree {} where the lock says {}", quote(source.id),
                        scanned.tree, record.lock->tree),
            fmt::format("run `skillmeat source scan {}` to bring the lock up to date", source.id));
    }
    if (may_skip && *on_disk == scanned.header) {
        scanned.up_to_date = true;
        return scanned;
    }
    tell(services, source.id, "detecting");
    SKILLMEAT_TRY(detect_into(scanned, services, *tree, flags));
    return scanned;
}

LockRow make_lock_row(const Source& source, const LockRow* before, const std::string& commit,
                      const std::string& tree, Timestamp now) {
    LockRow row = before != nullptr ? *before : LockRow{};
    row.id = source.id;
    row.url = source.url;
    row.ref = source.ref;
    row.root = source.root;
    row.commit = commit;
    row.tree = tree;
    row.tags = source.tags;
    row.import_repo_description = source.import_description;
    row.import_repo_readme = source.import_readme;
    if (before == nullptr) {
        row.added_at = now;
        row.updated_at = now;
    } else if (!(row == *before)) {
        row.updated_at = now;
    }
    return row;
}

namespace {

bool started_from(const ScannedSource& scanned, const SourceRecord& now) {
    const auto& then = scanned.started_from;
    const auto& current = now.source;
    const bool same_question = then.url == current.url && then.ref == current.ref &&
                               then.root == current.root && then.map == current.map;
    const bool same_lock = scanned.before == now.lock || (now.lock && !scanned.commit.empty() &&
                                                          now.lock->commit == scanned.commit);
    return same_question && same_lock;
}

/// What the files now say of the source; of one that is being added, what is about to be written.
Result<SourceRecord> record_now(const Workspace& workspace, const ScannedSource& scanned,
                                bool fresh) {
    if (fresh) {
        return SourceRecord{scanned.source, std::nullopt, std::nullopt};
    }
    const auto* found = workspace.find(scanned.source.id);
    if (found == nullptr) {
        return fail(
            ErrorCode::source_not_found,
            fmt::format("source {} was removed while it was scanned", quote(scanned.source.id)));
    }
    if (!started_from(scanned, *found)) {
        return fail(ErrorCode::concurrent_change,
                    fmt::format("source {} changed while it was scanned", quote(found->source.id)),
                    "run the command again");
    }
    return SourceRecord{scanned.source, found->lock, found->state};
}

catalog::MergeSummary count_unchanged(const Catalog& catalog) {
    catalog::MergeSummary summary;
    summary.unchanged = static_cast<std::size_t>(
        std::count_if(catalog.entries.begin(), catalog.entries.end(),
                      [](const auto& entry) { return entry.status != EntryStatus::removed; }));
    return summary;
}

/// The catalog now on disk, or nothing when there is none that can be read.
Result<std::optional<Catalog>> catalog_on_disk(const sys::FileReader& files, const Scope& scope,
                                               const std::string& id) {
    const auto path = scope.catalog_of(id);
    SKILLMEAT_ASSIGN(const auto text, files.read(path));
    if (!text) {
        return std::nullopt;
    }
    auto catalog = catalog::read(*text, path.string());
    return catalog ? std::optional(*std::move(catalog)) : std::nullopt;
}

/// The catalog after the scan, and what changed. Up to date means: leave the file alone.
Result<Catalog> merge_scan(Services& services, ScopeEdit& edit, const ScannedSource& scanned,
                           bool fresh, ScanReport& report) {
    std::optional<Catalog> previous;
    if (!fresh) {
        SKILLMEAT_ASSIGN(previous,
                         catalog_on_disk(services.files, edit.workspace.scope, scanned.source.id));
    }
    if (scanned.up_to_date && previous && previous->header == scanned.header) {
        report.summary = count_unchanged(*previous);
        return *std::move(previous);
    }
    if (scanned.up_to_date) {
        return fail(ErrorCode::concurrent_change,
                    fmt::format("the catalog of source {} changed while it was scanned",
                                quote(scanned.source.id)),
                    "run the command again");
    }
    auto merged = catalog::merge(previous ? &*previous : nullptr, scanned.header, scanned.entries,
                                 services.clock.now());
    report.summary = merged.summary;
    edit.catalogs.push_back({scanned.source.id, catalog::write(merged.catalog)});
    return std::move(merged.catalog);
}

}  // namespace

Result<ScanReport> apply_scan(Services& services, ScopeEdit& edit, const ScannedSource& scanned,
                              bool locked, bool fresh) {
    SKILLMEAT_ASSIGN(const auto record, record_now(edit.workspace, scanned, fresh));
    ScanReport report;
    report.source_id = record.source.id;
    report.project_id = edit.workspace.scope.project_id;
    report.project_name = edit.workspace.scope.project_name;
    report.old_commit = record.lock ? record.lock->commit : "";
    report.new_commit = scanned.commit;
    SKILLMEAT_ASSIGN(const auto catalog, merge_scan(services, edit, scanned, fresh, report));
    report.unchanged = scanned.up_to_date;
    report.counts = catalog::count_by_type(catalog, catalog::Exclusions(record.source.exclude),
                                           record.source.min_confidence);
    const auto now = services.clock.now();
    if (!locked) {
        const LockRow* before = record.lock ? &*record.lock : nullptr;
        lock::put(edit.lock_of(record.source),
                  make_lock_row(record.source, before, scanned.commit, scanned.tree, now));
    }
    auto& state = edit.workspace.state.at(record.source.id);
    state.last_sync = now;
    state.last_error.reset();
    edit.recount.push_back(record.source.id);
    return report;
}

}  // namespace skillmeat::ops
