#include <skillmeat/telemetry/configuration.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/percent.hpp>

#include <algorithm>
#include <utility>

namespace skillmeat::telemetry {
namespace {

constexpr std::size_t most_pairs = 128;

std::string text_or(const std::optional<std::string>& text, std::string_view otherwise) {
    return text ? *text : std::string(otherwise);
}

/// The variable of the signal, then the general one.
std::optional<std::string> otlp_variable(const sys::Environment& environment,
                                         std::string_view name) {
    constexpr std::string_view prefix = "OTEL_EXPORTER_OTLP_";
    auto own = environment.get(std::string(prefix) + "TRACES_" + std::string(name));
    return own ? own : environment.get(std::string(prefix) + std::string(name));
}

/// Names of HTTP headers and of attributes: a token of RFC 9110.
bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

std::optional<std::string> collector_url(const sys::Environment& environment) {
    if (auto url = environment.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")) {
        return url;
    }
    auto url = environment.get("OTEL_EXPORTER_OTLP_ENDPOINT");
    if (url) {
        *url += url->ends_with('/') ? "v1/traces" : "/v1/traces";
    }
    return url;
}

/// Why nothing is sent although a collector is named, or nothing.
std::optional<std::string> reason_not_to_send(const sys::Environment& environment,
                                              const Configuration& configuration) {
    if (equals_ignoring_case(text_or(environment.get("OTEL_SDK_DISABLED"), ""), "true")) {
        return "OTEL_SDK_DISABLED is set";
    }
    const auto exporters = text_or(environment.get("OTEL_TRACES_EXPORTER"), "otlp");
    const auto names = split(exporters, ',');
    if (std::none_of(names.begin(), names.end(),
                     [](std::string_view name) { return trim(name) == "otlp"; })) {
        return "OTEL_TRACES_EXPORTER does not name 'otlp'";
    }
    if (otlp_variable(environment, "PROTOCOL") == "grpc") {
        return "OTEL_EXPORTER_OTLP_PROTOCOL is 'grpc', and only http/json is spoken here";
    }
    if (configuration.parent && !configuration.parent->sampled) {
        return "TRACEPARENT says that the trace is not sampled";
    }
    return std::nullopt;
}

void read_parent(const sys::Environment& environment, Configuration& configuration) {
    const auto text = environment.get("TRACEPARENT");
    if (!text) {
        return;
    }
    configuration.parent = parse_traceparent(*text);
    if (!configuration.parent) {
        configuration.remarks.emplace_back("TRACEPARENT is malformed; a trace of its own begins");
        return;
    }
    const auto state = environment.get("TRACESTATE");
    if (state && is_tracestate(*state)) {
        configuration.parent->state = *state;
    } else if (state) {
        configuration.remarks.emplace_back("TRACESTATE is malformed and not passed on");
    }
}

void read_collector(const sys::Environment& environment, Configuration& configuration) {
    const auto url = collector_url(environment);
    if (!url) {
        return;
    }
    if (const auto reason = reason_not_to_send(environment, configuration)) {
        configuration.remarks.push_back("no trace is sent: " + *reason);
        return;
    }
    Collector collector{*url, {}};
    if (const auto text = otlp_variable(environment, "HEADERS")) {
        if (auto headers = parse_pairs(*text)) {
            collector.headers = *std::move(headers);
        } else {
            configuration.remarks.emplace_back(
                "OTEL_EXPORTER_OTLP_HEADERS is malformed and passed over; expected name=value,...");
        }
    }
    configuration.collector = std::move(collector);
}

void read_resource(const sys::Environment& environment, std::string_view program_version,
                   Configuration& configuration) {
    auto& resource = configuration.resource;
    resource = {{"service.name", "skillmeat"},
                {"service.version", std::string(program_version)},
                {"telemetry.sdk.name", "skillmeat"},
                {"telemetry.sdk.language", "cpp"},
                {"telemetry.sdk.version", std::string(program_version)}};
    const auto put = [&](const std::string& key, const std::string& value) {
        const auto found = std::find_if(resource.begin(), resource.end(),
                                        [&](const auto& pair) { return pair.first == key; });
        if (found == resource.end()) {
            resource.emplace_back(key, value);
        } else if (!key.starts_with("telemetry.")) {
            found->second = value;
        }
    };
    if (const auto text = environment.get("OTEL_RESOURCE_ATTRIBUTES")) {
        const auto pairs = parse_pairs(*text);
        if (!pairs) {
            configuration.remarks.emplace_back(
                "OTEL_RESOURCE_ATTRIBUTES is malformed and passed over; expected name=value,...");
        }
        for (const auto& [name, value] : pairs.value_or(std::vector<net::Header>{})) {
            put(name, value);
        }
    }
    if (const auto name = environment.get("OTEL_SERVICE_NAME")) {
        put("service.name", *name);
    }
}

}  // namespace

std::optional<std::vector<net::Header>> parse_pairs(std::string_view text) {
    std::vector<net::Header> pairs;
    for (const auto raw : split(text, ',')) {
        const auto member = trim(raw);
        if (member.empty()) {
            continue;
        }
        const auto equals = member.find('=');
        const auto name = trim(member.substr(0, equals));
        if (equals == std::string_view::npos || !is_name(name) || pairs.size() == most_pairs) {
            return std::nullopt;
        }
        auto value = percent_decode(trim(member.substr(equals + 1)));
        if (!value) {
            return std::nullopt;
        }
        pairs.push_back({std::string(name), *std::move(value)});
    }
    return pairs;
}

Configuration configure(Asked asked, const sys::Environment& environment,
                        std::string_view program_version) {
    Configuration configuration;
    configuration.asked = std::move(asked);
    if (!configuration.is_on() && !collector_url(environment)) {
        return configuration;  // nearly every run
    }
    read_parent(environment, configuration);
    read_collector(environment, configuration);
    read_resource(environment, program_version, configuration);
    return configuration;
}

}  // namespace skillmeat::telemetry
