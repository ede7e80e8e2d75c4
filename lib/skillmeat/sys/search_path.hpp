#pragma once

#include <string>
#include <string_view>

namespace skillmeat::sys {

/// The entries of a PATH that are absolute, for programs that look for others: a relative or empty
/// entry would find what lies in the current directory (rule R26).
[[nodiscard]] std::string absolute_entries(std::string_view path);

}  // namespace skillmeat::sys
