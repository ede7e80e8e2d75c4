#include <skillmeat/ops/sources/change_source.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/manifest/edit.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/model/source_id.hpp>
#include <skillmeat/ops/collections/edit_collections.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/sources/source_address.hpp>

namespace skillmeat::ops {
namespace {

/// The lock row follows the manifest in what it repeats; commit and tree stay.
void follow_in_lock(ScopeEdit& edit, const Source& source, Timestamp now) {
    auto& file = edit.lock_of(source);
    if (const auto* row = file.find(source.id)) {
        const LockRow before = *row;
        auto after = make_lock_row(source, &before, before.commit, before.tree, now);
        // Until it is scanned again, the row tells what the commit was resolved from.
        after.url = before.url;
        after.ref = before.ref;
        after.root = before.root;
        if (!(after == before)) {
            lock::put(file, std::move(after));
        }
    }
}

bool is_of_source(const Deployment& row, std::string_view id) {
    const auto artifact = parse_artifact_id(row.artifact);
    return artifact && equals_ignoring_case(artifact->source_id, id);
}

/// Takes a source's deployments from one ledger to the other.
void move_deployments(ledger::Ledger& from, ledger::Ledger& to, const std::string& id) {
    for (const auto& row : from.rows) {
        if (is_of_source(row, id)) {
            ledger::put(to, row);
        }
    }
    std::erase_if(from.rows, [&](const auto& row) { return is_of_source(row, id); });
}

/// Takes a source's rows from one pair of files to the other. A kill between left it in both: then
/// the receiving copy is the older one and gives way.
Result<void> move_between_files(ScopeEdit& edit, const std::string& id, bool to_private) {
    auto& from = to_private ? edit.manifest : edit.local_manifest;
    auto& to = to_private ? edit.local_manifest : edit.manifest;
    auto& from_lock = to_private ? edit.workspace.shared_lock : edit.workspace.local_lock;
    auto& to_lock = to_private ? edit.workspace.local_lock : edit.workspace.shared_lock;
    static_cast<void>(manifest::remove_source(to, id));
    SKILLMEAT_TRY(manifest::move_source(from, to, id));
    if (const auto* row = from_lock.find(id)) {
        lock::put(to_lock, *row);
        lock::erase(from_lock, id);
    }
    auto& workspace = edit.workspace;
    move_deployments(to_private ? workspace.shared_ledger : workspace.local_ledger,
                     to_private ? workspace.local_ledger : workspace.shared_ledger, id);
    edit.order = to_private ? CommitOrder::to_private : CommitOrder::to_public;
    return {};
}

bool stands_in(const manifest::Manifest& manifest, std::string_view id) {
    const auto& sources = manifest.sources;
    return std::any_of(sources.begin(), sources.end(),
                       [&](const auto& source) { return equals_ignoring_case(source.id, id); });
}

/// Removes the public rows of a private source, which a killed run left behind.
Result<void> remove_public_twin(ScopeEdit& edit, const std::string& id) {
    if (stands_in(edit.workspace.local, id) && stands_in(edit.workspace.shared, id)) {
        SKILLMEAT_TRY(manifest::remove_source(edit.manifest, id));
        lock::erase(edit.workspace.shared_lock, id);
        move_deployments(edit.workspace.shared_ledger, edit.workspace.local_ledger, id);
        edit.order = CommitOrder::to_private;
    }
    return {};
}

/// What REPO says of ref and root counts like the flags, which come after it.
Result<void> apply_address(Services& services, const Scope& scope, const UpdateRequest& request,
                           Source& source) {
    SKILLMEAT_ASSIGN(const auto argument, read_address(services, *request.url, source.transport));
    source.url = argument.url.text;
    source.ref = argument.ref.empty() ? source.ref : argument.ref;
    source.root = argument.subpath.empty() ? source.root : argument.subpath;
    if (argument.url.kind == GitUrl::Kind::path) {
        return place_local(services, scope, source, request.visibility.has_value());
    }
    return {};
}

Result<Source> apply_request(Services& services, const Scope& scope, Source source,
                             const UpdateRequest& request) {
    source.transport = request.transport ? request.transport : source.transport;
    if (request.url) {
        SKILLMEAT_TRY(apply_address(services, scope, request, source));
    }
    source.ref = request.ref.value_or(source.ref);
    source.root = request.root.value_or(source.root);
    source.map = request.map.value_or(source.map);
    source.tags = request.tags.value_or(source.tags);
    source.trust = request.trust.value_or(source.trust);
    source.visibility = request.visibility.value_or(source.visibility);
    source.description = request.description.value_or(source.description);
    source.import_description = request.import_description.value_or(source.import_description);
    source.import_readme = request.import_readme.value_or(source.import_readme);
    source.min_confidence = request.min_confidence.value_or(source.min_confidence);
    SKILLMEAT_TRY(manifest::check_source(source));
    SKILLMEAT_TRY(check_transport(services, source));
    return source;
}

bool needs_scan(const Source& before, const Source& after) {
    return before.url != after.url || before.ref != after.ref || before.root != after.root ||
           before.map != after.map;
}

/// In memory, so that a trust level that cannot be reached is refused before it is written.
Result<std::optional<ScannedSource>> scan_if_needed(Services& services, const Workspace& workspace,
                                                    const SourceRecord& record, const Source& after,
                                                    const UpdateRequest& request) {
    const bool stricter = after.trust == Trust::signed_ && record.source.trust != after.trust;
    if (!request.scan || !(needs_scan(record.source, after) || stricter)) {
        return std::nullopt;
    }
    SKILLMEAT_ASSIGN(const auto settings, effective_settings(services, workspace));
    ScanFlags flags;
    flags.force = true;
    flags.strict_paths = request.root.has_value() || request.map.has_value();
    SKILLMEAT_ASSIGN(auto scanned, scan_source(services, workspace.scope,
                                               SourceRecord{after, record.lock, record.state},
                                               flags, read_options(settings)));
    scanned.started_from = record.source;
    return scanned;
}

/// Details that are turned on are fetched now, where a scan does not do so anyway. A source that
/// was never scanned gets them with its first scan.
Result<Details> fetch_if_turned_on(Services& services, const Workspace& workspace,
                                   const SourceRecord& record, const Source& after,
                                   const UpdateRequest& request) {
    const auto& before = record.source;
    const bool turned_on = (after.import_description && !before.import_description) ||
                           (after.import_readme && !before.import_readme);
    if (!request.scan || !turned_on) {
        return Details{};
    }
    SKILLMEAT_ASSIGN(const auto settings, effective_settings(services, workspace));
    return fetch_details_of_locked(services, workspace.scope,
                                   SourceRecord{after, record.lock, record.state},
                                   read_options(settings));
}

/// What an update brought from elsewhere before the files were opened.
struct Brought {
    std::optional<ScannedSource> scanned;
    Details details;  ///< of an update that scans nothing
};

Result<void> apply_update(Services& services, ScopeEdit& edit, const Source& after,
                          const UpdateRequest& request, const Brought& brought, Changed& result) {
    SKILLMEAT_ASSIGN(const auto* record, find_source(edit.workspace, after.id));
    const auto before = record->source;
    // Not the key decides, but the file: `private` written by hand stands in the public one.
    const bool wants_private = after.visibility == Visibility::private_;
    const bool moves = stands_in(edit.workspace.local, after.id) != wants_private;
    if (moves) {
        SKILLMEAT_TRY(move_between_files(edit, after.id, wants_private));
        result.changed = true;
    } else {
        SKILLMEAT_TRY(remove_public_twin(edit, after.id));
    }
    if (wants_private && (moves || request.visibility)) {
        SKILLMEAT_ASSIGN(
            const bool taken,
            take_out_of_public_collections(services, edit, after.id, request.leave_collections));
        result.changed = result.changed || taken;
    }
    if (!(before == after)) {
        SKILLMEAT_TRY(manifest::update_source(edit.document_of(after), after));
        result.changed = true;
    }
    follow_in_lock(edit, after, services.clock.now());
    if (brought.scanned) {
        SKILLMEAT_ASSIGN(result.scan, apply_scan(services, edit, *brought.scanned, false));
        return {};
    }
    apply_details(services, edit, after, brought.details);
    if (before.min_confidence != after.min_confidence) {
        edit.recount.push_back(after.id);
    }
    return {};
}

/// What would stand there after a dry run; nothing of it is on disk.
Result<SourceView> planned_view(Services& services, const Workspace& workspace, SourceRecord record,
                                const Source& after, const Changed& result) {
    record.source = after;
    SKILLMEAT_ASSIGN(auto view, view_of(services, workspace, record));
    if (result.scan) {
        view.counts = result.scan->counts;
        view.incomplete = false;
    }
    return view;
}

Result<Changed> update(Services& services, const Scope& scope, const UpdateRequest& request) {
    LoadOptions load;
    load.allow_private_in_shared = request.visibility.has_value();
    SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope, load));
    SKILLMEAT_TRY(require_current_schema(workspace));
    SKILLMEAT_ASSIGN(const auto* record, find_source(workspace, request.source));
    SKILLMEAT_ASSIGN(const auto after, apply_request(services, scope, record->source, request));
    SKILLMEAT_TRY(check_address_free(workspace, after));
    Brought brought;
    SKILLMEAT_ASSIGN(brought.scanned, scan_if_needed(services, workspace, *record, after, request));
    if (!brought.scanned) {
        SKILLMEAT_ASSIGN(brought.details,
                         fetch_if_turned_on(services, workspace, *record, after, request));
    }
    Changed result;
    EditOptions options;
    options.dry_run = request.dry_run;
    options.allow_private_in_shared = load.allow_private_in_shared;
    options.ledger = true;
    SKILLMEAT_TRY(edit_scope(services, scope, options, [&](ScopeEdit& edit) {
        return apply_update(services, edit, after, request, brought, result);
    }));
    if (request.dry_run) {
        SKILLMEAT_ASSIGN(result.view, planned_view(services, workspace, *record, after, result));
    } else {
        SKILLMEAT_ASSIGN(result.view, view_now(services, scope, after.id));
    }
    return result;
}

}  // namespace

