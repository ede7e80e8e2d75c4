#pragma once

#include <string>
#include <vector>

#include <skillmeat/model/artifact_ref.hpp>
#include <skillmeat/model/deployment.hpp>
#include <skillmeat/ops/workspace.hpp>

namespace skillmeat::ops {

/// A row of one of a workspace's two ledgers, which outlives it.
struct LedgerRow {
    const Deployment* row = nullptr;
    bool is_private = false;
};

/// All rows, by artifact, agent, target.
[[nodiscard]] std::vector<LedgerRow> ledger_rows(const Workspace& workspace);

/// Ids that may stand behind the `@` of a reference: of sources, and of those that left.
[[nodiscard]] std::vector<std::string> referable_sources(const Workspace& workspace,
                                                         const std::vector<LedgerRow>& rows);

/// Whether a reference means the row's artifact. Its name is no part of the row: what the path
/// tells is taken for it.
[[nodiscard]] bool fits(const ArtifactRef& reference, const Deployment& row);

/// The rows a word of the command line means: the one with that id, or all of the one artifact that
/// REF names, which need not be in any catalog any more. `ambiguous_reference` for several
/// artifacts; none when nothing fits.
[[nodiscard]] Result<std::vector<LedgerRow>> rows_named(Services& services,
                                                        const Workspace& workspace,
                                                        const std::vector<LedgerRow>& rows,
                                                        const std::string& text);

/// The active rows that a command means: of the artifacts named (REFs, or ids of deployments), for
/// the agents named, none of either meaning all. `artifact_not_found` for a name without a row.
[[nodiscard]] Result<std::vector<LedgerRow>> active_rows(Services& services,
                                                         const Workspace& workspace,
                                                         const std::vector<std::string>& artifacts,
                                                         const std::vector<std::string>& agents);

/// Whether a row tells what was put on the disk, as one recorded by hand does not.
[[nodiscard]] bool has_content(const Deployment& row);

/// `not_reproducible`: what a row says cannot be put on the disk.
[[nodiscard]] Error not_reproducible(const Deployment& row, const std::string& why,
                                     std::string hint);

}  // namespace skillmeat::ops
