#pragma once

#include <cstdint>

#include <skillmeat/base/timestamp.hpp>

namespace skillmeat::sys {

class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
    /// Monotonic; only differences mean something.
    [[nodiscard]] virtual std::int64_t ticks_ms() const = 0;
};

class SystemClock final : public Clock {
  public:
    [[nodiscard]] Timestamp now() const override;
    [[nodiscard]] std::int64_t ticks_ms() const override;
};

}  // namespace skillmeat::sys
