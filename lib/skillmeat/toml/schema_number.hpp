#pragma once

#include <optional>
#include <string>

#include <skillmeat/base/result.hpp>
#include <skillmeat/toml/value.hpp>

namespace skillmeat::tomlfile {

/// `schema` of a file that people edit (formats.md): nothing when it says none, `invalid_manifest`
/// when it is no number from `oldest` on, `newer_format` beyond `current`.
[[nodiscard]] Result<std::optional<int>> read_schema_number(const Table& root,
                                                            const std::string& path, int oldest,
                                                            int current);

}  // namespace skillmeat::tomlfile
