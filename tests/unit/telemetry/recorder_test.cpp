#include <skillmeat/telemetry/recorder.hpp>

#include <support/catch.hpp>

#include <array>
#include <thread>

#include "fixture.hpp"

namespace skillmeat::telemetry {
namespace {

using observe::Level;
using observe::Span;
using observe::SpanKind;

const Error network{ErrorCode::network_error, "cannot reach 'h'", {}, {}, ""};

TEST_CASE("spans nest on a thread, below the span of the run", "[telemetry]") {
    Recording recording;
    auto& recorder = recording.recorder;
    {
        const Span outer(&recorder, "outer");
        recording.clock.advance(1);
        const Span inner(&recorder, "inner", SpanKind::client);
        recording.clock.advance(1);
    }
    const Span after(&recorder, "after");
    CHECK(recorder.current() == 6);
    const auto trace = recorder.finish({}, false, nullptr);
    CHECK(trace.id == "00000000000000010000000000000002");
    CHECK(trace.state.empty());
    CHECK_FALSE(trace.has_remote_parent);
    REQUIRE(trace.spans.size() == 4);
    const auto& [root, inner, outer, after_span] =
        std::tie(trace.spans[0], trace.spans[1], trace.spans[2], trace.spans[3]);
    CHECK(root.name == "skillmeat source add");
    CHECK(root.id == 3);
    CHECK(root.parent == 0);
    CHECK(inner.name == "inner");
    CHECK(inner.kind == SpanKind::client);
    CHECK(inner.parent == outer.id);
    CHECK(inner.duration_ms() == 1000);
    CHECK(outer.parent == root.id);
    CHECK(outer.duration_ms() == 2000);
    CHECK(after_span.name == "after");  // was still open
    CHECK(after_span.parent == root.id);
}

TEST_CASE("a trace of another program is continued", "[telemetry]") {
    Recording recording(std::nullopt, true, TraceContext{std::string(32, 'a'), 77, true, "x=y"});
    const auto trace = recording.recorder.finish({}, false, nullptr);
    CHECK(trace.id == std::string(32, 'a'));
    CHECK(trace.state == "x=y");
    CHECK(trace.has_remote_parent);
    CHECK(trace.spans.at(0).parent == 77);
}

/// Gives zeros now and then, and at last nothing.
class PoorRandom final : public sys::RandomSource {
  public:
    Result<std::string> bytes(std::size_t count) const override {
        constexpr std::array<char, 6> last{0, 5, 0, 0, 6, 7};
        if (at_ == last.size()) {
            return fail(ErrorCode::io_error, "no random bytes");
        }
        std::string result(count, '\0');
        result.back() = last.at(at_++);
        return result;
    }

