#pragma once

#include <skillmeat/base/result.hpp>

namespace skillmeat::sys {

/// Installs handlers that note SIGINT and SIGTERM; the second of a kind ends the process at once.
/// SIGPIPE and SIGXFSZ are ignored.
void install_signal_handlers();

/// An error `interrupted` or `terminated` once a signal was noted, else success.
[[nodiscard]] Result<void> check_interrupted();

}  // namespace skillmeat::sys
