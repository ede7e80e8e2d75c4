#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::cli {

/// One value as given, checked against its option: a choice is one of the allowed, an integer a
/// decimal number within its bounds. A repeatable choice gives several from `a,b`.
[[nodiscard]] Result<std::vector<std::string>> check_value(const OptionSpec& spec,
                                                           std::string_view value);

}  // namespace skillmeat::app::cli
