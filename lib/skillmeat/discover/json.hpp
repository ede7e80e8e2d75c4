#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace skillmeat::discover {

/// Parses an index file; a byte order mark is let pass. Nothing when it is not JSON or nested
/// deeper than 64.
[[nodiscard]] std::optional<nlohmann::json> parse_json(std::string_view text);

/// The member's string without white space around it; empty when it is absent or of another type.
[[nodiscard]] std::string text_of(const nlohmann::json& object, const char* key);

}  // namespace skillmeat::discover
