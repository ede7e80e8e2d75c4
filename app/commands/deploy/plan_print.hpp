#pragma once

#include <string_view>
#include <vector>

#include <skillmeat/ops/deploy/deploy_artifacts.hpp>

#include <app/context.hpp>
#include <app/print/output.hpp>

namespace skillmeat::app::commands {

/// The deployments of a plan, or of what was done, in the shape of both (rule U5).
[[nodiscard]] print::List deploy_list(const std::vector<ops::DeployItem>& items,
                                      const ops::Scope& scope, std::string_view schema,
                                      bool dry_run);

/// Says on stderr what is worth knowing of each: notes, and the errors of what was refused.
void tell_items(Context& context, const std::vector<ops::DeployItem>& items);

/// The exit code of what was refused; 0 when nothing was.
[[nodiscard]] Outcome deploy_outcome(const std::vector<ops::DeployItem>& items);

/// Shows on stderr, exactly, what agents will run once the items are there, and asks. Nothing to
/// ask when nothing will be run.
[[nodiscard]] Result<void> confirm_commands(Context& context,
                                            const std::vector<ops::DeployItem>& items);

}  // namespace skillmeat::app::commands
