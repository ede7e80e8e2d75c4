#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/observe/observer.hpp>

namespace skillmeat::telemetry {

/// The span of whoever started this program: its trace is continued (W3C Trace Context).
struct TraceContext {
    std::string trace_id;  ///< 32 lower-case hexadecimal digits, not all zero
    observe::SpanId span = 0;
    bool sampled = false;  ///< false: the trace is not wanted, nothing of it is sent
    std::string state;     ///< TRACESTATE as it came, or empty

    bool operator==(const TraceContext&) const = default;
};

/// Reads the value of `traceparent`: "00-<trace id>-<span id>-<flags>". Nothing when it is
/// malformed, of version ff, or has an id of zeros only; versions after 00 may add fields. `state`
/// stays empty.
[[nodiscard]] std::optional<TraceContext> parse_traceparent(std::string_view text);

/// Whether text can be passed on as `tracestate`: at most 32 members `key=value` in 512 characters.
[[nodiscard]] bool is_tracestate(std::string_view text);

}  // namespace skillmeat::telemetry
