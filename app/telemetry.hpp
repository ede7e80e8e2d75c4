#pragma once

#include <app/context.hpp>

namespace skillmeat::app {

/// Begins to observe the run of a command, if flags or variables ask for a log or a trace; else
/// costs a look at two variables.
void begin_telemetry(Context& context, const cli::CommandSpec& command);

/// The run is over, everything is committed and printed: writes and sends the trace. Never changes
/// what came of the run, and lets no exception out.
void end_telemetry(Context& context, int exit_code, const Error* error);

}  // namespace skillmeat::app
