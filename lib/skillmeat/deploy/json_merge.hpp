#pragma once

#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>
#include <skillmeat/deploy/settings_merge.hpp>

namespace skillmeat::deploy {

// The JSON half of settings_merge.hpp. Inserted text follows the layout it finds: indentation,
// line ends, or everything on one line.

[[nodiscard]] Result<Presence> look_in_json(std::string_view text, const MergedValue& value);
[[nodiscard]] Result<std::string> add_to_json(std::string_view text, const MergedValue& step);
[[nodiscard]] Result<std::string> remove_from_json(std::string_view text, const MergedValue& step);

}  // namespace skillmeat::deploy
