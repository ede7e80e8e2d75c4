#pragma once

#include <skillmeat/sys/clock.hpp>

namespace skillmeat::fakes {

/// Stands still until it is set.
class FakeClock final : public sys::Clock {
  public:
    /// 2026-01-01T00:00:00Z unless said otherwise.
    explicit FakeClock(Timestamp now = Timestamp{1'767'225'600}) : now_(now) {}

    Timestamp now() const override { return now_; }
    std::int64_t ticks_ms() const override { return ticks_ms_; }

    void set(Timestamp now) { now_ = now; }
    void advance(std::int64_t seconds) {
        now_.seconds += seconds;
        ticks_ms_ += seconds * 1000;
    }

  private:
    Timestamp now_;
    std::int64_t ticks_ms_ = 0;
};

}  // namespace skillmeat::fakes
