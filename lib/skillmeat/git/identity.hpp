#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <skillmeat/base/result.hpp>
#include <skillmeat/sys/environment.hpp>
#include <skillmeat/sys/process.hpp>

namespace skillmeat::git {

/// `user.email` as git has it in this directory: the user's configuration, and that of a
/// repository there. Nothing when it is not set, or there is no git to ask.
[[nodiscard]] Result<std::optional<std::string>> user_email(sys::ProcessRunner& runner,
                                                            const sys::Environment& environment,
                                                            const std::filesystem::path& directory);

}  // namespace skillmeat::git
