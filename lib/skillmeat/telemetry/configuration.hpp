#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/net/http.hpp>
#include <skillmeat/observe/observer.hpp>
#include <skillmeat/sys/environment.hpp>
#include <skillmeat/telemetry/log_line.hpp>
#include <skillmeat/telemetry/trace.hpp>
#include <skillmeat/telemetry/trace_context.hpp>

namespace skillmeat::telemetry {

/// What was asked for on the command line or by our own variables.
struct Asked {
    std::optional<observe::Level> log_level;
    LogFormat log_format = LogFormat::text;
    std::string trace_file;  ///< empty: none
};

/// Where traces are sent.
struct Collector {
    std::string url;
    std::vector<net::Header> headers;  ///< values are secrets
};

struct Configuration {
    Asked asked;
    std::optional<Collector> collector;
    std::optional<TraceContext> parent;
    Resource resource;
    std::vector<std::string> remarks;  ///< what was passed over and why, for the log

    /// Something is to be logged, written or sent.
    [[nodiscard]] bool is_on() const {
        return asked.log_level || !asked.trace_file.empty() || collector;
    }
};

/// Adds what the variables of OpenTelemetry say: OTEL_EXPORTER_OTLP_ENDPOINT, _TRACES_ENDPOINT,
/// _HEADERS, _TRACES_HEADERS and _PROTOCOL, OTEL_TRACES_EXPORTER, OTEL_SDK_DISABLED,
/// OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES, TRACEPARENT, TRACESTATE. No variable makes it fail:
/// what cannot be read is passed over with a remark. There is no collector unless one is named, and
/// none for a trace whose TRACEPARENT says that it is not sampled.
[[nodiscard]] Configuration configure(Asked asked, const sys::Environment& environment,
                                      std::string_view program_version);

/// `name=value,name=value` with percent-encoded values, as OTEL_EXPORTER_OTLP_HEADERS has them.
/// Nothing when a member is no such pair.
[[nodiscard]] std::optional<std::vector<net::Header>> parse_pairs(std::string_view text);

}  // namespace skillmeat::telemetry
