#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/sys/environment.hpp>

namespace skillmeat::app::print {

/// The pager to run, program first and absolute: SKILLMEAT_PAGER, `setting`, PAGER, then less.
/// Nothing when the first of them that is set is `cat`, or cannot be found on PATH. Words are
/// separated by blanks; no shell is involved.
[[nodiscard]] std::optional<std::vector<std::string>> choose_pager(
    const sys::Environment& environment, std::string_view setting);

/// Shows text through the pager and waits for its end; false when it could not be started, and
/// nothing was shown then.
[[nodiscard]] bool run_pager(const std::vector<std::string>& command,
                             const sys::Environment& environment, std::string_view text);

}  // namespace skillmeat::app::print
