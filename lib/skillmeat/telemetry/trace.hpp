#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <skillmeat/observe/observer.hpp>

namespace skillmeat::telemetry {

/// A span that is over. Its texts were made clean of secrets and are UTF-8.
struct FinishedSpan {
    std::string name;
    observe::SpanKind kind = observe::SpanKind::internal;
    observe::SpanId id = 0;
    observe::SpanId parent = 0;  ///< 0 for the root of a trace that begins here
    std::int64_t start_ns = 0;   ///< since the epoch
    std::int64_t end_ns = 0;     ///< not before the start
    observe::Attributes attributes;
    bool failed = false;
    std::string message;  ///< of the error, or empty

    [[nodiscard]] std::int64_t duration_ms() const { return (end_ns - start_ns) / 1'000'000; }
};

/// What one run of the program did.
struct Trace {
    std::string id;                   ///< 32 lower-case hexadecimal digits
    std::string state;                ///< tracestate, or empty
    bool has_remote_parent = false;   ///< the first span's parent is another program's
    std::vector<FinishedSpan> spans;  ///< the root first, then in the order they ended
};

/// What produced it: names and values of resource attributes, in order.
using Resource = std::vector<std::pair<std::string, std::string>>;

}  // namespace skillmeat::telemetry
