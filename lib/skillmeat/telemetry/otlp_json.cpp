#include <skillmeat/telemetry/otlp_json.hpp>

#include <type_traits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace skillmeat::telemetry {
namespace {

using Json = nlohmann::ordered_json;

// Values of enumerations and flags in opentelemetry/proto/trace/v1/trace.proto.
constexpr int kind_internal = 1;
constexpr int kind_client = 3;
constexpr int status_error = 2;
constexpr int flag_sampled = 0x1;
constexpr int flag_knows_parent = 0x100;  // SPAN_FLAGS_CONTEXT_HAS_IS_REMOTE_MASK
constexpr int flag_remote_parent = 0x200;

Json string_value(const std::string& text) {
    return Json{{"stringValue", text}};
}

Json value_of(const observe::Value& value) {
    return std::visit(
        [](const auto& held) -> Json {
            using T = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<T, std::string>) {
                return string_value(held);
            } else if constexpr (std::is_same_v<T, std::int64_t>) {
                return Json{{"intValue", std::to_string(held)}};
            } else if constexpr (std::is_same_v<T, bool>) {
                return Json{{"boolValue", held}};
            } else {
                auto values = Json::array();
                for (const auto& text : held) {
                    values.push_back(string_value(text));
                }
                return Json{{"arrayValue", Json{{"values", std::move(values)}}}};
            }
        },
        value);
}

Json attributes_of(const observe::Attributes& attributes) {
    auto list = Json::array();
    for (const auto& [key, value] : attributes) {
        list.push_back(Json{{"key", key}, {"value", value_of(value)}});
    }
    return list;
}

Json resource_of(const Resource& resource) {
    auto list = Json::array();
    for (const auto& [key, value] : resource) {
        list.push_back(Json{{"key", key}, {"value", string_value(value)}});
    }
    return Json{{"attributes", std::move(list)}};
}

Json span_of(const FinishedSpan& span, const Trace& trace, bool remote_parent) {
    Json json{{"traceId", trace.id}, {"spanId", fmt::format("{:016x}", span.id)}};
    if (!trace.state.empty()) {
        json["traceState"] = trace.state;
    }
    if (span.parent != 0) {
        json["parentSpanId"] = fmt::format("{:016x}", span.parent);
    }
    json["flags"] = flag_sampled | flag_knows_parent | (remote_parent ? flag_remote_parent : 0);
    json["name"] = span.name;
    json["kind"] = span.kind == observe::SpanKind::client ? kind_client : kind_internal;
    json["startTimeUnixNano"] = std::to_string(span.start_ns);
    json["endTimeUnixNano"] = std::to_string(span.end_ns);
    json["attributes"] = attributes_of(span.attributes);
    if (span.failed) {
        json["status"] = Json{{"code", status_error}};
        if (!span.message.empty()) {
            json["status"]["message"] = span.message;
        }
    }
    return json;
}

}  // namespace

std::string to_otlp_json(const Resource& resource, const Trace& trace,
                         const std::string& program_version) {
    auto spans = Json::array();
    for (const auto& span : trace.spans) {
        spans.push_back(span_of(span, trace, trace.has_remote_parent && spans.empty()));
    }
    Json scope{{"scope", Json{{"name", "skillmeat"}, {"version", program_version}}},
               {"spans", std::move(spans)}};
    Json group{{"resource", resource_of(resource)},
               {"scopeSpans", Json::array({std::move(scope)})}};
    const Json request{{"resourceSpans", Json::array({std::move(group)})}};
    return request.dump(-1, ' ', true, Json::error_handler_t::replace);
}

}  // namespace skillmeat::telemetry
