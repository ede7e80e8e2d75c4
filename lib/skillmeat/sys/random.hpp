#pragma once

#include <cstdint>

namespace skillmeat::sys {

/// 64 random bits of the kernel; where it has none to give, bits that differ from call to call. For
/// names and ids, not for secrets.
[[nodiscard]] std::uint64_t random_number();

}  // namespace skillmeat::sys
