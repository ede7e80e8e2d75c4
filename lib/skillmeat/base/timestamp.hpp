#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace skillmeat {

/// A moment in UTC, to the second. Text form: RFC 3339 with `Z`.
struct Timestamp {
    std::int64_t seconds = 0;  ///< since 1970-01-01T00:00:00Z

    auto operator<=>(const Timestamp&) const = default;
};

/// `2026-11-20T10:00:00Z`; years 0000 to 9999.
[[nodiscard]] std::string to_string(Timestamp time);

/// Reads RFC 3339 with any offset and fraction (fraction dropped); nothing when it is not one.
[[nodiscard]] std::optional<Timestamp> parse_timestamp(std::string_view text);

}  // namespace skillmeat
