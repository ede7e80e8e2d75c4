#pragma once

#include <optional>

#include <skillmeat/ops/paths.hpp>
#include <skillmeat/ops/scope.hpp>

namespace skillmeat::ops {

struct PathsInUse {
    UserPaths user;
    std::optional<Scope> scope;  ///< none: no project here, and no place for the user scope
};

/// Where files are or would be; nothing needs to exist. Without HOME what depends on it is absent;
/// a project that was asked for and is not there is an error.
[[nodiscard]] Result<PathsInUse> paths_in_use(Services& services, const ScopeRequest& request);

}  // namespace skillmeat::ops
