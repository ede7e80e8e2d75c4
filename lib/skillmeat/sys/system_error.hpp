#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <skillmeat/base/error.hpp>
#include <skillmeat/base/result.hpp>

namespace skillmeat::sys {

/// The system's words for an errno, lower case first: "no space left on device".
[[nodiscard]] std::string system_message(int error_number);

/// An io_error "cannot ATTEMPT 'PATH': reason", with a hint where there is one thing to do.
/// `attempt` is a verb with its object's kind: "write", "make the folder".
[[nodiscard]] Error system_error(std::string_view attempt, const std::filesystem::path& path,
                                 int error_number);

/// An error for a path that the system would cut short: one with a NUL byte.
[[nodiscard]] Result<void> check_path(const std::filesystem::path& path);

}  // namespace skillmeat::sys
