#pragma once

#include <skillmeat/net/http.hpp>
#include <skillmeat/ops/network.hpp>
#include <skillmeat/sys/clock.hpp>
#include <skillmeat/sys/environment.hpp>
#include <skillmeat/sys/filesystem.hpp>
#include <skillmeat/sys/process.hpp>

#include <app/cli/globals.hpp>
#include <app/cli/spec.hpp>
#include <app/print/diagnostics.hpp>
#include <app/print/output.hpp>
#include <app/print/progress.hpp>
#include <app/streams.hpp>

namespace skillmeat::app {

/// Everything outside the program, as references to what main or a test made.
struct Surroundings {
    Streams& streams;
    const sys::Environment& environment;
    sys::FileSystem& files;
    const sys::Clock& clock;
    sys::ProcessRunner& processes;
    net::HttpClient& http;
};

/// What a command runs with. Made before the command line is read; run_main fills `globals`.
struct Context {
    Context(const Surroundings& surroundings, const cli::Registry& commands);
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    Streams& streams;
    const sys::Environment& environment;
    sys::FileSystem& files;
    const sys::Clock& clock;
    sys::ProcessRunner& processes;
    ops::Network network;
    const cli::Registry& registry;
    cli::Globals globals;
    print::Progress progress;
    print::Diagnostics diagnostics;

    /// stdout. Made on first use, when the globals are known.
    [[nodiscard]] print::Output& output();

  private:
    std::optional<print::Output> output_;
};

}  // namespace skillmeat::app