Result<Changed> update_source(Services& services, const Scope& scope,
                              const UpdateRequest& request) {
    observe::Span span(services.observer, "source.update");
    span.set("source_id", request.source);
    return span.watch(update(services, scope, request));
}

namespace {

/// Active deployments of a source, in both ledgers.
std::size_t count_active(const Workspace& workspace, const std::string& id) {
    std::size_t count = 0;
    for (const auto* ledger : {&workspace.shared_ledger, &workspace.local_ledger}) {
        count += static_cast<std::size_t>(
            std::count_if(ledger->rows.begin(), ledger->rows.end(), [&](const auto& row) {
                return row.status == DeploymentStatus::active && is_of_source(row, id);
            }));
    }
    return count;
}

Result<void> check_removable(const Workspace& workspace, const std::string& id) {
    const auto active = count_active(workspace, id);
    if (active == 0) {
        return {};
    }
    return fail(ErrorCode::confirmation_required,
                fmt::format("{} has {}, which would stay where they are", quote(id),
                            counted(active, "active deployment")),
                "add --yes to go on, or take them away first with `skillmeat undeploy`");
}

}  // namespace

Result<SourceView> remove_source(Services& services, const Scope& scope,
                                 const RemoveRequest& request) {
    observe::Span span(services.observer, "source.remove");
    span.set("source_id", request.source);
    SourceView view;
    EditOptions options;
    options.dry_run = request.dry_run;
    options.ledger = true;
    SKILLMEAT_TRY(edit_scope(services, scope, options, [&](ScopeEdit& edit) -> Result<void> {
        SKILLMEAT_ASSIGN(const auto* record, find_source(edit.workspace, request.source));
        SKILLMEAT_ASSIGN(view, view_of(services, edit.workspace, *record));
        const auto& id = view.record.source.id;
        if (!request.leave_deployments) {
            SKILLMEAT_TRY(check_removable(edit.workspace, id));
        }
        SKILLMEAT_TRY(remove_public_twin(edit, id));
        SKILLMEAT_TRY(manifest::remove_source(edit.document_of(view.record.source), id));
        lock::erase(edit.lock_of(view.record.source), id);
        edit.forget.push_back(id);
        edit.order = CommitOrder::removal;
        return {};
    }));
    return view;
}

