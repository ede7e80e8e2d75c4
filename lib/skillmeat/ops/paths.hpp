#pragma once

#include <optional>

#include <skillmeat/base/result.hpp>
#include <skillmeat/sys/environment.hpp>
#include <skillmeat/sys/filesystem.hpp>

namespace skillmeat::ops {

/// Directories of this user (XDG base directory specification; rule U12). Each is absent when
/// neither its variable nor HOME says where it is: reading a project needs none of them.
struct UserPaths {
    std::optional<sys::Path> config;  ///< skillmeat.toml, ratings.toml, projects.toml
    std::optional<sys::Path> state;   ///< catalogs and state of the user scope
    std::optional<sys::Path> cache;   ///< git objects; disposable
    std::optional<sys::Path> data;    ///< content that deployments point at
};

/// SKILLMEAT_CONFIG_HOME, ..._STATE_HOME, ..._CACHE_HOME, ..._DATA_HOME name the directory itself;
/// else `skillmeat` below the XDG variable, else below its default in HOME. Relative values are
/// ignored, as the specification says.
[[nodiscard]] UserPaths user_paths(const sys::Environment& environment);

/// The path, or an error that names the variables to set.
[[nodiscard]] Result<sys::Path> require(const std::optional<sys::Path>& path, const char* what,
                                        const char* variable);

}  // namespace skillmeat::ops
