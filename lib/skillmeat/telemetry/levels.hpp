#pragma once

#include <string_view>

#include <skillmeat/observe/observer.hpp>

namespace skillmeat::telemetry {

/// "error", "warn", "info", "debug", "trace".
[[nodiscard]] std::string_view to_string(observe::Level level);

/// The level at which a span that ended is logged. Operations are `info`, what they are made of
/// (files, git, hosts) is `debug`; a failed operation is an `error`, a failed part a `warn`:
/// whether the part matters is for the operation to say.
[[nodiscard]] observe::Level level_of(observe::SpanKind kind, std::string_view name, bool failed);

}  // namespace skillmeat::telemetry
