#include <skillmeat/telemetry/levels.hpp>
#include <skillmeat/telemetry/log_line.hpp>

#include <support/catch.hpp>

namespace skillmeat::telemetry {
namespace {

using observe::Attributes;
using observe::Level;
using observe::SpanKind;

constexpr std::int64_t moment = 1'795'615'200'123'456'789;  // 2026-11-25T14:00:00.123456789Z

FinishedSpan span_with(Attributes attributes) {
    FinishedSpan span;
    span.name = "source.scan";
    span.id = 0x1a;
    span.start_ns = moment - 12'999'999;
    span.end_ns = moment;
    span.attributes = std::move(attributes);
    return span;
}

LogLine line_of(const FinishedSpan& span) {
    LogLine line;
    line.time_ns = span.end_ns;
    line.span = &span;
    line.attributes = &span.attributes;
    line.trace_id = "0af7651916cd43dd8448eb211c80319c";
    line.span_id = span.id;
    return line;
}

TEST_CASE("a span is a line of text with its fields", "[telemetry]") {
    const auto span = span_with({{"source_id", "acme/tools"},
                                 {"vcs.ref.head.name", "main"},
                                 {"vcs.ref.head.revision", "1f0c"},
                                 {"tags", std::vector<std::string>{"a", "b"}},
                                 {"count", std::int64_t{-3}},
                                 {"changed", true}});
    CHECK(to_text(line_of(span)) ==
          "2026-11-25T14:00:00.123Z INFO  source.scan source_id=acme/tools ref=main commit=1f0c "
          "tags=a,b count=-3 changed=true duration_ms=12");
}

TEST_CASE("a span is an object with its fields", "[telemetry]") {
    auto span = span_with({{"source_id", "acme/tools"},
                           {"vcs.repository.url.full", "https://h/a"},
                           {"tags", std::vector<std::string>{"a", "é"}},
                           {"count", std::int64_t{7}},
                           {"changed", false}});
    auto line = line_of(span);
    line.level = Level::debug;
    CHECK(to_json(line) ==
          "{\"time\":\"2026-11-25T14:00:00.123Z\",\"level\":\"debug\",\"name\":\"source.scan\","
          "\"source_id\":\"acme/tools\",\"url\":\"https://h/a\",\"tags\":[\"a\",\"\\u00e9\"],"
          "\"count\":7,\"changed\":false,\"duration_ms\":12,"
          "\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"span_id\":\"000000000000001a\"}");
}

TEST_CASE("a failed span says its code once, and what happened", "[telemetry]") {
    auto span = span_with({{"error.type", "network_error"}});
    span.failed = true;
    span.message = "cannot reach 'h'";
    auto line = line_of(span);
    line.level = Level::error;
    line.error_code = "network_error";
    CHECK(to_text(line) ==
          "2026-11-25T14:00:00.123Z ERROR source.scan duration_ms=12 error_code=network_error "
          "error=\"cannot reach 'h'\"");
    CHECK(to_json(line) ==
          "{\"time\":\"2026-11-25T14:00:00.123Z\",\"level\":\"error\",\"name\":\"source.scan\","
          "\"duration_ms\":12,\"error_code\":\"network_error\",\"error\":\"cannot reach 'h'\","
          "\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"span_id\":\"000000000000001a\"}");
    line.error_code = {};
    CHECK(to_text(line).find(" error.type=network_error ") != std::string::npos);
}

TEST_CASE("a message is a line too", "[telemetry]") {
    const Attributes attributes{{"path", "a b"}};
    LogLine line;
    line.time_ns = 1'000'000;
    line.level = Level::warn;
    line.message = "odd \x1b[2J";
    line.attributes = &attributes;
    CHECK(to_text(line) == "1970-01-01T00:00:00.001Z WARN  odd \\x1b[2J path=\"a b\"");
    CHECK(to_json(line) ==
          "{\"time\":\"1970-01-01T00:00:00.001Z\",\"level\":\"warn\",\"message\":\"odd "
          "\\u001b[2J\",\"path\":\"a b\",\"trace_id\":\"\",\"span_id\":\"0000000000000000\"}");
}

TEST_CASE("values are quoted where they would be misread", "[telemetry]") {
    struct Row {
        std::string value;
        std::string shown;
    };
    const auto row = GENERATE(
        Row{"plain", "plain"}, Row{"", "\"\""}, Row{"a b", "\"a b\""}, Row{"a=b", "\"a=b\""},
        Row{"a\"b", "\"a\\\"b\""}, Row{"a\\b", "\"a\\\\b\""}, Row{"a\nb", "\"a\\x0ab\""},
        Row{"a\x1b[0m", "a\\x1b[0m"}, Row{"\u202e", "\\u{202e}"}, Row{"日本", "日本"});
    const auto span = span_with({{"k", row.value}});
    CHECK(to_text(line_of(span)).find(" k=" + row.shown + " duration_ms") != std::string::npos);
}

TEST_CASE("the level of a span comes from what it is and how it ended", "[telemetry]") {
    CHECK(level_of(SpanKind::internal, "source.scan", false) == Level::info);
    CHECK(level_of(SpanKind::internal, "source.scan", true) == Level::error);
    CHECK(level_of(SpanKind::internal, "file.write", false) == Level::debug);
    CHECK(level_of(SpanKind::internal, "file.write", true) == Level::warn);
    CHECK(level_of(SpanKind::client, "git fetch", false) == Level::debug);
    CHECK(level_of(SpanKind::client, "GET", true) == Level::warn);
    CHECK(to_string(Level::error) == "error");
    CHECK(to_string(Level::trace) == "trace");
}

}  // namespace
}  // namespace skillmeat::telemetry
