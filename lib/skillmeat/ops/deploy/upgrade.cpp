#include <skillmeat/ops/deploy/upgrade.hpp>

#include <optional>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/ops/deploy/apply_changes.hpp>
#include <skillmeat/ops/deploy/local_edits.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/sources/renewal.hpp>

namespace skillmeat::ops {
namespace {

Renewal renewal_of(const LedgerRow& known, const Offer& offer) {
    Renewal renewal;
    renewal.row = *known.row;
    renewal.is_private = known.is_private;
    renewal.source = offer.source;
    const auto& lock = *offer.source->lock;
    renewal.row.url = lock.url;
    renewal.row.commit = lock.commit;
    renewal.row.sha = offer.entry.sha;
    renewal.row.version = offer.entry.version;
    renewal.tree = lock.tree;
    return renewal;
}

std::optional<Error> refusal_of(const LedgerRow& known, const Offer& offer) {
    const auto& record = *offer.source;
    if (record.source.trust == Trust::signed_ && record.lock->trust_level != "signed") {
        return Error{ErrorCode::trust_refused,
                     fmt::format("{} needs a signed source, and {} is {} ({})",
                                 quote(known.row->artifact), quote(record.source.id),
                                 record.lock->trust_level, record.lock->trust_reason),
                     {},
                     {},
                     ""};
    }
    if (!has_content(*known.row)) {
        return Error{ErrorCode::not_deployable,
                     fmt::format("{} was recorded by hand: nothing tells which files it has",
                                 quote(known.row->artifact)),
                     {},
                     {},
                     fmt::format("say its version with `skillmeat deployment update {} --version`",
                                 deployment_id(*known.row))};
    }
    return std::nullopt;
}

class Upgrading {
  public:
    Upgrading(Services& services, const Workspace& workspace, const settings::Settings& settings,
              const UpgradeRequest& request)
        : services_(services), workspace_(workspace), settings_(settings), request_(request) {}

    Result<std::vector<Desired>> desired(const std::vector<LedgerRow>& rows, UpgradePlan& upgrade) {
        std::vector<const Deployment*> deployments;
        for (const auto& row : rows) {
            deployments.push_back(row.row);
        }
        SKILLMEAT_ASSIGN(const auto offers, Offers::load(services_, workspace_, deployments));
        std::vector<Renewal> renewals;
        std::vector<LedgerRow> renewed;
        std::vector<std::optional<Error>> refusals;
        for (const auto& row : rows) {
            const auto offer = offers.of(*row.row);
            if (offer.state != OfferState::newer) {
                upgrade.passed_over.push_back({*row.row, offer.state});
                continue;
            }
            renewals.push_back(renewal_of(row, offer));
            renewed.push_back(row);
            refusals.push_back(refusal_of(row, offer));
            upgrade.plan.commits[offer.source->source.id] = offer.source->lock->commit;
        }
        SKILLMEAT_ASSIGN(auto desired,
                         renew(services_, workspace_, settings_, renewals, request_.offline));
        for (std::size_t i = 0; i < desired.size(); ++i) {
            if (refusals[i]) {
                desired[i].refusal = refusals[i];
            }
        }
        if (request_.merge) {
            SKILLMEAT_TRY(merge(renewed, renewals, desired, upgrade));
        }
        return desired;
    }

  private:
    /// Only where people changed something is the old version read.
    Result<void> merge(const std::vector<LedgerRow>& rows, const std::vector<Renewal>& renewals,
                       std::vector<Desired>& desired, UpgradePlan& upgrade) {
        SKILLMEAT_ASSIGN(const auto disk, deploy_disk(services_, workspace_.scope));
        std::vector<Renewal> changed;
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto& row = *rows[i].row;
            if (desired[i].refusal || row.mode == DeployMode::symlink) {
                continue;
            }
            SKILLMEAT_ASSIGN(const bool edited, has_local_edits(*disk, row));
            if (edited) {
                changed.push_back({row, rows[i].is_private, renewals[i].source, ""});
                places.push_back(i);
            }
        }
        if (changed.empty()) {
            return {};
        }
        SKILLMEAT_ASSIGN(const auto before,
                         renew(services_, workspace_, settings_, changed, request_.offline));
        for (std::size_t i = 0; i < changed.size(); ++i) {
            SKILLMEAT_ASSIGN(const auto merged, merge_local_edits(services_, *disk, changed[i].row,
                                                                  before[i], desired[places[i]]));
            upgrade.conflicts += merged.conflicts;
        }
        return {};
    }

    Services& services_;
    const Workspace& workspace_;
    const settings::Settings& settings_;
    const UpgradeRequest& request_;
};

}  // namespace

Result<UpgradePlan> plan_upgrade(Services& services, const Scope& scope,
                                 const UpgradeRequest& request) {
    LoadOptions load;
    load.ledger = true;
    SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope, load));
    SKILLMEAT_ASSIGN(const auto settings, effective_settings(services, workspace));
    SKILLMEAT_ASSIGN(const auto rows,
                     active_rows(services, workspace, request.artifacts, request.agents));
    UpgradePlan upgrade;
    SKILLMEAT_ASSIGN(auto desired,
                     Upgrading(services, workspace, settings, request).desired(rows, upgrade));
    auto commits = std::move(upgrade.plan.commits);
    SKILLMEAT_ASSIGN(upgrade.plan,
                     plan_changes(services, scope, std::move(desired), {request.force, false}));
    upgrade.plan.commits = std::move(commits);
    return upgrade;
}

}  // namespace skillmeat::ops
