#pragma once

#include <string>
#include <vector>

#include <skillmeat/ops/deploy/deploy_desired.hpp>
#include <skillmeat/ops/deploy/ledger_rows.hpp>
#include <skillmeat/settings/settings.hpp>

namespace skillmeat::ops {

/// A deployment of the ledger, to be worked out anew from a commit of its repository.
struct Renewal {
    Deployment row;  ///< as it is to be: url, commit, sha and version say what is read
    bool is_private = false;
    const SourceRecord* source = nullptr;  ///< null: it has left; the row alone tells
    std::string tree;                      ///< git tree id of the source's root; empty: not checked
};

/// What installing each of them again would put where, in their order: at the target that the row
/// has, under the name that it has there. One that cannot be had, or would come to stand elsewhere
/// (an agent's directories are other ones now), is a refusal. Content is read with one fetch for
/// each repository and commit, and checked against its ids.
[[nodiscard]] Result<std::vector<Desired>> renew(Services& services, const Workspace& workspace,
                                                 const settings::Settings& settings,
                                                 const std::vector<Renewal>& renewals,
                                                 bool offline);

}  // namespace skillmeat::ops
