#pragma once

#include <memory>
#include <optional>

#include <skillmeat/net/http.hpp>
#include <skillmeat/observe/redactor.hpp>
#include <skillmeat/ops/network.hpp>
#include <skillmeat/sys/clock.hpp>
#include <skillmeat/sys/environment.hpp>
#include <skillmeat/sys/filesystem.hpp>
#include <skillmeat/sys/process.hpp>
#include <skillmeat/sys/random.hpp>

#include <app/cli/globals.hpp>
#include <app/cli/spec.hpp>
#include <app/print/diagnostics.hpp>
#include <app/print/output.hpp>
#include <app/print/progress.hpp>
#include <app/streams.hpp>

namespace skillmeat::telemetry {
class Session;
}

namespace skillmeat::app {

/// Everything outside the program, as references to what main or a test made.
struct Surroundings {
    Streams& streams;
    const sys::Environment& environment;
    sys::FileSystem& files;
    const sys::Clock& clock;
    sys::ProcessRunner& processes;
    net::HttpClient& http;
    const sys::RandomSource& random = sys::system_random();
};

/// What a command runs with. Made before the command line is read; run_main fills `globals`.
struct Context {
    Context(const Surroundings& surroundings, const cli::Registry& commands);
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context();

    Streams& streams;
    const sys::Environment& environment;
    sys::FileSystem& files;
    const sys::Clock& clock;
    sys::ProcessRunner& processes;
    net::HttpClient& http;
    const sys::RandomSource& random;
    const cli::Registry& registry;
    cli::Globals globals;
    observe::Redactor redactor;  ///< knows the tokens of the environment from the start
    print::Progress progress;
    print::Diagnostics diagnostics;
    std::unique_ptr<telemetry::Session> telemetry;  ///< where a log or a trace is asked for

    /// stdout. Made on first use, when the globals are known.
    [[nodiscard]] print::Output& output();

    /// What the command reaches the network with. Made on first use, when it is known whether
    /// somebody looks on.
    [[nodiscard]] ops::Network& network();

  private:
    std::optional<print::Output> output_;
    std::optional<ops::Network> network_;
};

}  // namespace skillmeat::app
