#include <skillmeat/telemetry/configuration.hpp>

#include <support/catch.hpp>

#include <fakes/fake_environment.hpp>

namespace skillmeat::telemetry {
namespace {

using Variables = std::map<std::string, std::string>;

constexpr std::string_view endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
const std::string parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

Configuration configured(const Variables& variables, Asked asked = {}) {
    return configure(std::move(asked), fakes::FakeEnvironment(variables), "1.2");
}

std::string url_of(const Variables& variables) {
    const auto configuration = configured(variables);
    return configuration.collector ? configuration.collector->url : "";
}

std::string value_of(const Configuration& configuration, std::string_view key) {
    for (const auto& [name, value] : configuration.resource) {
        if (name == key) {
            return value;
        }
    }
    return "(none)";
}

TEST_CASE("without a flag or an endpoint nothing is on, whatever else is set", "[telemetry]") {
    const auto configuration = configured({{"OTEL_EXPORTER_OTLP_HEADERS", "broken"},
                                           {"OTEL_SERVICE_NAME", "x"},
                                           {"OTEL_TRACES_EXPORTER", "otlp"},
                                           {"TRACEPARENT", "broken"}});
    CHECK_FALSE(configuration.is_on());
    CHECK(configuration.remarks.empty());
    CHECK_FALSE(configured({}).is_on());
    CHECK(configured({}, {observe::Level::info, {}, ""}).is_on());
    CHECK(configured({}, {{}, {}, "t.jsonl"}).is_on());
    CHECK(configured({{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318"}}).is_on());
}

TEST_CASE("a general endpoint gets the path of traces, their own is taken as it is",
          "[telemetry]") {
    CHECK(url_of({{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://h:4318"}}) == "http://h:4318/v1/traces");
    CHECK(url_of({{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://h/p/"}}) == "http://h/p/v1/traces");
    CHECK(url_of({{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://t/"}}) == "http://t/");
    CHECK(url_of({{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://h"},
                  {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://t/x"}}) == "http://t/x");
}

TEST_CASE("sending can be switched off, which is said", "[telemetry]") {
    const auto variable =
        GENERATE(std::pair<std::string, std::string>{"OTEL_SDK_DISABLED", "True"},
                 std::pair<std::string, std::string>{"OTEL_TRACES_EXPORTER", "none"},
                 std::pair<std::string, std::string>{"OTEL_TRACES_EXPORTER", "console, zipkin"},
                 std::pair<std::string, std::string>{"OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"},
                 std::pair<std::string, std::string>{"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "grpc"});
    const auto configuration =
        configured({{std::string(endpoint), "http://h"}, {variable.first, variable.second}});
    CHECK_FALSE(configuration.collector);
    REQUIRE(configuration.remarks.size() == 1);
    CHECK(configuration.remarks[0].starts_with("no trace is sent: "));
    // The file was asked for with a flag.
    CHECK(configured({{variable.first, variable.second}}, {{}, {}, "f"}).is_on());
}

TEST_CASE("sending stays on for other values", "[telemetry]") {
    CHECK(url_of({{std::string(endpoint), "http://h"}, {"OTEL_SDK_DISABLED", "false"}}) != "");
    CHECK(url_of({{std::string(endpoint), "http://h"},
                  {"OTEL_TRACES_EXPORTER", "console, otlp"}}) != "");
    CHECK(url_of({{std::string(endpoint), "http://h"},
                  {"OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"}}) != "");
    CHECK(url_of({{std::string(endpoint), "http://h"},
                  {"OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"},
                  {"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/json"}}) != "");
}

TEST_CASE("a trace goes on where TRACEPARENT says", "[telemetry]") {
    const auto configuration = configured(
        {{std::string(endpoint), "http://h"}, {"TRACEPARENT", parent}, {"TRACESTATE", "a=b"}});
    REQUIRE(configuration.parent);
    CHECK(configuration.parent->trace_id == "0af7651916cd43dd8448eb211c80319c");
    CHECK(configuration.parent->state == "a=b");
    CHECK(configuration.collector);
    CHECK(configuration.remarks.empty());
}

TEST_CASE("what is malformed is passed over with a remark", "[telemetry]") {
    const auto configuration = configured({{std::string(endpoint), "http://h"},
                                           {"TRACEPARENT", "nonsense"},
                                           {"TRACESTATE", "a=b"},
                                           {"OTEL_EXPORTER_OTLP_HEADERS", "a=secret-value,b"},
                                           {"OTEL_RESOURCE_ATTRIBUTES", "a=%zz"}});
    CHECK_FALSE(configuration.parent);
    REQUIRE(configuration.collector);
    CHECK(configuration.collector->headers.empty());
    REQUIRE(configuration.remarks.size() == 3);
    CHECK(configuration.remarks[0].starts_with("TRACEPARENT is malformed"));
    CHECK(configuration.remarks[1].starts_with("OTEL_EXPORTER_OTLP_HEADERS is malformed"));
    CHECK(configuration.remarks[1].find("secret") == std::string::npos);
    CHECK(configuration.remarks[2].starts_with("OTEL_RESOURCE_ATTRIBUTES is malformed"));
    CHECK(configuration.resource.size() == 5);
    const auto state = configured(
        {{std::string(endpoint), "http://h"}, {"TRACEPARENT", parent}, {"TRACESTATE", "A"}});
    CHECK(state.parent->state.empty());
    CHECK(state.remarks == std::vector<std::string>{"TRACESTATE is malformed and not passed on"});
}

TEST_CASE("a trace that is not sampled is not sent, but written where a flag asks", "[telemetry]") {
    const auto unsampled = parent.substr(0, parent.size() - 1) + "0";
    const auto configuration = configured(
        {{std::string(endpoint), "http://h"}, {"TRACEPARENT", unsampled}}, {{}, {}, "f"});
    CHECK_FALSE(configuration.collector);
    CHECK(configuration.parent);
    CHECK(configuration.is_on());
    CHECK(configuration.remarks.size() == 1);
}

TEST_CASE("headers of traces go before general ones", "[telemetry]") {
    const auto general = configured({{std::string(endpoint), "http://h"},
                                     {"OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Basic%20YWI="}});
    CHECK(general.collector->headers == std::vector<net::Header>{{"Authorization", "Basic YWI="}});
    const auto own = configured({{std::string(endpoint), "http://h"},
                                 {"OTEL_EXPORTER_OTLP_HEADERS", "a=b"},
                                 {"OTEL_EXPORTER_OTLP_TRACES_HEADERS", "c=d"}});
    CHECK(own.collector->headers == std::vector<net::Header>{{"c", "d"}});
}

TEST_CASE("the resource says who we are, and what the environment adds", "[telemetry]") {
    const auto plain = configured({{std::string(endpoint), "http://h"}});
    CHECK(plain.resource == Resource{{"service.name", "skillmeat"},
                                     {"service.version", "1.2"},
                                     {"telemetry.sdk.name", "skillmeat"},
                                     {"telemetry.sdk.language", "cpp"},
                                     {"telemetry.sdk.version", "1.2"}});
    const auto more = configured(
        {{std::string(endpoint), "http://h"},
         {"OTEL_RESOURCE_ATTRIBUTES",
          "team=a%2Cb, service.name=other,telemetry.sdk.name=forged,service.version=9,team=c"}});
    CHECK(value_of(more, "team") == "c");
    CHECK(value_of(more, "service.name") == "other");
    CHECK(value_of(more, "service.version") == "9");
    CHECK(value_of(more, "telemetry.sdk.name") == "skillmeat");
    const auto named = configured({{std::string(endpoint), "http://h"},
                                   {"OTEL_RESOURCE_ATTRIBUTES", "service.name=other"},
                                   {"OTEL_SERVICE_NAME", "mine"}});
    CHECK(value_of(named, "service.name") == "mine");
}

TEST_CASE("pairs are read strictly", "[telemetry]") {
    using Pairs = std::vector<net::Header>;
    CHECK(parse_pairs("") == Pairs{});
    CHECK(parse_pairs(" , ,") == Pairs{});
    CHECK(parse_pairs("a=b") == Pairs{{"a", "b"}});
    CHECK(parse_pairs(" a = b c , x-y= ") == Pairs{{"a", "b c"}, {"x-y", ""}});
    CHECK(parse_pairs("a=b=c==") == Pairs{{"a", "b=c=="}});
    CHECK(parse_pairs("a=%41%2C%3d") == Pairs{{"a", "A,="}});
    CHECK_FALSE(parse_pairs("a"));
    CHECK_FALSE(parse_pairs("=b"));
    CHECK_FALSE(parse_pairs("a b=c"));
    CHECK_FALSE(parse_pairs("a:b=c"));
    CHECK_FALSE(parse_pairs("a=%4"));
    CHECK_FALSE(parse_pairs("a=%0d%0aEvil: yes"));
    CHECK_FALSE(parse_pairs("a=b\nc"));
    CHECK_FALSE(parse_pairs("a=%ff"));
    std::string many;
    for (int i = 0; i < 128; ++i) {
        many += "a=b,";
    }
    CHECK(parse_pairs(many)->size() == 128);
    CHECK_FALSE(parse_pairs(many + "a=b"));
}

}  // namespace
}  // namespace skillmeat::telemetry
