#include <skillmeat/telemetry/export.hpp>

#include <support/catch.hpp>

#include <fakes/fake_http.hpp>
#include <fakes/memory_files.hpp>

namespace skillmeat::telemetry {
namespace {

const std::string traces = "{\"resourceSpans\":[]}";
const Collector collector{"http://h:4318/v1/traces?key=secret", {{"api-key", "canary"}}};

TEST_CASE("a trace is sent in one request of half a second", "[telemetry]") {
    fakes::FakeHttp web;
    web.put_for("POST " + collector.url, net::HttpResponse{200, "", {}, "", 0, 0});
    REQUIRE(send_trace(web, collector, traces));
    REQUIRE(web.requests.size() == 1);
    const auto& request = web.requests[0];
    CHECK(request.body == traces);
    CHECK(request.total_timeout_ms == 500);
    CHECK(request.connect_timeout_ms == 500);
    CHECK(request.allow_plain_http);
    CHECK(fakes::FakeHttp::header_of(request, "content-type") == "application/json");
    CHECK(fakes::FakeHttp::header_of(request, "api-key") == "canary");
}

TEST_CASE("only an answer between 200 and 299 is a success", "[telemetry]") {
    const auto status = GENERATE(100, 199, 202, 299, 300, 401, 503);
    fakes::FakeHttp web;
    web.put_for("POST " + collector.url, net::HttpResponse{status, "", {}, "", 0, 0});
    const auto sent = send_trace(web, collector, traces);
    CHECK(sent.has_value() == (status >= 200 && status < 300));
    if (!sent) {
        CHECK(sent.error().code == ErrorCode::network_error);
        CHECK(sent.error().message ==
              "the collector at 'http://h:4318/v1/traces' answered with "
              "status " +
                  std::to_string(status));
    }
}

TEST_CASE("a collector that cannot be reached is an error", "[telemetry]") {
    fakes::FakeHttp web;
    CHECK_FALSE(send_trace(web, collector, traces));
}

TEST_CASE("traces are lines of a file that others may not read", "[telemetry]") {
    fakes::MemoryFiles files;
    REQUIRE(append_trace(files, "/t.jsonl", traces));
    REQUIRE(append_trace(files, "/t.jsonl", "{\"resourceSpans\":[1]}"));
    CHECK(files.text("/t.jsonl") == traces + "\n{\"resourceSpans\":[1]}\n");
    CHECK((*files.stat("/t.jsonl"))->mode == 0600);
    files.put("/cut.jsonl", traces);
    REQUIRE(append_trace(files, "/cut.jsonl", traces));
    CHECK(files.text("/cut.jsonl") == traces + "\n" + traces + "\n");
    files.put("/empty", "");
    REQUIRE(append_trace(files, "/empty", traces));
    CHECK(files.text("/empty") == traces + "\n");
}

TEST_CASE("a file that holds something else is left alone", "[telemetry]") {
    fakes::MemoryFiles files;
    files.put("/skillmeat.toml", "schema = 1\n");
    files.put_directory("/d");
    for (const auto* path : {"/skillmeat.toml", "/d"}) {
        const auto written = append_trace(files, path, traces);
        REQUIRE_FALSE(written);
        CHECK(written.error().code == ErrorCode::already_exists);
        CHECK(written.error().message ==
              "'" + std::string(path) + "' is no file of traces; it was left as it is");
    }
    CHECK(files.text("/skillmeat.toml") == "schema = 1\n");
    CHECK(files.writes.empty());
}

TEST_CASE("faults of the disk are errors", "[telemetry]") {
    fakes::MemoryFiles files;
    CHECK_FALSE(append_trace(files, "/no/such/folder/t", traces));
    files.put("/t", traces);
    files.fail_reads_of("/t");
    CHECK_FALSE(append_trace(files, "/t", traces));
}

}  // namespace
}  // namespace skillmeat::telemetry
