#pragma once

#include <vector>

#include <skillmeat/ops/deploy/change_planner.hpp>

namespace skillmeat::ops {

/// Takes a deployment away: its files that are as they were written and that no other active
/// deployment has, its values, and what was made for it and holds nothing then. What was made and
/// is needed by others is handed on to one of them. Refused (`locally_modified`, naming what was
/// changed by hand) unless the planner may use force. A row that is not active is `unchanged`.
[[nodiscard]] PlannedChange plan_removal(ChangePlanner& planner, const Deployment& row,
                                         bool is_private);

// Shared with plan_install(), which takes away what a new version does not have.

[[nodiscard]] Result<void> take_file(const ChangePlanner& planner, ChangePlanner::Work& work,
                                     const DeployedFile& file);
[[nodiscard]] Result<void> take_value(const ChangePlanner& planner, ChangePlanner::Work& work,
                                      const MergedValue& value);
/// Folders of files that are gone, the deepest first, as far as they were made for the deployment
/// and no file that stays lies in them.
void drop_folders(ChangePlanner::Work& work, const std::vector<DeployedFile>& gone,
                  const std::vector<DeployedFile>& staying);

}  // namespace skillmeat::ops
