// The disk, programs and exchanges with eyes in them.
#include <support/catch.hpp>

#include <skillmeat/telemetry/traced_files.hpp>
#include <skillmeat/telemetry/traced_http.hpp>
#include <skillmeat/telemetry/traced_processes.hpp>

#include <fakes/fake_http.hpp>
#include <fakes/fake_processes.hpp>
#include <fakes/memory_files.hpp>

#include "fixture.hpp"

namespace skillmeat::telemetry {
namespace {

using observe::SpanKind;
using Words = std::vector<std::string>;

TEST_CASE("what changed the disk is told, what did not is not", "[telemetry]") {
    Recording recording;
    fakes::MemoryFiles disk;
    TracedFiles files(disk, recording.recorder);
    CHECK(*files.write("/a", "text", 0600));
    CHECK_FALSE(*files.write("/a", "text", 0600));
    CHECK(files.rename("/a", "/b"));
    CHECK(*files.remove_file("/b"));
    CHECK_FALSE(*files.remove_file("/b"));
    CHECK(files.create_directories("/d/e", 0777));
    CHECK(*files.write("/d/e/f", "12345", 0666));
    CHECK(*files.remove_tree("/d") == 5);
    CHECK(*files.remove_tree("/d") == 0);
    const auto spans = recording.spans();
    REQUIRE(spans.size() == 6);
    CHECK(spans[0].name == "file.write");
    CHECK(spans[0].kind == SpanKind::internal);
    CHECK(text_of(spans[0], "file.path") == "/a");
    CHECK(number_of(spans[0], "file.size") == 4);
    CHECK(spans[1].name == "file.rename");
    CHECK(text_of(spans[1], "file.path") == "/b");
    CHECK(text_of(spans[1], "renamed_from") == "/a");
    CHECK(spans[2].name == "file.remove");
    CHECK(spans[3].name == "file.write");
    CHECK(spans[4].name == "file.remove_tree");
    CHECK(number_of(spans[4], "file.size") == 5);
}

TEST_CASE("what failed to change the disk is told", "[telemetry]") {
    Recording recording;
    fakes::MemoryFiles disk;
    disk.fail_write_at(1);
    TracedFiles files(disk, recording.recorder);
    CHECK_FALSE(files.write("/a", "text", 0600));
    CHECK_FALSE(files.rename("/nothing", "/b"));
    const auto spans = recording.spans();
    REQUIRE(spans.size() == 3);
    CHECK(spans[0].failed);
    CHECK(text_of(spans[0], "error.type") == "io_error");
    CHECK(spans[1].failed);
    CHECK(recording.lines.at(0).find(" WARN  file.write file.path=/a ") != std::string::npos);
}

TEST_CASE("reading goes through and leaves no trace", "[telemetry]") {
    Recording recording;
    fakes::MemoryFiles disk;
    disk.put("/d/a", "text");
    disk.put_link("/d/l", "a");
    TracedFiles files(disk, recording.recorder);
    CHECK(**files.read("/d/a", sys::no_limit) == "text");
    CHECK((*files.stat("/d/l"))->kind == sys::FileKind::regular);
    CHECK((*files.lstat("/d/l"))->kind == sys::FileKind::symlink);
    CHECK(files.list("/d")->size() == 2);
    CHECK(*files.read_link("/d/l") == "a");
    CHECK(*files.canonical("/d/l") == "/d/a");
    CHECK(*files.remove_leftovers("/d") == 0);
    CHECK(recording.spans().size() == 1);
}

TEST_CASE("waiting for a lock is told, having it at once is not", "[telemetry]") {
    Recording recording;
    fakes::MemoryFiles disk;
    TracedFiles files(disk, recording.recorder);
    struct Wait {
        fakes::FakeClock& clock;
    } wait{recording.clock};
    sys::LockOptions options;
    options.on_wait = [](void* context, const sys::Path&) {
        static_cast<Wait*>(context)->clock.advance(1);
    };
    options.context = &wait;
    auto held = files.lock("/lock", options);
    REQUIRE(held);
    CHECK((*held)->held());
    CHECK_FALSE(files.lock("/lock", options));
    const auto spans = recording.spans();
    REQUIRE(spans.size() == 2);
    CHECK(spans[0].name == "file.lock");
    CHECK(text_of(spans[0], "error.type") == "lock_timeout");
    CHECK(spans[0].duration_ms() == 1000);
}

sys::Command git(Words arguments) {
    sys::Command command;
    command.program = "/usr/bin/git";
    command.arguments = std::move(arguments);
    return command;
}

TEST_CASE("a program is told by its name, git with its subcommand", "[telemetry]") {
    struct Row {
        Words arguments;
        std::string name;
    };
    const auto row =
        GENERATE(Row{{"fetch", "https://u:p@h/a"}, "git fetch"},
                 Row{{"-c", "a=b", "-C", "/d", "--no-pager", "ls-remote", "x"}, "git ls-remote"},
                 Row{{}, "git"}, Row{{"-c"}, "git"}, Row{{"--version"}, "git"});
    Recording recording;
    fakes::FakeProcesses programs;
    programs.stub_output({"git"}, "out");
    TracedProcesses processes(programs, recording.recorder);
    CHECK(processes.run(git(row.arguments), "in")->output == "out");
    CHECK(programs.calls().at(0)->input == "in");
    const auto span = recording.spans().at(0);
    CHECK(span.name == row.name);
    CHECK(span.kind == SpanKind::client);
    CHECK(text_of(span, "process.executable.name") == "git");
    CHECK(number_of(span, "process.exit.code") == 0);
    CHECK_FALSE(span.failed);
    const auto words = attribute(span, "process.command_args");
    CHECK(std::get<Words>(*words).size() == (row.name == "git" ? 1U : 2U));
}

TEST_CASE("of other programs no argument is told", "[telemetry]") {
    Recording recording;
    fakes::FakeProcesses programs;
    programs.stub_output({"gh"}, "token");
    TracedProcesses processes(programs, recording.recorder);
    auto command = git({"auth", "token"});
    command.program = "/usr/bin/gh";
    CHECK(processes.run(command, ""));
    CHECK(recording.spans().at(0).name == "gh");
}

TEST_CASE("a program that ends badly or not at all is told", "[telemetry]") {
    Recording recording;
    fakes::FakeProcesses programs;
    programs.stub({"git"}, {128, 0, "", "fatal"});
    programs.stub({"git"}, {-1, 9, "", ""});
    programs.stub_error({"git"}, {ErrorCode::io_error, "cannot start 'git'", {}, {}, ""});
    programs.stub_error({"git"}, {ErrorCode::io_error, "cannot start 'git'", {}, {}, ""});
    TracedProcesses processes(programs, recording.recorder);
    CHECK(processes.run(git({"fetch"}), "")->exit_code == 128);
    CHECK(processes.run(git({"fetch"}), "")->signal == 9);
    CHECK_FALSE(processes.run(git({"fetch"}), ""));
    CHECK_FALSE(processes.start(git({"fetch"})));
    const auto spans = recording.spans();
    REQUIRE(spans.size() == 5);
    CHECK(text_of(spans[0], "error.type") == "128");
    CHECK(spans[0].failed);
    CHECK(text_of(spans[1], "error.type") == "signal 9");
    CHECK(number_of(spans[1], "process.exit.code") == -1);
    CHECK(text_of(spans[2], "error.type") == "io_error");
    CHECK(text_of(spans[3], "error.type") == "io_error");
    // git says 1 where something is just not set: that is no warning.
    CHECK(recording.lines.at(0).find(" DEBUG git fetch ") != std::string::npos);
}

TEST_CASE("a child's span lasts as long as the child, and is nobody's parent", "[telemetry]") {
    Recording recording;
    fakes::FakeProcesses programs;
    programs.stub_output({"git"}, "out");
    programs.stub_output({"git"}, "");
    TracedProcesses processes(programs, recording.recorder);
    {
        auto child = processes.start(git({"cat-file", "--batch"}));
        REQUIRE(child);
        const observe::Span meanwhile(&recording.recorder, "meanwhile");
        recording.clock.advance(2);
        CHECK((*child)->write("id\n"));
        char buffer[8] = {};
        CHECK(*(*child)->read(buffer, sizeof buffer) == 3);
        (*child)->close_input();
        CHECK((*child)->wait()->exit_code == 0);
        CHECK((*child)->wait());
    }
    {
        auto child = processes.start(git({"cat-file", "--batch"}));
        recording.clock.advance(1);
    }
    CHECK(programs.calls().at(0)->input == "id\n");
    const auto spans = recording.spans();
    REQUIRE(spans.size() == 4);
    CHECK(spans[0].name == "git cat-file");
    CHECK(spans[0].duration_ms() == 2000);
    CHECK(number_of(spans[0], "process.exit.code") == 0);
    CHECK(spans[1].name == "meanwhile");
    CHECK(spans[1].parent == spans[3].id);
    CHECK(spans[2].duration_ms() == 1000);
    CHECK_FALSE(attribute(spans[2], "process.exit.code"));
}

TEST_CASE("an exchange is told without secrets of its URL", "[telemetry]") {
    Recording recording;
    fakes::FakeHttp web;
    const std::string url = "https://api.github.com/repos/a/b?token=secret";
    net::HttpResponse answer;
    answer.status = 200;
    answer.bytes_sent = 120;
    answer.bytes_received = 3400;
    web.put_for("GET " + url, answer);
    TracedHttp http(web, recording.recorder);
    net::HttpRequest request;
    request.url = url;
    request.resends = 2;
    CHECK(http.send(request)->status == 200);
    const auto span = recording.spans().at(0);
    CHECK(span.name == "GET");
    CHECK(span.kind == SpanKind::client);
    CHECK_FALSE(span.failed);
    CHECK(text_of(span, "http.request.method") == "GET");
    CHECK(text_of(span, "url.full") == "https://api.github.com/repos/a/b");
    CHECK(text_of(span, "server.address") == "api.github.com");
    CHECK(number_of(span, "server.port") == 443);
    CHECK(text_of(span, "network.protocol.name") == "http");
    CHECK(number_of(span, "http.response.status_code") == 200);
    CHECK(number_of(span, "http.request.size") == 120);
    CHECK(number_of(span, "http.response.size") == 3400);
    CHECK(number_of(span, "http.request.resend_count") == 2);
}

TEST_CASE("an answer that is an error, and none at all, make the span fail", "[telemetry]") {
    Recording recording;
    fakes::FakeHttp web;
    web.put("https://h/none", 404, "");
    web.put("https://h/same", 304, "");
    web.put_error("https://h/down", ErrorCode::network_error, "cannot reach 'h'");
    TracedHttp http(web, recording.recorder);
    for (const std::string path : {"none", "same", "down"}) {
        net::HttpRequest request;
        request.url = "https://h/" + path;
        CHECK(http.send(request).has_value() == (path != "down"));
    }
    net::HttpRequest odd;
    odd.url = "ftp://u:canary@h";
    CHECK_FALSE(http.send(odd));
    const auto spans = recording.spans();
    REQUIRE(spans.size() == 5);
    CHECK(text_of(spans[0], "error.type") == "404");
    CHECK_FALSE(spans[1].failed);
    CHECK_FALSE(attribute(spans[1], "http.request.resend_count"));
    CHECK(text_of(spans[2], "error.type") == "network_error");
    CHECK_FALSE(attribute(spans[2], "http.response.status_code"));
    CHECK(text_of(spans[3], "url.full").find("canary") == std::string::npos);
    CHECK_FALSE(attribute(spans[3], "server.address"));
}

TEST_CASE("many exchanges have a span each, below the one that asked for them", "[telemetry]") {
    Recording recording;
    fakes::FakeHttp web;
    web.put("https://h/1", 200, "one");
    web.put("https://h/2", 500, "two");
    TracedHttp http(web, recording.recorder);
    std::vector<net::HttpRequest> requests(2);
    requests[0].url = "https://h/1";
    requests[1].url = "https://h/2";
    std::vector<std::string> bodies(2);
    {
        const observe::Span span(&recording.recorder, "fetch");
        http.send_all(requests, 2, [&](std::size_t index, Result<net::HttpResponse> response) {
            const observe::Span within(&recording.recorder, "visit");
            bodies[index] = response->body;
        });
    }
    CHECK(bodies == std::vector<std::string>{"one", "two"});
    const auto spans = recording.spans();
    REQUIRE(spans.size() == 6);
    for (const auto& span : spans) {
        CHECK((span.parent == spans[4].id || &span == &spans[4] || &span == &spans[5]));
    }
    CHECK(spans[2].failed);
}

}  // namespace
}  // namespace skillmeat::telemetry
