#pragma once

#include <memory>
#include <vector>

#include <skillmeat/ops/deploy/change_planner.hpp>
#include <skillmeat/ops/scope_edit.hpp>
#include <skillmeat/sys/confined.hpp>

namespace skillmeat::ops {

/// Where the deployments of a scope may write: the project's root, or `/` for the user.
[[nodiscard]] Result<std::unique_ptr<sys::Confined>> deploy_disk(Services& services,
                                                                 const Scope& scope);

/// `.skillmeat/journal`
[[nodiscard]] sys::Path journal_path(const Scope& scope);

/// Carries out what was planned, inside edit_scope() with the ledgers read (rule R6): backups, then
/// content beside its places under the journal, then one place after the other, then the rows,
/// which edit_scope() commits. A change that fails is taken back, has its error and, unless there
/// was a row before, is recorded as `error`; the others go on. When this returns an error, nothing
/// was changed.
[[nodiscard]] Result<void> apply_changes(Services& services, const Scope& scope, ScopeEdit& edit,
                                         sys::Confined& disk, std::vector<PlannedChange>& changes);

/// Finishes what a run that was killed had begun, or takes it back when no place had changed yet.
/// Call with the scope's lock held. Nothing to do when there is no journal.
[[nodiscard]] Result<void> recover_changes(Services& services, const Scope& scope);

/// The same under a lock of its own: for commands that plan first, on the disk as it will be then.
[[nodiscard]] Result<void> finish_interrupted(Services& services, const Scope& scope);

}  // namespace skillmeat::ops
