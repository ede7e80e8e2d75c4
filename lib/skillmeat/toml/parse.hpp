#pragma once

#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>
#include <skillmeat/toml/value.hpp>

namespace skillmeat::tomlfile {

/// Parses TOML 1.0 (a UTF-8 byte order mark and CRLF are accepted). `path` names the text in
/// errors, which are `invalid_manifest` with line and column. Depth is limited to 64, size to
/// 64 MiB.
[[nodiscard]] Result<Table> parse(std::string_view text, const std::string& path);

}  // namespace skillmeat::tomlfile
