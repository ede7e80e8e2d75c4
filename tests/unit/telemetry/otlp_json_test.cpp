#include <skillmeat/telemetry/otlp_json.hpp>

#include <support/catch.hpp>

namespace skillmeat::telemetry {
namespace {

using observe::SpanKind;

const Resource resource{{"service.name", "skillmeat"}};
const std::string trace_id = "5b8efff798038103d269b633813fc60c";

std::string around(const std::string& spans) {
    return "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":"
           "{\"stringValue\":\"skillmeat\"}}]},\"scopeSpans\":[{\"scope\":{\"name\":\"skillmeat\","
           "\"version\":\"1.2\"},\"spans\":[" +
           spans + "]}]}]}";
}

TEST_CASE("a span has hexadecimal ids, integers as strings and enumerations as numbers",
          "[telemetry]") {
    FinishedSpan span;
    span.name = "git fetch";
    span.kind = SpanKind::client;
    span.id = 0xeee19b7ec3c1b174U;
    span.parent = 0xb7;
    span.start_ns = 1'581'452'772'000'000'321;
    span.end_ns = 1'581'452'773'000'000'789;
    span.attributes = {{"text", "\"é\x1b"},
                       {"number", INT64_MAX},
                       {"yes", true},
                       {"list", std::vector<std::string>{"git", "fetch"}}};
    span.failed = true;
    span.message = "no";
    const Trace trace{trace_id, "a=b", false, {span}};
    CHECK(
        to_otlp_json(resource, trace, "1.2") ==
        around("{\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"eee19b7ec3c1b174\","
               "\"traceState\":\"a=b\",\"parentSpanId\":\"00000000000000b7\",\"flags\":257,"
               "\"name\":\"git fetch\",\"kind\":3,\"startTimeUnixNano\":\"1581452772000000321\","
               "\"endTimeUnixNano\":\"1581452773000000789\",\"attributes\":["
               "{\"key\":\"text\",\"value\":{\"stringValue\":\"\\\"\\u00e9\\u001b\"}},"
               "{\"key\":\"number\",\"value\":{\"intValue\":\"9223372036854775807\"}},"
               "{\"key\":\"yes\",\"value\":{\"boolValue\":true}},"
               "{\"key\":\"list\",\"value\":{\"arrayValue\":{\"values\":["
               "{\"stringValue\":\"git\"},{\"stringValue\":\"fetch\"}]}}}],"
               "\"status\":{\"code\":2,\"message\":\"no\"}}"));
}

TEST_CASE("what is not there is left out", "[telemetry]") {
    FinishedSpan span;
    span.name = "a";
    span.id = 1;
    const Trace trace{trace_id, "", false, {span}};
    CHECK(
        to_otlp_json(resource, trace, "1.2") ==
        around("{\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"0000000000000001\","
               "\"flags\":257,\"name\":\"a\",\"kind\":1,\"startTimeUnixNano\":\"0\","
               "\"endTimeUnixNano\":\"0\",\"attributes\":[]}"));
    CHECK(to_otlp_json(resource, Trace{}, "1.2") == around(""));
    CHECK(to_otlp_json(resource, trace, "1.2").starts_with(otlp_beginning));
}

TEST_CASE("a failure may have no message; only the root's parent is elsewhere", "[telemetry]") {
    FinishedSpan root;
    root.id = 1;
    root.parent = 9;
    root.failed = true;
    FinishedSpan child;
    child.id = 2;
    child.parent = 1;
    const auto json = to_otlp_json(resource, Trace{trace_id, "", true, {root, child}}, "1.2");
    CHECK(json.find("\"status\":{\"code\":2}") != std::string::npos);
    CHECK(json.find("\"parentSpanId\":\"0000000000000009\",\"flags\":769") != std::string::npos);
    CHECK(json.find("\"parentSpanId\":\"0000000000000001\",\"flags\":257") != std::string::npos);
}

}  // namespace
}  // namespace skillmeat::telemetry
