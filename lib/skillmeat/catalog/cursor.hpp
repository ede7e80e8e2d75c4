#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>

namespace skillmeat::catalog {

/// Opaque text that says where a page ended: the sort key of its last row, bound to the query by a
/// digest and protected by a checksum. URL-safe characters only.
[[nodiscard]] std::string encode_cursor(std::string_view query,
                                        const std::vector<std::string>& last_key);

/// The sort key; `invalid_cursor` when it is damaged or was made for another query.
[[nodiscard]] Result<std::vector<std::string>> decode_cursor(std::string_view cursor,
                                                             std::string_view query);

}  // namespace skillmeat::catalog
