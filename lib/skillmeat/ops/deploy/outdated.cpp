#include <skillmeat/ops/deploy/outdated.hpp>

#include <algorithm>
#include <tuple>
#include <utility>

#include <skillmeat/ops/deploy/ledger_rows.hpp>

namespace skillmeat::ops {
namespace {

Result<void> collect(Services& services, const Scope& scope,
                     std::vector<OutdatedDeployment>& found) {
    SKILLMEAT_ASSIGN(const auto workspace,
                     load_workspace(services, scope, LoadOptions{.ledger = true}));
    std::vector<const Deployment*> active;
    SKILLMEAT_ASSIGN(const auto rows, active_rows(services, workspace, {}, {}));
    for (const auto& row : rows) {
        active.push_back(row.row);
    }
    SKILLMEAT_ASSIGN(const auto offers, Offers::load(services, workspace, active));
    SKILLMEAT_ASSIGN(auto views, views_of(services, workspace, active));
    for (std::size_t i = 0; i < active.size(); ++i) {
        const auto offer = offers.of(*active[i]);
        if (offer.state != OfferState::current) {
            const auto* lock =
                offer.source != nullptr && offer.source->lock ? &*offer.source->lock : nullptr;
            found.push_back(
                {std::move(views[i]), offer.state, lock == nullptr ? "" : lock->commit});
        }
    }
    return {};
}

}  // namespace

Result<std::vector<OutdatedDeployment>> list_outdated(Services& services,
                                                      const std::vector<Scope>& scopes) {
    std::vector<OutdatedDeployment> found;
    for (const auto& scope : scopes) {
        SKILLMEAT_TRY(collect(services, scope, found));
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        const auto key = [](const OutdatedDeployment& one) {
            return std::tie(one.view.row.artifact, one.view.row.agent, one.view.row.target,
                            one.view.project_id);
        };
        return key(a) < key(b);
    });
    return found;
}

}  // namespace skillmeat::ops
