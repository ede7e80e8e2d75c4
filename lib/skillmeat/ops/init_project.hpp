#pragma once

#include <string>
#include <vector>

#include <skillmeat/ops/scope.hpp>

namespace skillmeat::ops {

struct InitRequest {
    bool user = false;      ///< makes the user's own manifest, not a project
    std::string directory;  ///< of the project; empty: the working directory. Made when missing.
    std::string name;       ///< of the project; empty: the directory's name
};

struct Initialized {
    Scope scope;                  ///< with the name as written
    std::vector<sys::Path> made;  ///< files that were not there before
};

/// Makes a project: a manifest with a commented example, `.skillmeat/` and its .gitignore; with
/// `user` the user manifest. `already_exists` when there is a manifest of any kind: nothing
/// changes. `invalid_usage` for a directory that can be no project: the user's configuration and
/// `local/` directories.
[[nodiscard]] Result<Initialized> init_project(Services& services, const InitRequest& request);

}  // namespace skillmeat::ops
