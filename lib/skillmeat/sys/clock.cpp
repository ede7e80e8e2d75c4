#include <skillmeat/sys/clock.hpp>

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <cstdint>

#include <skillmeat/sys/interrupt.hpp>
#include <skillmeat/sys/interrupt_wait.hpp>

namespace skillmeat::sys {

Timestamp SystemClock::now() const {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return Timestamp{std::chrono::floor<std::chrono::seconds>(since_epoch).count()};
}

std::int64_t SystemClock::ticks_ms() const {
    const auto ticks = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(ticks).count();
}

std::int64_t SystemClock::unix_ns() const {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(since_epoch).count();
}

Result<void> SystemClock::wait_ms(std::int64_t duration) const {
    const auto end = ticks_ms() + duration;
    SKILLMEAT_TRY(check_interrupted());
    for (auto left = duration; left > 0; left = end - ticks_ms()) {
        pollfd signals{interrupt_descriptor(), POLLIN, 0};
        static_cast<void>(
            ::poll(&signals, 1, static_cast<int>(std::min<std::int64_t>(left, INT32_MAX))));
        SKILLMEAT_TRY(check_interrupted());
    }
    return {};
}

}  // namespace skillmeat::sys
