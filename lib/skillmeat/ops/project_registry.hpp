#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/ops/scope.hpp>
#include <skillmeat/state/projects.hpp>

namespace skillmeat::ops {

/// Notes a project in the user's registry. A failure is dropped: the registry only serves
/// `--scope all`, and a project must work without a writable home.
void register_project_quietly(Services& services, const Scope& project, std::string_view name);

}  // namespace skillmeat::ops
