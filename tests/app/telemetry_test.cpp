// Logs and traces of whole runs, with everything around them faked.
#include <support/catch.hpp>

#include <skillmeat/telemetry/session.hpp>

#include <app/commands/common/session.hpp>
#include <app/telemetry.hpp>

#include "harness.hpp"
#include "sample_commands.hpp"

namespace skillmeat::app {
namespace {

using testing::Harness;
using testing::sample_registry;

const std::string collector = "http://127.0.0.1:4318";
const std::string traces = "POST " + collector + "/v1/traces";

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST_CASE("without a flag or a variable there is nobody who looks on", "[app][telemetry]") {
    Harness harness;
    CHECK(harness.run({"init"}, sample_registry()) == 0);
    CHECK(harness.err().empty());
    CHECK(harness.http.requests.empty());
    CHECK(harness.files.files().empty());
    Context context = harness.make_context(sample_registry());
    begin_telemetry(context, *sample_registry().commands.front());
    CHECK_FALSE(context.telemetry);
    CHECK(commands::services(context).observer == nullptr);
    CHECK(&commands::services(context).files == &harness.files);
}

TEST_CASE("operations get the world with eyes in it", "[app][telemetry]") {
    Harness harness;
    Context context = harness.make_context(sample_registry());
    context.globals.trace_file = "/t";
    begin_telemetry(context, *sample_registry().commands.front());
    REQUIRE(context.telemetry);
    const auto services = commands::services(context);
    CHECK(services.observer == &context.telemetry->observer());
    CHECK(&services.files == &context.telemetry->files());
    CHECK(&services.processes == &context.telemetry->processes());
    CHECK(&services.diagnostics == &context.telemetry->diagnostics());
    CHECK(&services.network->http() == &context.telemetry->http());
}

TEST_CASE("a run is logged with its words and its end", "[app][telemetry]") {
    Harness good;
    CHECK(good.run({"init", "--log-level", "info"}, sample_registry()) == 0);
    CHECK(good.out() == "done\n");
    CHECK(contains(good.err(), " INFO  skillmeat init process.executable.name=skillmeat "));
    Harness bad;
    bad.environment.variables["SKILLMEAT_LOG"] = "error,json";
    CHECK(bad.run({"fail"}, sample_registry()) == 1);
    CHECK(contains(bad.err(), "error: no source 'x'"));
    CHECK(contains(bad.err(), "\"error_code\":\"source_not_found\""));
    Harness drift;
    CHECK(drift.run({"drift", "--log-level=error", "--quiet"}, sample_registry()) == 3);
    CHECK(contains(drift.err(), " ERROR skillmeat drift "));
    Harness usage;
    CHECK(usage.run({"item", "list", "--all", "--type", "skill", "--log-level=error"},
                    sample_registry()) == 2);
    CHECK(contains(usage.err(), " ERROR skillmeat item list "));
    Harness broken;
    CHECK(broken.run({"break", "--log-level", "error"}, sample_registry()) == 1);
    CHECK(contains(broken.err(), "error_code=internal"));
}

TEST_CASE("the trace is sent after the output, with the code of the whole run",
          "[app][telemetry]") {
    Harness harness;
    harness.environment.variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector;
    harness.http.put_for(traces, net::HttpResponse{200, "", {}, "{}", 0, 0});
    harness.break_stdout(ENOSPC);
    CHECK(harness.run({"init"}, sample_registry()) == 1);
    REQUIRE(harness.http.requests.size() == 1);
    CHECK(contains(harness.http.requests[0].body,
                   "\"process.exit.code\",\"value\":{\"intValue\":\"1\"}"));
}

TEST_CASE("a collector that is away changes nothing", "[app][telemetry]") {
    Harness harness;
    harness.environment.variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector;
    CHECK(harness.run({"init"}, sample_registry()) == 0);
    CHECK(harness.out() == "done\n");
    CHECK(harness.err().empty());
}

TEST_CASE("a trace file that is none is a warning, if warnings are wanted", "[app][telemetry]") {
    Harness harness;
    harness.files.put("/t", "not a trace");
    CHECK(harness.run({"init", "--trace-file", "/t"}, sample_registry()) == 0);
    CHECK(contains(harness.err(), "warning: no trace was written: '/t' is no file of traces"));
    CHECK(harness.files.text("/t") == "not a trace");
    Harness quiet;
    quiet.files.put("/t", "not a trace");
    CHECK(quiet.run({"init", "--trace-file", "/t", "--quiet"}, sample_registry()) == 0);
    CHECK(quiet.err().empty());
}

TEST_CASE("a line of the log takes the progress off the screen first", "[app][telemetry]") {
    Harness harness(true);
    Context context = harness.make_context(sample_registry());
    context.globals.log_level = observe::Level::info;
    begin_telemetry(context, *sample_registry().commands.front());
    context.progress.update("working");
    harness.clock.advance(1);
    context.progress.update("working");
    context.telemetry->observer().log(observe::Level::info, "said", {});
    CHECK(harness.err() == "\r\x1b[2Kworking\r\x1b[2K2026-01-01T00:00:01.000Z INFO  said\n");
}

}  // namespace
}  // namespace skillmeat::app
