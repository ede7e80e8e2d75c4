#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace skillmeat::tomlfile {

/// Number of bytes at the start that stand for themselves in a basic string and are ASCII.
[[nodiscard]] std::size_t plain_length(std::string_view text);

/// Appends `value` as a basic string with its quotes, on one line. Bytes that are not UTF-8 are
/// made visible (to_valid_utf8), since TOML cannot hold them.
void append_basic_string(std::string& out, std::string_view value);

/// What stood between the quotes of a one-line basic string; nothing when it is no such string.
[[nodiscard]] std::optional<std::string> unescape_basic_string(std::string_view content);

}  // namespace skillmeat::tomlfile
