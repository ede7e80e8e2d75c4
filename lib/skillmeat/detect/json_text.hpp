#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace skillmeat::detect {

inline constexpr int max_json_depth = 64;

/// Parses JSON; `comments` allows JSONC (comments, trailing commas). False when it is not JSON or
/// nested deeper than max_json_depth.
[[nodiscard]] bool parse_json(std::string_view text, bool comments, nlohmann::json& value);

/// The member's string, trimmed; empty when it is absent or of another type.
[[nodiscard]] std::string string_member(const nlohmann::json& object, const char* key);

/// A string or an array of strings as a list.
[[nodiscard]] std::vector<std::string> strings_of(const nlohmann::json& value);

/// Sorted keys, no white space; bytes that are not UTF-8 are replaced.
[[nodiscard]] std::string canonical_json(const nlohmann::json& value);

}  // namespace skillmeat::detect
