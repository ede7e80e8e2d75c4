#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <skillmeat/telemetry/trace.hpp>

namespace skillmeat::telemetry {

enum class LogFormat { text, json };

/// One line of the log: a span that ended, or a message. Clean of secrets already.
struct LogLine {
    std::int64_t time_ns = 0;  ///< since the epoch
    observe::Level level = observe::Level::info;
    const FinishedSpan* span = nullptr;  ///< or:
    std::string_view message = {};
    const observe::Attributes* attributes = nullptr;
    std::string_view error_code = {};  ///< of a span that failed, or empty
    std::string_view trace_id = {};
    observe::SpanId span_id = 0;  ///< the span itself, or the one the message belongs to
};

/// `2026-11-25T14:00:00.123Z INFO  source.scan source_id=acme/tools commit=1f0... duration_ms=12`:
/// values are quoted where they would be misread, what a terminal would obey is made visible.
[[nodiscard]] std::string to_text(const LogLine& line);

/// One object: `time`, `level`, `name` or `message`, the fields as members, `duration_ms`,
/// `error_code`, `error`, `trace_id`, `span_id`. All ASCII.
[[nodiscard]] std::string to_json(const LogLine& line);

}  // namespace skillmeat::telemetry
