#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/telemetry/recorder.hpp>

#include <fakes/fake_clock.hpp>
#include <fakes/fake_random.hpp>

namespace skillmeat::telemetry {

/// A recorder whose ids count from 1 and whose clock stands still.
struct Recording {
    explicit Recording(std::optional<observe::Level> level = observe::Level::trace,
                       bool keeps_spans = true, std::optional<TraceContext> parent = std::nullopt,
                       std::size_t most_spans = 10'000)
        : recorder(
              clock, redactor, random, [this](std::string_view line) { lines.emplace_back(line); },
              RecorderOptions{"skillmeat source add", level, LogFormat::text, keeps_spans,
                              std::move(parent), most_spans}) {}

    /// The spans in the order they ended, the root last.
    std::vector<FinishedSpan> spans() {
        auto trace = recorder.finish({}, false, nullptr);
        std::vector<FinishedSpan> ended(trace.spans.begin() + 1, trace.spans.end());
        ended.push_back(trace.spans.front());
        return ended;
    }

    std::vector<std::string> lines;
    fakes::FakeClock clock;
    fakes::FakeRandom random;
    observe::Redactor redactor;
    Recorder recorder;
};

inline std::optional<observe::Value> attribute(const FinishedSpan& span, std::string_view key) {
    for (const auto& [name, value] : span.attributes) {
        if (name == key) {
            return value;
        }
    }
    return std::nullopt;
}

inline std::string text_of(const FinishedSpan& span, std::string_view key) {
    const auto value = attribute(span, key);
    const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
    return text != nullptr ? *text : "(none)";
}

inline std::int64_t number_of(const FinishedSpan& span, std::string_view key) {
    const auto value = attribute(span, key);
    const auto* number = value ? std::get_if<std::int64_t>(&*value) : nullptr;
    return number != nullptr ? *number : -999;
}

}  // namespace skillmeat::telemetry
