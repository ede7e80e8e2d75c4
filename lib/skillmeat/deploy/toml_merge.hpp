#pragma once

#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>
#include <skillmeat/deploy/settings_merge.hpp>

namespace skillmeat::deploy {

// The TOML half of settings_merge.hpp. Values are recorded as JSON here, too: strings, integers,
// booleans, arrays and objects of them; null and fractions are `invalid_value`.

[[nodiscard]] Result<Presence> look_in_toml(std::string_view text, const MergedValue& value);
[[nodiscard]] Result<std::string> add_to_toml(std::string_view text, const MergedValue& step);
[[nodiscard]] Result<std::string> remove_from_toml(std::string_view text, const MergedValue& step);

}  // namespace skillmeat::deploy
