#pragma once

#include <optional>
#include <string_view>

#include <skillmeat/lock/lock.hpp>

namespace skillmeat::lock {

/// Reads the form write() makes, at memory speed. Nothing when the text is anything else, also when
/// it is damaged: read_general() then finds out what and where.
[[nodiscard]] std::optional<LockFile> read_rows(std::string_view text);

/// Reads any TOML text that means a lock. Errors as read() has them.
[[nodiscard]] Result<LockFile> read_general(std::string_view text, const std::string& path);

}  // namespace skillmeat::lock
