#include <skillmeat/ops/deploy/change_deployments.hpp>

#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/deploy/ledger_rows.hpp>
#include <skillmeat/ops/entries/entries.hpp>
#include <skillmeat/ops/scope_edit.hpp>

namespace skillmeat::ops {
namespace {

constexpr EditOptions with_ledger{.ledger = true};

bool is_prunable(const Deployment& row) {
    return row.status == DeploymentStatus::inactive || row.status == DeploymentStatus::error;
}

/// Whether what changes has to change on the disk.
bool is_on_disk(const Deployment& row, const DeploymentUpdate& wanted) {
    constexpr auto active = DeploymentStatus::active;
    return has_content(row) && (row.status == active || wanted.status == active);
}

Result<void> check_target(const Scope& scope, const std::string& target) {
    const bool absolute = target.starts_with('/');
    if (target.empty() || (is_deployable_path(target) && absolute != scope.is_project)) {
        return {};
    }
    return fail(
        ErrorCode::invalid_value,
        fmt::format("expected {} as the target, found {}",
                    scope.is_project ? "a path below the project's root" : "an absolute path",
                    quote(target)));
}

void set_status(Deployment& row, DeploymentStatus status, Timestamp now) {
    row.status = status;
    if (status == DeploymentStatus::active) {
        row.deployed_at = now;
    }
    if (status != DeploymentStatus::error) {
        row.error.reset();
    }
}

Deployment record_of(const EntryView& found, const LockRow& lock, const NewDeployment& wanted,
                     Timestamp now) {
    const auto& entry = found.entry;
    Deployment row;
    row.artifact = artifact_id(entry.type, entry.path, found.source.id);
    row.url = lock.url;
    row.agent = wanted.agent;
    row.target = wanted.target;
    if (!wanted.version || *wanted.version == shown_version(entry.version, lock.commit)) {
        row.commit = lock.commit;
        row.sha = entry.sha;
        row.version = entry.version;
    } else {
        row.version = *wanted.version;
    }
    set_status(row, wanted.status, now);
    return row;
}

Result<void> check_values(const Deployment& row) {
    if (const auto fault = ledger::check_row(row)) {
        return fail(ErrorCode::invalid_value, fault->message);
    }
    return {};
}

/// The row as it stands in the edit, with its view.
Result<DeploymentView> view_in(Services& services, const ScopeEdit& edit, const Deployment& row) {
    SKILLMEAT_ASSIGN(auto views, views_of(services, edit.workspace, {&row}));
    return std::move(views.front());
}

Result<void> apply_update(Deployment& row, const DeploymentUpdate& wanted, Timestamp now) {
    const bool changes_status = wanted.status && *wanted.status != row.status;
    const bool changes_version =
        wanted.version && *wanted.version != shown_version(row.version, row.commit);
    if ((changes_status || changes_version) && is_on_disk(row, wanted)) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("deployment {} has files of its own: its record changes with them",
                                quote(wanted.id)),
                    "use `skillmeat deploy`, `skillmeat upgrade` or `skillmeat undeploy`");
    }
    if (changes_status) {
        if (!may_become(row.status, *wanted.status)) {
            return fail(ErrorCode::invalid_value,
                        fmt::format("deployment {} is {}: it cannot become {}", quote(wanted.id),
                                    to_string(row.status), to_string(*wanted.status)));
        }
        set_status(row, *wanted.status, now);
    }
    if (changes_version) {
        row.version = *wanted.version;
        row.commit.clear();
        row.sha.clear();
        row.hash.clear();
        row.files.clear();
        row.merged.clear();
    }
    return check_values(row);
}

}  // namespace

Result<DeploymentChange> create_deployment(Services& services, const Scope& scope,
                                           const NewDeployment& wanted) {
    DeploymentChange change;
    SKILLMEAT_TRY(check_target(scope, wanted.target));
    SKILLMEAT_TRY(edit_scope(services, scope, with_ledger, [&](ScopeEdit& edit) -> Result<void> {
        SKILLMEAT_ASSIGN(const auto found, find_entry(services, {scope}, wanted.artifact));
        const auto& record = *edit.workspace.find(found.source.id);
        auto row = record_of(found, *record.lock, wanted, services.clock.now());
        SKILLMEAT_TRY(check_values(row));
        auto& ledger = edit.ledger_of(record.source);
        const auto id = deployment_id(row);
        if (ledger.find(id) != nullptr) {
            return fail(ErrorCode::already_exists,
                        fmt::format("there is a deployment of {} for this agent and target: {}",
                                    quote(row.artifact), quote(id)),
                        fmt::format("change it with `skillmeat deployment update {}`", id));
        }
        ledger::put(ledger, std::move(row));
        SKILLMEAT_ASSIGN(change.view, view_in(services, edit, *ledger.find(id)));
        return {};
    }));
    change.changed = true;
    return change;
}

Result<DeploymentChange> update_deployment(Services& services, const Scope& scope,
                                           const DeploymentUpdate& wanted) {
    DeploymentChange change;
    SKILLMEAT_TRY(edit_scope(services, scope, with_ledger, [&](ScopeEdit& edit) -> Result<void> {
        for (auto* ledger : {&edit.workspace.shared_ledger, &edit.workspace.local_ledger}) {
            if (auto* row = ledger->find(wanted.id)) {
                const auto before = *row;
                SKILLMEAT_TRY(apply_update(*row, wanted, services.clock.now()));
                change.changed = !(*row == before);
                SKILLMEAT_ASSIGN(change.view, view_in(services, edit, *row));
                return {};
            }
        }
        return fail(no_deployment(wanted.id, {edit.workspace.scope}));
    }));
    return change;
}

Result<std::vector<DeploymentView>> prune_deployments(Services& services, const Scope& scope,
                                                      bool dry_run) {
    std::vector<DeploymentView> dropped;
    auto options = with_ledger;
    options.dry_run = dry_run;
    SKILLMEAT_TRY(edit_scope(services, scope, options, [&](ScopeEdit& edit) -> Result<void> {
        std::vector<const Deployment*> rows;
        for (const auto* ledger : {&edit.workspace.shared_ledger, &edit.workspace.local_ledger}) {
            for (const auto& row : ledger->rows) {
                if (is_prunable(row)) {
                    rows.push_back(&row);
                }
            }
        }
        SKILLMEAT_ASSIGN(dropped, views_of(services, edit.workspace, rows));
        for (auto* ledger : {&edit.workspace.shared_ledger, &edit.workspace.local_ledger}) {
            std::erase_if(ledger->rows, is_prunable);
        }
        return {};
    }));
    return dropped;
}

}  // namespace skillmeat::ops
