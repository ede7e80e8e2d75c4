#pragma once

#include <string>

#include <skillmeat/telemetry/trace.hpp>

namespace skillmeat::telemetry {

/// The trace as OTLP/JSON, on one line without its end: an ExportTraceServiceRequest, which is also
/// a TracesData (opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding"): ids in hexadecimal,
/// 64-bit integers as decimal strings, enumerations as numbers. All ASCII.
[[nodiscard]] std::string to_otlp_json(const Resource& resource, const Trace& trace,
                                       const std::string& program_version);

/// How every text of to_otlp_json begins, and so every file of traces.
inline constexpr std::string_view otlp_beginning = "{\"resourceSpans\":[";

}  // namespace skillmeat::telemetry
