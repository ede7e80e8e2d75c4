#include <skillmeat/telemetry/session.hpp>

#include <support/catch.hpp>

#include <fakes/fake_clock.hpp>
#include <fakes/fake_http.hpp>
#include <fakes/fake_processes.hpp>
#include <fakes/fake_random.hpp>
#include <fakes/memory_files.hpp>

namespace skillmeat::telemetry {
namespace {

using observe::Level;
using Lines = std::vector<std::string>;

const std::string collector_url = "http://h:4318/v1/traces";

struct Run {
    explicit Run(Configuration configuration)
        : session(World{clock, files, processes, web, told, redactor, random,
                        [this](std::string_view line) { lines.emplace_back(line); }},
                  Program{{"source", "list"}, "1.2", 4711}, std::move(configuration)) {}

    [[nodiscard]] bool logged(std::string_view part) const {
        return std::any_of(lines.begin(), lines.end(),
                           [&](const auto& line) { return line.find(part) != std::string::npos; });
    }

    fakes::FakeClock clock;
    fakes::MemoryFiles files;
    fakes::FakeProcesses processes;
    fakes::FakeHttp web;
    DiagnosticList told;
    observe::Redactor redactor;
    fakes::FakeRandom random;
    Lines lines;
    Session session;
};

Configuration with_file(const std::string& path) {
    Configuration configuration;
    configuration.asked.log_level = Level::debug;
    configuration.asked.trace_file = path;
    return configuration;
}

Configuration with_collector() {
    Configuration configuration;
    configuration.asked.log_level = Level::debug;
    configuration.collector = Collector{collector_url, {{"authorization", "Bearer canary-token"}}};
    return configuration;
}

TEST_CASE("a run is one span around what it did", "[telemetry]") {
    Run run(with_file("/t"));
    CHECK(*run.session.files().write("/a", "text", 0600));
    run.session.finish(0, nullptr);
    const auto text = run.files.text("/t").value_or("");
    CHECK(text.find("\"name\":\"skillmeat source list\",\"kind\":1") != std::string::npos);
    CHECK(text.find("\"process.exit.code\",\"value\":{\"intValue\":\"0\"}") != std::string::npos);
    CHECK(text.find("\"process.pid\",\"value\":{\"intValue\":\"4711\"}") != std::string::npos);
    CHECK(text.find("\"file.write\"") != std::string::npos);
    CHECK(text.find("\"/t\"") == std::string::npos);  // the trace is no part of what was done
    CHECK(text.find("\"status\"") == std::string::npos);
    CHECK(run.web.requests.empty());
    CHECK(run.told.items.empty());
}

TEST_CASE("a failed run says why, one that failed in part its exit code", "[telemetry]") {
    Run run(with_file("/t"));
    const Error error{ErrorCode::network_error, "cannot reach 'h'", {}, {}, ""};
    run.session.finish(5, &error);
    const auto text = run.files.text("/t").value_or("");
    CHECK(text.find("\"status\":{\"code\":2,\"message\":\"cannot reach 'h'\"}") !=
          std::string::npos);
    CHECK(text.find("\"error.type\",\"value\":{\"stringValue\":\"network_error\"}") !=
          std::string::npos);
    CHECK(run.logged("ERROR skillmeat source list"));
    Run partly(with_file("/t"));
    partly.session.finish(8, nullptr);
    CHECK(partly.files.text("/t")->find("\"error.type\",\"value\":{\"stringValue\":\"8\"}") !=
          std::string::npos);
}

TEST_CASE("a trace file that cannot be written is a warning", "[telemetry]") {
    Run run(with_file("/skillmeat.toml"));
    run.files.put("/skillmeat.toml", "schema = 1\n");
    run.session.finish(0, nullptr);
    REQUIRE(run.told.items.size() == 1);
    CHECK(run.told.items[0].severity == Severity::warning);
    CHECK(run.told.items[0].message.starts_with("no trace was written: '/skillmeat.toml' is no "));
    CHECK(run.logged("WARN  no trace was written"));
}

TEST_CASE("a trace is sent once, and not as a part of itself", "[telemetry]") {
    Run run(with_collector());
    run.web.put_for("POST " + collector_url, net::HttpResponse{200, "", {}, "{}", 0, 0});
    run.session.finish(0, nullptr);
    REQUIRE(run.web.requests.size() == 1);
    CHECK(run.web.requests[0].body.find("POST") == std::string::npos);
    CHECK(run.files.files().empty());
    CHECK(run.lines.back() ==
          "2026-01-01T00:00:00.000Z DEBUG sent 1 span to 'http://h:4318/v1/traces'");
}

TEST_CASE("a collector that does not answer is a line of the log and nothing else", "[telemetry]") {
    Run run(with_collector());
    run.web.put_for("POST " + collector_url,
                    fail(ErrorCode::network_error, "cannot reach 'h': canary-token"));
    run.session.finish(0, nullptr);
    CHECK(run.told.items.empty());
    CHECK(run.lines.back() ==
          "2026-01-01T00:00:00.000Z DEBUG the trace was not sent: cannot reach 'h': ***");
}

TEST_CASE("values of headers are secrets from the start", "[telemetry]") {
    Run run(with_collector());
    CHECK(run.redactor.clean("a canary-token, Bearer canary-token") == "a ***, ***");
}

TEST_CASE("the log alone keeps and sends nothing", "[telemetry]") {
    Configuration configuration;
    configuration.asked.log_level = Level::info;
    configuration.remarks = {"something was passed over"};
    Run run(configuration);
    run.session.finish(0, nullptr);
    CHECK(run.web.requests.empty());
    CHECK(run.files.files().empty());
    CHECK(run.lines.size() == 1);
}

TEST_CASE("remarks are logged at debug", "[telemetry]") {
    auto configuration = with_collector();
    configuration.remarks = {"something was passed over"};
    const Run run(configuration);
    CHECK(run.lines == Lines{"2026-01-01T00:00:00.000Z DEBUG something was passed over"});
}

TEST_CASE("what is reported is logged as well", "[telemetry]") {
    Run run(with_file("/t"));
    auto& sink = run.session.diagnostics();
    sink.report({Severity::warning, "odd", {"skillmeat.toml", 3, 1}, "do"});
    sink.report({Severity::note, "by the way", {}, ""});
    sink.report({Severity::error, "bad", {}, ""});
    CHECK(run.told.items.size() == 3);
    CHECK(run.lines == Lines{"2026-01-01T00:00:00.000Z WARN  odd path=skillmeat.toml line=3",
                             "2026-01-01T00:00:00.000Z INFO  by the way",
                             "2026-01-01T00:00:00.000Z ERROR bad"});
}

TEST_CASE("programs and exchanges of the run are observed", "[telemetry]") {
    Run run(with_file("/t"));
    run.processes.stub_output({"git"}, "");
    run.web.put("https://h/a", 200, "");
    sys::Command command;
    command.program = "/usr/bin/git";
    command.arguments = {"ls-remote"};
    const observe::Span span(&run.session.observer(), "operation");
    CHECK(run.session.processes().run(command, ""));
    net::HttpRequest request;
    request.url = "https://h/a";
    CHECK(run.session.http().send(request));
    CHECK(run.logged("DEBUG git ls-remote "));
    CHECK(run.logged("DEBUG GET "));
}

}  // namespace
}  // namespace skillmeat::telemetry
