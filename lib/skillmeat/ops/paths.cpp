#include <skillmeat/ops/paths.hpp>

#include <fmt/format.h>

namespace skillmeat::ops {
namespace {

std::optional<sys::Path> absolute_variable(const sys::Environment& environment, const char* name) {
    const auto value = environment.get(name);
    if (!value || value->front() != '/') {
        return std::nullopt;
    }
    return sys::Path(*value);
}

std::optional<sys::Path> directory(const sys::Environment& environment, const char* own,
                                   const char* xdg, const char* below_home) {
    if (auto path = absolute_variable(environment, own)) {
        return path;
    }
    if (auto path = absolute_variable(environment, xdg)) {
        return *path / "skillmeat";
    }
    if (auto home = absolute_variable(environment, "HOME")) {
        return *home / below_home / "skillmeat";
    }
    return std::nullopt;
}

}  // namespace

UserPaths user_paths(const sys::Environment& environment) {
    return UserPaths{
        directory(environment, "SKILLMEAT_CONFIG_HOME", "XDG_CONFIG_HOME", ".config"),
        directory(environment, "SKILLMEAT_STATE_HOME", "XDG_STATE_HOME", ".local/state"),
        directory(environment, "SKILLMEAT_CACHE_HOME", "XDG_CACHE_HOME", ".cache"),
        directory(environment, "SKILLMEAT_DATA_HOME", "XDG_DATA_HOME", ".local/share"),
    };
}

Result<sys::Path> require(const std::optional<sys::Path>& path, const char* what,
                          const char* variable) {
    if (path) {
        return *path;
    }
    return fail(ErrorCode::io_error,
                fmt::format("no place for the {}: neither HOME nor {} is set to an absolute path",
                            what, variable),
                fmt::format("set HOME or {}", variable));
}

}  // namespace skillmeat::ops
