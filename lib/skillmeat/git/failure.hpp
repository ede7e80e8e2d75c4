#pragma once

#include <string_view>

#include <skillmeat/base/error.hpp>
#include <skillmeat/git/program.hpp>
#include <skillmeat/sys/process.hpp>

namespace skillmeat::git {

/// Makes an Error of what a failed git command (run with LC_ALL=C) left on stderr. `what` names the
/// repository without credentials. The text of git and of the other side is made terminal-safe.
/// Codes: repository_not_found, authentication_failed, network_error, ref_not_found,
/// dubious_ownership, not_a_repository, too_large, invalid_value, io_error, else git_failed.
[[nodiscard]] Error classify_failure(const sys::Completed& completed, std::string_view what);

/// The same, but where git gives no reason known here, its version is asked for: one that is too
/// old is the reason then (`git_missing`).
[[nodiscard]] Error explain_failure(const Git& git, const sys::Completed& completed,
                                    std::string_view what);

/// Whether an error speaks of the other side, the network or our limits, so that rebuilding the
/// cached repository from empty cannot help.
[[nodiscard]] bool is_outside_cache(ErrorCode code);

}  // namespace skillmeat::git
