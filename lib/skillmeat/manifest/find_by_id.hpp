#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <skillmeat/toml/document.hpp>

namespace skillmeat::manifest {

/// Position in the array of tables `array` ("source", "index") of the one with this id, ignoring
/// case.
[[nodiscard]] std::optional<std::size_t> find_by_id(const tomlfile::Document& document,
                                                    std::string_view array, std::string_view id);

}  // namespace skillmeat::manifest
