#include <skillmeat/sys/clock.hpp>

#include <chrono>

namespace skillmeat::sys {

Timestamp SystemClock::now() const {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return Timestamp{std::chrono::floor<std::chrono::seconds>(since_epoch).count()};
}

std::int64_t SystemClock::ticks_ms() const {
    const auto ticks = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(ticks).count();
}

}  // namespace skillmeat::sys
