#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <skillmeat/observe/observer.hpp>
#include <skillmeat/observe/redactor.hpp>
#include <skillmeat/sys/clock.hpp>
#include <skillmeat/sys/random.hpp>
#include <skillmeat/telemetry/log_line.hpp>
#include <skillmeat/telemetry/trace.hpp>
#include <skillmeat/telemetry/trace_context.hpp>

namespace skillmeat::telemetry {

/// Takes one line of the log, without its end. Called from several threads.
using WriteLine = std::function<void(std::string_view)>;

struct RecorderOptions {
    std::string command;                      ///< name of the span of the whole run
    std::optional<observe::Level> log_level;  ///< nothing: no log
    LogFormat log_format = LogFormat::text;
    bool keeps_spans = false;  ///< for a trace
    std::optional<TraceContext> parent;
    std::size_t most_spans = 10'000;  ///< kept in memory; what is beyond is counted only
};

/// A span that is over when it is told of, and has no others within it.
struct Leaf {
    std::string name;
    observe::SpanKind kind = observe::SpanKind::internal;
    observe::SpanId parent = 0;  ///< as current() said when it began
    std::int64_t start_ns = 0;   ///< as now() said when it began
    observe::Attributes attributes;
};

/// The observer of one run. The run itself is a span, open from construction to finish(). A span
/// that ends becomes a line of the log, if its level is wanted, and a part of the trace.
class Recorder final : public observe::Observer {
  public:
    Recorder(const sys::Clock& clock, const observe::Redactor& redactor,
             const sys::RandomSource& random, WriteLine write_line, RecorderOptions options);

    observe::SpanId begin(std::string_view name, observe::SpanKind kind,
                          std::optional<observe::SpanId> parent) override;
    void end(observe::SpanId span, observe::Attributes attributes, const Error* error) override;
    observe::SpanId current() const override;
    void log(observe::Level level, std::string_view message,
             observe::Attributes attributes) override;

    /// Nanoseconds since the epoch.
    [[nodiscard]] std::int64_t now() const { return clock_.unix_ns(); }
    void add(Leaf leaf, const Error* error);

    /// Ends the run, which failed or not, and with it what is still open. Gives the trace, without
    /// spans when none were to be kept. May be called once, when no other thread uses it any more;
    /// log() still works afterwards.
    [[nodiscard]] Trace finish(observe::Attributes attributes, bool failed, const Error* error);

  private:
    struct Open {
        std::string name;
        observe::SpanKind kind = observe::SpanKind::internal;
        observe::SpanId parent = 0;
        std::int64_t start_ns = 0;
        bool kept = true;
    };

    [[nodiscard]] bool logs(observe::Level level) const;
    [[nodiscard]] observe::SpanId new_id();
    [[nodiscard]] observe::SpanId kept_parent(observe::SpanId parent) const;
    [[nodiscard]] observe::SpanId innermost() const;
    [[nodiscard]] bool keep_one_more();
    [[nodiscard]] std::optional<Open> close(observe::SpanId span);
    [[nodiscard]] FinishedSpan finished(Open open, observe::SpanId id,
                                        observe::Attributes attributes, const Error* error) const;
    void clean(observe::Attributes& attributes) const;
    [[nodiscard]] std::string clean(std::string_view text) const;
    void log_span(const FinishedSpan& span, bool failed, const Error* error) const;
    void write(const LogLine& line) const;

    const sys::Clock& clock_;
    const observe::Redactor& redactor_;
    const sys::RandomSource& random_;
    const WriteLine write_line_;
    const RecorderOptions options_;
    Trace trace_;
    observe::SpanId root_ = 0;

    mutable std::mutex mutex_;  // guards what follows, and spans of the trace
    std::map<observe::SpanId, Open> open_;
    std::map<std::thread::id, std::vector<observe::SpanId>> stacks_;  // innermost last
    observe::SpanId last_id_ = 0;
    std::size_t kept_ = 0;
    std::size_t dropped_ = 0;
};

}  // namespace skillmeat::telemetry
