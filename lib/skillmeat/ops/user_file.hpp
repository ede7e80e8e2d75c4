#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/ops/services.hpp>
#include <skillmeat/sys/filesystem.hpp>

namespace skillmeat::ops {

// Files of the user that belong to no scope's set: projects.toml, ratings.toml. Each stands in the
// user's configuration directory and has a lock of its own in the state directory, so that a
// project's command never waits for a long one of the user scope.

/// `io_error` when nothing says where it is.
[[nodiscard]] Result<sys::Path> user_file_path(const Services& services, std::string_view name);

/// Nothing when there is none, or no place for one.
[[nodiscard]] Result<std::optional<std::string>> read_user_file(const Services& services,
                                                                std::string_view name);

/// Changes NAME.toml under NAME.lock. `edit` gets the text that stands there and gives the one to
/// write, or nothing when nothing changed. `lock_timeout`.
using UserFileEdit =
    std::function<Result<std::optional<std::string>>(const std::optional<std::string>& text)>;
[[nodiscard]] Result<void> edit_user_file(Services& services, std::string_view name,
                                          std::int64_t timeout_ms, const UserFileEdit& edit);

}  // namespace skillmeat::ops