namespace {

bool has_tag(const std::vector<std::string>& tags, std::string_view tag) {
    return std::any_of(tags.begin(), tags.end(),
                       [&](const auto& other) { return equals_ignoring_case(other, tag); });
}

std::vector<std::string> edited_tags(const Source& source, TagEdit edit,
                                     const std::vector<std::string>& tags, Changed& result) {
    auto after = edit == TagEdit::set ? std::vector<std::string>{} : source.tags;
    for (const auto& tag : tags) {
        const bool there = has_tag(after, tag);
        if (edit == TagEdit::remove && there) {
            std::erase_if(after,
                          [&](const auto& other) { return equals_ignoring_case(other, tag); });
        } else if (edit == TagEdit::remove) {
            result.said.push_back(fmt::format("{} has no tag {}", quote(source.id), quote(tag)));
        } else if (!there) {
            after.push_back(tag);
        } else if (edit == TagEdit::add) {
            result.said.push_back(
                fmt::format("{} has tag {} already", quote(source.id), quote(tag)));
        }
    }
    return after;
}

}  // namespace

Result<Changed> edit_tags(Services& services, const Scope& scope, const std::string& source,
                          TagEdit edit_kind, const std::vector<std::string>& tags) {
    for (const auto& tag : tags) {
        SKILLMEAT_TRY(check_tag(tag));
    }
    observe::Span span(services.observer, "source.tag");
    span.set("source_id", source);
    span.set("tags", tags);
    Changed result;
    std::string id;
    SKILLMEAT_TRY(edit_scope(services, scope, {}, [&](ScopeEdit& edit) -> Result<void> {
        SKILLMEAT_ASSIGN(const auto* record, find_source(edit.workspace, source));
        auto after = record->source;
        id = after.id;
        after.tags = edited_tags(record->source, edit_kind, tags, result);
        SKILLMEAT_TRY(manifest::check_source(after));
        if (after.tags != record->source.tags) {
            result.changed = true;
            SKILLMEAT_TRY(manifest::update_source(edit.document_of(after), after));
            follow_in_lock(edit, after, services.clock.now());
        }
        return {};
    }));
    SKILLMEAT_ASSIGN(result.view, view_now(services, scope, id));
    return result;
}

}  // namespace skillmeat::ops
