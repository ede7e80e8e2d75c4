#include <skillmeat/ops/deploy/deploy_locked.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/settings_merge.hpp>
#include <skillmeat/ops/deploy/offers.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/sources/renewal.hpp>

namespace skillmeat::ops {
namespace {

std::vector<MergedValue> own_values(const std::vector<MergedValue>& merged) {
    std::vector<MergedValue> values;
    for (const auto& value : merged) {
        if (!deploy::is_container(value)) {
            values.push_back(value);
        }
    }
    return values;
}

/// The first thing that would not be as the row says; empty when all would be.
std::string difference(const Deployment& row, const Desired& desired) {
    if (!row.hash.empty() && row.hash != desired.row.hash) {
        return "its content at that commit has another hash";
    }
    for (const auto& file : row.files) {
        if (std::find(desired.row.files.begin(), desired.row.files.end(), file) ==
            desired.row.files.end()) {
            return fmt::format("{} would not be there, or be another file", quote(file.path));
        }
    }
    if (row.files.size() != desired.row.files.size()) {
        return "it would have more files";
    }
    const auto values = own_values(row.merged);
    if (!std::is_permutation(values.begin(), values.end(), desired.values.begin(),
                             desired.values.end())) {
        return "it would put other values into settings files";
    }
    return {};
}

}  // namespace

Result<DeployPlan> plan_recorded(Services& services, const Scope& scope, const Workspace& workspace,
                                 const std::vector<const Deployment*>& rows, bool offline,
                                 bool force) {
    SKILLMEAT_ASSIGN(const auto settings, effective_settings(services, workspace));
    std::vector<Renewal> renewals;
    for (const auto* row : rows) {
        const auto& private_rows = workspace.local_ledger.rows;
        const bool is_private = std::any_of(private_rows.begin(), private_rows.end(),
                                            [row](const auto& other) { return &other == row; });
        renewals.push_back({*row, is_private, source_of(workspace, *row), ""});
    }
    SKILLMEAT_ASSIGN(auto desired, renew(services, workspace, settings, renewals, offline));
    for (std::size_t i = 0; i < desired.size(); ++i) {
        const auto& row = *rows[i];
        if (!has_content(row)) {
            desired[i].refusal = not_reproducible(row, "it was recorded by hand", "");
        } else if (desired[i].refusal) {
            desired[i].refusal =
                not_reproducible(row, desired[i].refusal->message, desired[i].refusal->hint);
        } else if (const auto what = difference(row, desired[i]); !what.empty()) {
            desired[i].refusal = not_reproducible(
                row, what, "deploy it again with `skillmeat deploy`, and commit the ledger");
        }
    }
    return plan_changes(services, scope, std::move(desired), {force, true});
}

Result<DeployPlan> plan_locked(Services& services, const Scope& scope,
                               const LockedRequest& request) {
    LoadOptions load;
    load.ledger = true;
    SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope, load));
    SKILLMEAT_ASSIGN(const auto chosen,
                     active_rows(services, workspace, request.artifacts, request.agents));
    std::vector<const Deployment*> rows;
    for (const auto& row : chosen) {
        rows.push_back(row.row);
    }
    return plan_recorded(services, scope, workspace, rows, request.offline, false);
}

}  // namespace skillmeat::ops