  private:
    mutable std::size_t at_ = 0;
};

TEST_CASE("an id is never 0, and new also where the system has no random bytes", "[telemetry]") {
    const fakes::FakeClock clock;
    const observe::Redactor redactor;
    const PoorRandom random;
    Recorder recorder(
        clock, redactor, random, [](std::string_view) {},
        RecorderOptions{"x", {}, {}, true, {}, 10});
    { const Span span(&recorder, "first"); }
    { const Span span(&recorder, "second"); }
    const auto trace = recorder.finish({}, false, nullptr);
    CHECK(trace.id == "00000000000000050000000000000006");
    CHECK(trace.spans.at(0).id == 7);
    CHECK(trace.spans.at(1).id == 8);
    CHECK(trace.spans.at(2).id == 9);
}

TEST_CASE("work on another thread gets its parent handed over", "[telemetry]") {
    Recording recording;
    auto& recorder = recording.recorder;
    {
        const Span outer(&recorder, "outer");
        const auto parent = recorder.current();
        std::thread worker([&] {
            CHECK(recorder.current() == 3);  // the run's: nothing is open on this thread
            const Span own(&recorder, "own");
            const Span given(&recorder, "given", SpanKind::internal, parent);
            const Span within(&recorder, "within");
        });
        worker.join();
    }
    const auto spans = recording.spans();
    REQUIRE(spans.size() == 5);
    CHECK(spans[0].name == "within");
    CHECK(spans[0].parent == spans[1].id);
    CHECK(spans[1].parent == spans[3].id);
    CHECK(spans[2].name == "own");
    CHECK(spans[2].parent == spans[4].id);
}

TEST_CASE("many threads may begin and end spans at once", "[telemetry]") {
    Recording recording(std::nullopt);
    std::vector<std::thread> workers;
    for (int i = 0; i < 4; ++i) {
        workers.emplace_back([&] {
            for (int k = 0; k < 50; ++k) {
                const Span outer(&recording.recorder, "outer");
                const Span inner(&recording.recorder, "inner");
                recording.recorder.add({"leaf",
                                        SpanKind::client,
                                        recording.recorder.current(),
                                        recording.recorder.now(),
                                        {}},
                                       nullptr);
            }
        });
    }
    for (auto& worker : workers) {
        worker.join();
    }
    std::map<observe::SpanId, std::string> names;
    const auto spans = recording.spans();
    CHECK(spans.size() == 601);
    for (const auto& span : spans) {
        names[span.id] = span.name;
    }
    for (const auto& span : spans) {
        if (span.name == "leaf") {
            CHECK(names[span.parent] == "inner");
        } else if (span.name == "inner") {
            CHECK(names[span.parent] == "outer");
        }
    }
}

TEST_CASE("an error makes a span fail, with its code and its message", "[telemetry]") {
    Recording recording;
    {
        Span span(&recording.recorder, "source.scan");
        span.set("source_id", "acme/tools");
        span.fail(network);
    }
    {
        Span span(&recording.recorder, "GET", SpanKind::client);
        span.set("error.type", "404");
    }
    {
        Span span(&recording.recorder, "own.type");
        span.set("error.type", "own");
        CHECK(span.watch(Result<int>(3)));
        CHECK_FALSE(span.watch(Result<int>(fail(network))));
    }
    const auto spans = recording.spans();
    CHECK(spans[0].failed);
    CHECK(spans[0].message == "cannot reach 'h'");
    CHECK(text_of(spans[0], "error.type") == "network_error");
    CHECK(spans[1].failed);
    CHECK(spans[1].message.empty());
    CHECK(text_of(spans[2], "error.type") == "own");
    CHECK_FALSE(spans[3].failed);
    REQUIRE(recording.lines.size() == 4);
    CHECK(recording.lines[0] ==
          "2026-01-01T00:00:00.000Z ERROR source.scan source_id=acme/tools duration_ms=0 "
          "error_code=network_error error=\"cannot reach 'h'\"");
    // Whether an answer of 404 matters is for the operation to say.
    CHECK(recording.lines[1] == "2026-01-01T00:00:00.000Z DEBUG GET error.type=404 duration_ms=0");
}

TEST_CASE("the run ends with its outcome", "[telemetry]") {
    Recording recording;
    const auto trace =
        recording.recorder.finish({{"process.exit.code", std::int64_t{5}}}, true, &network);
    CHECK(trace.spans.at(0).failed);
    CHECK(number_of(trace.spans[0], "process.exit.code") == 5);
    CHECK(recording.lines.at(0).find("ERROR skillmeat source add process.exit.code=5") !=
          std::string::npos);
    Recording partly;
    const auto some = partly.recorder.finish({{"error.type", "8"}}, true, nullptr);
    CHECK(some.spans.at(0).failed);
    CHECK(partly.lines.at(0).find(" ERROR ") != std::string::npos);
}

TEST_CASE("lines are written at the levels asked for", "[telemetry]") {
    const auto lines_at = [](std::optional<Level> level) {
        Recording recording(level, false);
        for (const auto one :
             {Level::error, Level::warn, Level::info, Level::debug, Level::trace}) {
            recording.recorder.log(one, "message", {{"key", "value"}});
        }
        { const Span span(&recording.recorder, "operation"); }
        { const Span span(&recording.recorder, "file.write"); }
        CHECK(recording.recorder.finish({}, false, nullptr).spans.empty());
        return recording.lines.size();
    };
    CHECK(lines_at(std::nullopt) == 0);
    CHECK(lines_at(Level::error) == 1);
    CHECK(lines_at(Level::warn) == 2);
    CHECK(lines_at(Level::info) == 5);
    CHECK(lines_at(Level::debug) == 7);
    CHECK(lines_at(Level::trace) == 8);
}

TEST_CASE("a message belongs to the span around it, also after the end", "[telemetry]") {
    fakes::FakeClock clock;
    const observe::Redactor redactor;
    const fakes::FakeRandom random;
    std::vector<std::string> lines;
    Recorder recorder(
        clock, redactor, random, [&](std::string_view line) { lines.emplace_back(line); },
        RecorderOptions{"run", Level::debug, LogFormat::json, true, {}, 10});
    {
        const Span span(&recorder, "operation");
        recorder.log(Level::info, "within", {});
    }
    CHECK_FALSE(recorder.finish({}, false, nullptr).spans.empty());
    recorder.log(Level::debug, "later", {});
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].find("\"span_id\":\"0000000000000004\"") != std::string::npos);
    CHECK(lines[3] ==
          "{\"time\":\"2026-01-01T00:00:00.000Z\",\"level\":\"debug\",\"message\":\"later\","
          "\"trace_id\":\"00000000000000010000000000000002\",\"span_id\":\"0000000000000003\"}");
}

