#pragma once

namespace skillmeat::sys {

/// Becomes readable for good once a signal was noted, so that every poll(2) wakes up; not to be
/// read or closed. -1, which poll(2) passes over, before install_signal_handlers().
[[nodiscard]] int interrupt_descriptor();

}  // namespace skillmeat::sys
