#pragma once

#include <cstdint>

#include <skillmeat/base/result.hpp>
#include <skillmeat/base/timestamp.hpp>

namespace skillmeat::sys {

class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
    /// Monotonic; only differences mean something.
    [[nodiscard]] virtual std::int64_t ticks_ms() const = 0;
    /// Nanoseconds since the epoch, for traces.
    [[nodiscard]] virtual std::int64_t unix_ns() const = 0;
    /// Sleeps; fails with `interrupted` or `terminated` as soon as a signal was noted.
    [[nodiscard]] virtual Result<void> wait_ms(std::int64_t duration) const = 0;
};

class SystemClock final : public Clock {
  public:
    [[nodiscard]] Timestamp now() const override;
    [[nodiscard]] std::int64_t ticks_ms() const override;
    [[nodiscard]] std::int64_t unix_ns() const override;
    [[nodiscard]] Result<void> wait_ms(std::int64_t duration) const override;
};

}  // namespace skillmeat::sys
