#include <skillmeat/ops/deploy/deploy_artifacts.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/deploy/apply_changes.hpp>
#include <skillmeat/ops/deploy/content_store.hpp>
#include <skillmeat/ops/deploy/deploy_request.hpp>
#include <skillmeat/ops/deploy/ledger_rows.hpp>
#include <skillmeat/ops/deploy/plan_install.hpp>

namespace skillmeat::ops {
namespace {

struct LoadedLedgers {
    const ledger::Ledger& shared;
    const ledger::Ledger& local;

    [[nodiscard]] const Deployment* find(const std::string& id) const {
        const auto* row = shared.find(id);
        return row != nullptr ? row : local.find(id);
    }
};

/// Updates come first: what they bring up to date may be shared by what is new.
std::vector<std::size_t> planning_order(const std::vector<Desired>& desired,
                                        const LoadedLedgers& ledgers) {
    std::vector<std::size_t> order(desired.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_partition(order.begin(), order.end(), [&](std::size_t i) {
        const auto* row = ledgers.find(deployment_id(desired[i].row));
        return row != nullptr && row->status == DeploymentStatus::active;
    });
    return order;
}

/// When rows stay as they are, whatever hinders means that they cannot be reproduced.
void keep_row(PlannedChange& change, const Deployment& row) {
    change.row = row;
    if (change.error && change.error->code != ErrorCode::not_reproducible) {
        const bool changed = change.error->code == ErrorCode::locally_modified;
        change.error = not_reproducible(
            row, change.error->message,
            changed ? "put it back with `skillmeat verify --fix`" : change.error->hint);
    }
}

std::vector<PlannedChange> work_out(Services& services, const sys::Confined& disk,
                                    const LoadedLedgers& ledgers,
                                    const std::vector<Desired>& desired,
                                    const ChangeOptions& options) {
    std::vector<const Deployment*> wanted;
    for (const auto& one : desired) {
        if (!one.refusal) {
            wanted.push_back(&one.row);
        }
    }
    ChangePlanner planner(disk, ledgers.shared, ledgers.local, wanted,
                          {services.clock.now(), options.force, store_directory(services)});
    std::vector<PlannedChange> changes(desired.size());
    for (const auto i : planning_order(desired, ledgers)) {
        changes[i] = plan_install(planner, desired[i]);
        if (const auto* row = ledgers.find(deployment_id(desired[i].row));
            options.keep_rows && row != nullptr) {
            keep_row(changes[i], *row);
        }
    }
    return changes;
}

std::vector<DeployItem> items_of(std::vector<PlannedChange> changes,
                                 const std::vector<Desired>& desired) {
    std::vector<DeployItem> items;
    for (std::size_t i = 0; i < desired.size(); ++i) {
        items.push_back(
            {std::move(changes[i]), desired[i].commands, desired[i].notes, desired[i].is_skipped});
    }
    return items;
}

Result<void> check_sources(const Workspace& workspace, const DeployPlan& plan) {
    for (const auto& [id, commit] : plan.commits) {
        const auto* record = workspace.find(id);
        if (record == nullptr || !record->lock || record->lock->commit != commit) {
            return fail(ErrorCode::concurrent_change,
                        fmt::format("source {} changed while the command worked", quote(id)),
                        "run the command again");
        }
    }
    return {};
}

/// Links point into the store, so their content must be there first. It is named by its hash: one
/// that no link comes to point at is only more cache.
Result<void> fill_store(Services& services, const std::vector<PlannedChange>& changes,
                        const std::vector<Desired>& desired) {
    for (std::size_t i = 0; i < desired.size(); ++i) {
        const bool needed = changes[i].row.mode == DeployMode::symlink &&
                            changes[i].action != DeployAction::refused;
        for (const auto& part : desired[i].parts) {
            if (needed) {
                SKILLMEAT_TRY(put_in_store(services, *part.contents));
            }
        }
    }
    return {};
}

}  // namespace

Result<DeployPlan> plan_changes(Services& services, const Scope& scope,
                                std::vector<Desired> desired, const ChangeOptions& options) {
    LoadOptions load;
    load.ledger = true;
    SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope, load));
    SKILLMEAT_ASSIGN(const auto disk, deploy_disk(services, scope));
    DeployPlan plan;
    plan.desired = std::move(desired);
    plan.force = options.force;
    plan.keep_rows = options.keep_rows;
    plan.items =
        items_of(work_out(services, *disk, {workspace.shared_ledger, workspace.local_ledger},
                          plan.desired, options),
                 plan.desired);
    return plan;
}

Result<DeployPlan> plan_deploy(Services& services, const Scope& scope,
                               const DeployRequest& request) {
    SKILLMEAT_ASSIGN(auto gathered, gather_desired(services, scope, request));
    SKILLMEAT_ASSIGN(auto plan, plan_changes(services, scope, std::move(gathered.desired), {}));
    plan.commits = std::move(gathered.commits);
    return plan;
}

Result<std::vector<DeployItem>> apply_plan(Services& services, const Scope& scope,
                                           const DeployPlan& plan) {
    SKILLMEAT_ASSIGN(const auto disk, deploy_disk(services, scope));
    std::vector<PlannedChange> changes;
    EditOptions options;
    options.ledger = true;
    SKILLMEAT_TRY(edit_scope(services, scope, options, [&](ScopeEdit& edit) -> Result<void> {
        const auto& workspace = edit.workspace;
        SKILLMEAT_TRY(check_sources(workspace, plan));
        changes = work_out(services, *disk, {workspace.shared_ledger, workspace.local_ledger},
                           plan.desired, {plan.force, plan.keep_rows});
        SKILLMEAT_TRY(fill_store(services, changes, plan.desired));
        return apply_changes(services, scope, edit, *disk, changes);
    }));
    return items_of(std::move(changes), plan.desired);
}

}  // namespace skillmeat::ops
