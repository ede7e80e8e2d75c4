#include <app/context.hpp>

#include <string_view>

#include <skillmeat/telemetry/session.hpp>

namespace skillmeat::app {
namespace {

std::vector<std::string> tokens_of(const sys::Environment& environment) {
    std::vector<std::string> tokens;
    for (const std::string_view name :
         {"GH_TOKEN", "GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"}) {
        if (auto token = environment.get(name)) {
            tokens.push_back(*std::move(token));
        }
    }
    return tokens;
}

}  // namespace

Context::Context(const Surroundings& surroundings, const cli::Registry& commands)
    : streams(surroundings.streams),
      environment(surroundings.environment),
      files(surroundings.files),
      clock(surroundings.clock),
      processes(surroundings.processes),
      http(surroundings.http),
      random(surroundings.random),
      registry(commands),
      redactor([this] { return tokens_of(environment); }),
      progress(streams, globals, environment, clock),
      diagnostics(streams, globals, environment, redactor, progress) {}

Context::~Context() = default;

print::Output& Context::output() {
    if (!output_) {
        output_.emplace(streams, globals, environment);
    }
    return *output_;
}

ops::Network& Context::network() {
    if (!network_) {
        network_.emplace(telemetry ? telemetry->http() : http, &redactor);
    }
    return *network_;
}

}  // namespace skillmeat::app
