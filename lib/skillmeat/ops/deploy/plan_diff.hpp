#pragma once

#include <string>

#include <skillmeat/ops/deploy/deploy_artifacts.hpp>

namespace skillmeat::ops {

/// What would change in the files on the disk, as `diff -u` shows it; for people, so bytes of
/// repositories must be made safe before they are shown. Binary files are only named.
[[nodiscard]] Result<std::string> diff_of(Services& services, const Scope& scope,
                                          const DeployPlan& plan);

}  // namespace skillmeat::ops
