#pragma once

#include <string>
#include <string_view>

namespace skillmeat::sys {

/// `.NAME.skillmeat-PID-RANDOM.tmp` (rule R3), a new one at every call; NAME is cut where the
/// whole would be too long for a file name. RANDOM is 16 hex digits.
[[nodiscard]] std::string temporary_name(std::string_view name);

/// Whether a file name has exactly that form, by whatever process.
[[nodiscard]] bool is_temporary_name(std::string_view name);

}  // namespace skillmeat::sys
