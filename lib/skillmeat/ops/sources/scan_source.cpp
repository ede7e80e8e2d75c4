#include <skillmeat/ops/sources/scan_source.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/catalog/counts.hpp>
#include <skillmeat/catalog/exclusions.hpp>
#include <skillmeat/catalog/format.hpp>
#include <skillmeat/detect/detector.hpp>
#include <skillmeat/ops/entries/artifact_identity.hpp>
#include <skillmeat/ops/sources/counts.hpp>
#include <skillmeat/ops/sources/readme.hpp>

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
Result<ResolvedSource> resolve_locked(const Reader& reader, const Scope& scope,
                                      const SourceRecord& record) {
    const auto& row = *record.lock;
    if (row.commit.empty()) {
        return resolve_source(reader, scope, record.source.url, "");
    }
    return of_locked_commit(resolve_source(reader, scope, record.source.url, row.commit));
}

Result<ResolvedSource> resolve_wanted(const Reader& reader, const Scope& scope,
                                      const SourceRecord& record, const ScanFlags& flags) {
    const auto& source = record.source;
    SKILLMEAT_ASSIGN(const auto url, parse_git_url(source.url));
    const bool remote = url.kind != GitUrl::Kind::path && url.kind != GitUrl::Kind::file;
    if (flags.locked) {
        SKILLMEAT_TRY(check_locked(record));
        return resolve_locked(reader, scope, record);
    }
    if (!flags.offline || !remote) {
        return resolve_source(reader, scope, source.url, source.ref);
    }
    if (!record.lock || record.lock->commit.empty() || record.lock->ref != source.ref) {
        return fail(ErrorCode::objects_missing,
                    fmt::format("source {} cannot be resolved offline: the lock does not say which "
                                "commit {} is",
                                quote(source.id),
                                source.ref.empty() ? "the default branch" : quote(source.ref)),
                    "run the command without --offline");
    }
    return resolve_locked(reader, scope, record);
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

/// Digest of the README that is kept, or nothing when there is none or it cannot be read.
std::optional<std::string> details_on_disk(const sys::FileReader& files, const Scope& scope,
                                           const std::string& id) {
    const auto text = files.read(scope.details_of(id));
    return text && *text ? std::optional(readme_hash(**text)) : std::nullopt;
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
    observe::Span span(services.observer, "detect");
    SKILLMEAT_ASSIGN(auto detected, span.watch(detect::detect(tree, {source.root, source.map})));
    span.set("files", static_cast<std::int64_t>(tree.files().size()));
    span.set("artifacts", static_cast<std::int64_t>(detected.items.size()));
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

namespace {

/// One scan before its commit: the source, what it is read with, and what was found so far.
class Scan {
  public:
    Scan(Services& services, const Scope& scope, const SourceRecord& record, const ScanFlags& flags,
         const ReadOptions& options)
        : services_(services),
          scope_(scope),
          record_(record),
          flags_(flags),
          reader_(make_reader(services, options, record.source.transport)) {
        reader_.options.fetch.offline = flags.offline;
    }

    Result<ScannedSource> run();

  private:
    Result<ScannedSource> work();
    Result<bool> find_up_to_date();
    Result<void> open();
    Result<void> check_locked_tree() const;
    void add_details();
    void note_move();

    Services& services_;
    const Scope& scope_;
    const SourceRecord& record_;
    const ScanFlags& flags_;
    Reader reader_;
    ResolvedSource resolved_;
    std::optional<CatalogHeader> on_disk_;
    std::unique_ptr<tree::SourceTree> tree_;  // null until it is needed
    ScannedSource scanned_;
};

Result<void> Scan::open() {
    tell(services_, record_.source.id, "fetching");
    auto opened = open_tree(reader_, resolved_);
    SKILLMEAT_ASSIGN(tree_,
                     flags_.locked ? of_locked_commit(std::move(opened)) : std::move(opened));
    return {};
}

Result<void> Scan::check_locked_tree() const {
    if (!flags_.locked || scanned_.tree == record_.lock->tree) {
        return {};
    }
    return fail(ErrorCode::lock_outdated,
                fmt::format("source {} has tree {} where the lock says {}",
                            quote(record_.source.id), scanned_.tree, record_.lock->tree),
                fmt::format("run `skillmeat source scan {}` to bring the lock up to date",
                            record_.source.id));
}

/// Whether the catalog on disk is the one a scan would make. Opens the tree where only that tells.
Result<bool> Scan::find_up_to_date() {
    const auto& source = record_.source;
    SKILLMEAT_ASSIGN(on_disk_, header_on_disk(services_.files, scope_, source.id));
    const bool may_skip = on_disk_.has_value() && !flags_.force && !flags_.strict_paths;
    if (may_skip && !scanned_.commit.empty() &&
        same_content(*on_disk_, asked_header(source, scanned_.commit, ""))) {
        scanned_.tree = on_disk_->tree;
        scanned_.header = *on_disk_;
        return true;
    }
    SKILLMEAT_TRY(open());
    scanned_.tree = tree_id(*tree_, source.root);
    scanned_.header = asked_header(source, scanned_.commit, scanned_.tree);
    SKILLMEAT_TRY(check_locked_tree());
    return may_skip && *on_disk_ == scanned_.header;
}

void Scan::add_details() {
    const auto& source = record_.source;
    const bool may_lack_text =
        source.import_readme || (flags_.locked && !record_.lock->readme_hash.empty());
    if (!source.import_description && !may_lack_text && !resolved_.api) {
        return;
    }
    tell(services_, source.id, "reading details");
    DetailsRequest request{record_, resolved_, tree_.get(), {}, flags_.locked};
    if (may_lack_text) {
        request.readme_on_disk = details_on_disk(services_.files, scope_, source.id);
    }
    scanned_.details = fetch_details(reader_, request);
}

/// A host knows a repository by its old name for as long as nobody takes it (peers.md, 44).
void Scan::note_move() {
    auto& moved_to = scanned_.details.moved_to;
    moved_to = moved_to.empty() ? resolved_.ref.moved_to : moved_to;
}

Result<ScannedSource> Scan::run() {
    observe::Span span(services_.observer, "source.scan");
    auto scanned = span.watch(work());
    if (span.on()) {
        span.set("source_id", record_.source.id);
        span.set("vcs.repository.url.full", without_credentials(record_.source.url));
    }
    if (span.on() && scanned) {
        span.set("ref", record_.source.ref);
        span.set("commit", scanned->commit);
        span.set("transport", std::string(resolved_.api ? "api" : "git"));
        span.set("up_to_date", scanned->up_to_date);
    }
    return scanned;
}

Result<ScannedSource> Scan::work() {
    const auto& source = record_.source;
    SKILLMEAT_TRY(check_trust(source));
    tell(services_, source.id, "resolving");
    SKILLMEAT_ASSIGN(resolved_, resolve_wanted(reader_, scope_, record_, flags_));
    SKILLMEAT_TRY(check_moved_tag(record_, resolved_, flags_));
    if (!resolved_.ref.note.empty()) {
        services_.diagnostics.report({Severity::note, resolved_.ref.note, {}, ""});
    }
    scanned_.source = source;
    scanned_.started_from = source;
    scanned_.before = record_.lock;
    scanned_.commit = resolved_.ref.commit;
    SKILLMEAT_ASSIGN(scanned_.up_to_date, find_up_to_date());
    if (!scanned_.up_to_date) {
        tell(services_, source.id, "detecting");
        SKILLMEAT_TRY(detect_into(scanned_, services_, *tree_, flags_));
    }
    add_details();
    note_move();
    return std::move(scanned_);
}

}  // namespace

Result<ScannedSource> scan_source(Services& services, const Scope& scope,
                                  const SourceRecord& record, const ScanFlags& flags,
                                  const ReadOptions& options) {
    return Scan(services, scope, record, flags, options).run();
}

Details fetch_details_of_locked(Services& services, const Scope& scope, const SourceRecord& record,
                                const ReadOptions& options) {
    if (!record.lock) {
        return Details{};
    }
    const auto& source = record.source;
    const auto reader = make_reader(services, options, source.transport);
    auto resolved = resolve_locked(reader, scope, record);
    if (!resolved) {
        Details details;
        details.description_status = source.import_description ? "failed" : "";
        details.readme_status = source.import_readme ? "failed" : "";
        details.failure = std::move(resolved).error();
        return details;
    }
    DetailsRequest request{record, *resolved, nullptr,
                           details_on_disk(services.files, scope, source.id), false};
    return fetch_details(reader, request);
}

LockRow make_lock_row(const Source& source, const LockRow* before, const std::string& commit,
                      const std::string& tree, Timestamp now) {
    LockRow row = before != nullptr ? *before : LockRow{};
    drop_details(row, source, commit);
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

void tell_of_details(Services& services, ScopeEdit& edit, const Source& source,
                     const Details& details) {
    if (details.failure) {
        const auto& error = *details.failure;
        edit.workspace.state.at(source.id).last_error =
            LastError{std::string(info(error.code).name), without_credentials(error.message),
                      services.clock.now()};
        services.diagnostics.report(
            {Severity::warning, fmt::format("source {}: {}", quote(source.id), error.message),
             error.origin,
             error.hint.empty() ? "the next `skillmeat source scan` tries again" : error.hint});
    }
    if (!details.moved_to.empty()) {
        services.diagnostics.report(
            {Severity::note,
             fmt::format("source {}: the repository was renamed and is now {}", quote(source.id),
                         quote(details.moved_to)),
             {},
             fmt::format("follow it with `skillmeat source update {} --url {}`", source.id,
                         details.moved_to)});
    }
}

}  // namespace

void apply_details(Services& services, ScopeEdit& edit, const Source& source,
                   const Details& details, bool locked) {
    auto& file = edit.lock_of(source);
    if (const auto* row = file.find(source.id); row != nullptr && !locked) {
        auto after = *row;
        put_details(after, details, services.clock.now());
        lock::put(file, std::move(after));
    }
    if (details.readme_status == "ok") {
        edit.details.push_back({source.id, details.readme});
    } else if (!locked && (details.readme_status == "absent" || !source.import_readme)) {
        edit.drop_details.push_back(source.id);
    }
    tell_of_details(services, edit, source, details);
}

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
    auto& state = edit.workspace.state.at(record.source.id);
    state.last_sync = now;
    state.last_error.reset();
    if (!locked) {
        const LockRow* before = record.lock ? &*record.lock : nullptr;
        lock::put(edit.lock_of(record.source),
                  make_lock_row(record.source, before, scanned.commit, scanned.tree, now));
    }
    apply_details(services, edit, record.source, scanned.details, locked);
    edit.recount.push_back(record.source.id);
    return report;
}

}  // namespace skillmeat::ops
