#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace skillmeat {

/// Bytes meant by `512`, `64KiB`, `10MiB` or `1GiB` (unit in any case, `B` allowed; no fractions).
/// Nothing when it is no size or does not fit.
[[nodiscard]] std::optional<std::int64_t> parse_size(std::string_view text);
/// With the largest unit that leaves no rest: `10MiB`, `1025B`.
[[nodiscard]] std::string format_size(std::int64_t bytes);

/// Seconds meant by `90`, `90s`, `5m`, `2h` or `7d` (unit in any case; no fractions). Nothing when
/// it is no duration or does not fit.
[[nodiscard]] std::optional<std::int64_t> parse_duration(std::string_view text);
/// With the largest unit that leaves no rest: `5m`, `0s`.
[[nodiscard]] std::string format_duration(std::int64_t seconds);

}  // namespace skillmeat