TEST_CASE("texts are clean, valid and not too long", "[telemetry]") {
    Recording recording;
    recording.redactor.add("canary-token");
    {
        Span span(&recording.recorder, "operation");
        span.set("text", "a canary-token b");
        span.set("list", std::vector<std::string>(200, "https://u:canary-token@h/"));
        span.set("bytes", std::string("\xff"));
        span.set("no-text", "");
        span.set("no-list", std::vector<std::string>{});
        span.set("long", std::string(5000, 'x'));
        span.set("cut", std::string(4095, 'x') + "é");
        span.fail({ErrorCode::git_failed, "git: canary-token", {}, {}, ""});
    }
    recording.recorder.log(Level::warn, "said canary-token", {{"key", "canary-token"}});
    for (const auto& line : recording.lines) {
        CHECK(line.find("canary") == std::string::npos);
    }
    const auto span = recording.spans().at(0);
    CHECK(text_of(span, "text") == "a *** b");
    const auto list = attribute(span, "list");
    CHECK(std::get<std::vector<std::string>>(*list) ==
          std::vector<std::string>(128, "https://***@h/"));
    CHECK(text_of(span, "bytes") == "\\xff");
    CHECK_FALSE(attribute(span, "no-text"));
    CHECK_FALSE(attribute(span, "no-list"));
    CHECK(text_of(span, "long").size() == 4096);
    CHECK(text_of(span, "cut").size() == 4095);
    CHECK(span.message == "git: ***");
}

TEST_CASE("spans beyond the limit are counted, and leave their children to their parents",
          "[telemetry]") {
    Recording recording(Level::info, true, std::nullopt, 3);
    auto& recorder = recording.recorder;
    {
        const Span first(&recorder, "first");
        const Span second(&recorder, "second");
        const Span third(&recorder, "third");
        const Span fourth(&recorder, "fourth");
        recorder.add({"leaf", SpanKind::internal, recorder.current(), recorder.now(), {}}, nullptr);
    }
    CHECK(recording.lines.size() == 5);  // the log is complete
    const auto spans = recording.spans();
    REQUIRE(spans.size() == 3);
    CHECK(spans[0].name == "second");
    CHECK(spans[1].name == "first");
    CHECK(number_of(spans[2], "skillmeat.dropped_spans") == 3);
    Recording none(Level::info, false, std::nullopt, 0);
    { const Span span(&none.recorder, "a"); }
    CHECK(none.recorder.finish({}, false, nullptr).spans.empty());
    CHECK(none.lines.back().find("dropped") == std::string::npos);
}

TEST_CASE("a clock that is set back makes no span end before it began", "[telemetry]") {
    Recording recording;
    {
        const Span span(&recording.recorder, "operation");
        recording.clock.set(Timestamp{5});
    }
    const auto span = recording.spans().at(0);
    CHECK(span.start_ns == span.end_ns);
}

TEST_CASE("an end without a beginning is nothing", "[telemetry]") {
    Recording recording;
    recording.recorder.end(99, {}, nullptr);
    CHECK(recording.lines.empty());
    CHECK(recording.spans().size() == 1);
    CHECK(recording.recorder.finish({}, false, nullptr).spans.empty());
}

}  // namespace
}  // namespace skillmeat::telemetry
