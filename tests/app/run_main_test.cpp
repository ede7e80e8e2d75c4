#include <support/catch.hpp>

#include <cerrno>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "harness.hpp"
#include "sample_commands.hpp"

namespace skillmeat::app {
namespace {

using testing::Harness;
using testing::sample_registry;

TEST_CASE("the version is the first line of --version, wherever it stands", "[app]") {
    const std::vector<std::vector<std::string>> lines{
        {"--version"}, {"item", "list", "--version"}, {"--version", "--json"}};
    for (const auto& words : lines) {
        Harness harness;
        CHECK(harness.run(words, sample_registry()) == 0);
        CHECK(harness.out() == "skillmeat " SKILLMEAT_VERSION "\n");
        CHECK(harness.err().empty());
        CHECK(harness.files.reads.empty());
    }
}

TEST_CASE("a command that works ends with 0, one with bad news with its own code", "[app]") {
    Harness good;
    CHECK(good.run({"init"}, sample_registry()) == 0);
    CHECK(good.out() == "done\n");
    Harness drift;
    CHECK(drift.run({"drift"}, sample_registry()) == 3);
    CHECK(drift.out() == "drifted\n");
}

TEST_CASE("a failing command prints its error and ends with the code of the table", "[app]") {
    Harness harness;
    CHECK(harness.run({"fail"}, sample_registry()) == 1);
    CHECK(harness.out().empty());
    CHECK(harness.err() ==
          "error: no source 'x'\n  --> skillmeat.toml:3:5\nhelp: run 'skillmeat source list'\n");
}

TEST_CASE("faults of the command line come in the form asked for and end with 2", "[app]") {
    Harness text;
    CHECK(text.run({"item", "lst"}, sample_registry()) == 2);
    CHECK(text.err() ==
          "error: unknown command 'item lst'\nhelp: did you mean 'skillmeat item list'?\n");
    Harness json;
    CHECK(json.run({"item", "lst", "--json"}, sample_registry()) == 2);
    CHECK(json.err().starts_with("{\"error\": {\"code\": \"invalid_usage\", "));
    CHECK(json.out().empty());
    Harness bind;
    CHECK(bind.run({"item", "list", "--all", "--type", "skill"}, sample_registry()) == 2);
}

TEST_CASE("a wrong scope in the environment ends with 2, but not help", "[app]") {
    Harness harness;
    harness.environment.variables["SKILLMEAT_SCOPE"] = "world";
    CHECK(harness.run({"init"}, sample_registry()) == 2);
    CHECK(harness.run({"init", "--help"}, sample_registry()) == 0);
}

TEST_CASE("an exception ends with 1, code internal, and says how to report it", "[app]") {
    Harness harness;
    CHECK(harness.run({"break", "--json"}, sample_registry()) == 1);
    CHECK(harness.err().find("\"code\": \"internal\"") != std::string::npos);
    CHECK(harness.err().find("no such gear") != std::string::npos);
    CHECK(harness.err().find("report this") != std::string::npos);
}

TEST_CASE("a reader that went away is no failure, a full disk is one", "[app]") {
    Harness pipe;
    pipe.break_stdout(EPIPE);
    CHECK(pipe.run({"init"}, sample_registry()) == 0);
    CHECK(pipe.err().empty());
    Harness full;
    full.break_stdout(ENOSPC);
    CHECK(full.run({"init"}, sample_registry()) == 1);
    CHECK(full.err().find("cannot write to standard output") != std::string::npos);
    Harness json;
    json.break_stdout(ENOSPC);
    CHECK(json.run({"--version"}, sample_registry()) == 1);
    Harness drift;
    drift.break_stdout(EIO);
    CHECK(drift.run({"drift"}, sample_registry()) == 3);
}

TEST_CASE("no words at all give short help, also with nothing in argv", "[app]") {
    Harness harness;
    CHECK(harness.run({}, sample_registry()) == 0);
    CHECK(harness.out().find("skillmeat COMMAND") != std::string::npos);
    Harness none;
    Context context = none.make_context(sample_registry());
    const char* const argv[] = {nullptr};
    CHECK(run_main(0, argv, context) == 0);
}

TEST_CASE("a stream keeps its first error and drops what follows", "[app]") {
    OutStream stream(std::make_unique<testing::BrokenSink>(ENOSPC), {});
    stream.flush();
    CHECK(stream.error() == 0);
    stream.write("x");
    CHECK(stream.error() == 0);
    stream.flush();
    CHECK(stream.error() == ENOSPC);
    stream.write("y");
    stream.flush();
    CHECK(stream.error() == ENOSPC);
}

TEST_CASE("a full device is an error of the descriptor", "[app]") {
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    REQUIRE(full >= 0);
    CHECK(make_descriptor_sink(full)->write("x") == ENOSPC);
    CHECK(make_descriptor_sink(full)->write("") == 0);
    ::close(full);
    CHECK(make_descriptor_sink(full)->write("x") == EBADF);
}

TEST_CASE("a closed pipe is EPIPE, an open one takes everything", "[app]") {
    ::signal(SIGPIPE, SIG_IGN);
    int ends[2] = {-1, -1};
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    CHECK(make_descriptor_sink(ends[1])->write("hello") == 0);
    char buffer[8] = {};
    CHECK(::read(ends[0], buffer, sizeof buffer) == 5);
    ::close(ends[0]);
    CHECK(make_descriptor_sink(ends[1])->write("hello") == EPIPE);
    ::close(ends[1]);
}

TEST_CASE("what is no terminal has no width to respect", "[app]") {
    fakes::FakeEnvironment environment;
    environment.variables["COLUMNS"] = "33";
    const Streams streams = make_real_streams(environment);
    if (!streams.out.facts().terminal) {
        CHECK(streams.out.facts().width == 80);
    } else {
        CHECK(streams.out.facts().width == 33);
    }
}

}  // namespace
}  // namespace skillmeat::app
