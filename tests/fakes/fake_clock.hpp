#pragma once

#include <cstdint>
#include <vector>

#include <skillmeat/sys/clock.hpp>

namespace skillmeat::fakes {

/// Stands still until it is set or waited for.
class FakeClock final : public sys::Clock {
  public:
    /// 2026-01-01T00:00:00Z unless said otherwise.
    explicit FakeClock(Timestamp now = Timestamp{1'767'225'600}) : now_(now) {}

    Timestamp now() const override { return now_; }
    std::int64_t ticks_ms() const override { return ticks_ms_; }
    std::int64_t unix_ns() const override {
        return now_.seconds * 1'000'000'000 + ticks_ms_ % 1000 * 1'000'000;
    }
    /// Waits no time at all, but moves the clock as if it had; what was waited for is kept.
    Result<void> wait_ms(std::int64_t duration) const override {
        waits.push_back(duration);
        ticks_ms_ += duration;
        now_.seconds += duration / 1000;
        return {};
    }

    void set(Timestamp now) { now_ = now; }
    void advance(std::int64_t seconds) {
        now_.seconds += seconds;
        ticks_ms_ += seconds * 1000;
    }

    mutable std::vector<std::int64_t> waits;  ///< milliseconds, in order

  private:
    mutable Timestamp now_;
    mutable std::int64_t ticks_ms_ = 0;
};

}  // namespace skillmeat::fakes
