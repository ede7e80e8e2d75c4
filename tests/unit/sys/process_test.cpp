#include <skillmeat/sys/process.hpp>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include <skillmeat/sys/interrupt.hpp>

#include <support/catch.hpp>
#include <support/temp_dir.hpp>

#include "in_child.hpp"

using namespace skillmeat;
using namespace skillmeat::sys;

namespace {

Command shell(std::string script) {
    Command command;
    command.program = "/bin/sh";
    command.arguments = {"-c", std::move(script)};
    command.environment = {{"PATH", "/usr/bin:/bin"}};
    return command;
}

Completed run(const Command& command, std::string_view input = {}) {
    auto completed = make_process_runner()->run(command, input);
    REQUIRE(completed.has_value());
    return *completed;
}

}  // namespace

TEST_CASE("a program's output, errors and exit code are collected", "[sys]") {
    const Completed completed = run(shell("echo out; echo err >&2; exit 3"));
    CHECK(completed.exit_code == 3);
    CHECK(completed.signal == 0);
    CHECK(completed.output == "out\n");
    CHECK(completed.errors == "err\n");
}

TEST_CASE("arguments reach the program as they are, never through a shell", "[sys]") {
    Command command;
    command.program = "/usr/bin/printf";
    command.arguments = {"%s|%s", "$(echo x); *", ""};
    CHECK(run(command).output == "$(echo x); *|");
}

TEST_CASE("an argument with a NUL byte is refused, not cut short", "[sys]") {
    Command command = shell("true");
    command.arguments.push_back(std::string("a\0b", 3));
    const auto completed = make_process_runner()->run(command, "");
    REQUIRE(!completed.has_value());
    CHECK(completed.error().code == ErrorCode::io_error);
    CHECK(completed.error().message.find("NUL") != std::string::npos);
}

TEST_CASE("input and output larger than any pipe do not block each other", "[sys]") {
    Command command;
    command.program = "/bin/cat";
    const std::string input(std::size_t{5} << 20, 'x');
    const Completed completed = run(command, input);
    CHECK(completed.exit_code == 0);
    CHECK(completed.output == input);
}

TEST_CASE("a program that does not read its input is no error", "[sys]") {
    const std::string input(std::size_t{1} << 20, 'x');
    const Completed completed = run(shell("echo done; exit 4"), input);
    CHECK(completed.exit_code == 4);
    CHECK(completed.output == "done\n");
}

TEST_CASE("the environment is what the command says and nothing else", "[sys]") {
    Command command;
    command.program = "/usr/bin/env";
    command.environment = {{"A", "1"}, {"B", ""}};
    CHECK(run(command).output == "A=1\nB=\n");
}

TEST_CASE("a program runs in the directory asked for", "[sys]") {
    const test::TempDir folder;
    Command command = shell("pwd -P");
    command.directory = folder.path();
    CHECK(run(command).output == folder.path().native() + "\n");
}

TEST_CASE("a program that cannot be run is an error naming it", "[sys]") {
    const test::TempDir folder;
    Command command;
    SECTION("because it is not there") {
        command.program = folder / "missing";
        const auto completed = make_process_runner()->run(command, "");
        REQUIRE(!completed.has_value());
        CHECK(completed.error().code == ErrorCode::io_error);
        CHECK(completed.error().message ==
              "cannot run '" + command.program.native() + "': no such file or directory");
    }
    SECTION("because it is not executable") {
        command.program = folder / "text";
        std::ofstream(command.program) << "text";
        const auto completed = make_process_runner()->run(command, "");
        REQUIRE(!completed.has_value());
        CHECK(completed.error().message.find("permission denied") != std::string::npos);
    }
    SECTION("because its directory is not there") {
        command = shell("true");
        command.directory = folder / "missing";
        const auto completed = make_process_runner()->start(command);
        REQUIRE(!completed.has_value());
        CHECK(completed.error().message.find("cannot change to the directory") == 0);
    }
}

TEST_CASE("the signal that ended a program is told", "[sys]") {
    const Completed completed = run(shell("kill -9 $$"));
    CHECK(completed.signal == SIGKILL);
    CHECK(completed.exit_code == -1);
}

TEST_CASE("output beyond the limit is too_large and ends the program", "[sys]") {
    Command command = shell("yes");
    command.output_limit = 100'000;
    const auto completed = make_process_runner()->run(command, "");
    REQUIRE(!completed.has_value());
    CHECK(completed.error().code == ErrorCode::too_large);
    CHECK(completed.error().message == "'sh' printed more than 100000 bytes");
}

TEST_CASE("only the end of a long stderr is kept", "[sys]") {
    const Completed completed =
        run(shell("head -c 300000 /dev/zero | tr '\\0' x >&2; echo the end >&2"));
    CHECK(completed.errors.size() == 65536);
    CHECK(completed.errors.ends_with("the end\n"));
}

TEST_CASE("the limit on file sizes holds for the program alone", "[sys]") {
    const test::TempDir folder;
    Command command = shell("head -c 5000 /dev/zero > file");
    command.directory = folder.path();
    command.file_size_limit = 1000;
    CHECK(run(command).exit_code != 0);
    CHECK(std::filesystem::file_size(folder / "file") <= 1000);
    std::ofstream(folder / "ours") << std::string(5000, 'x');
    CHECK(std::filesystem::file_size(folder / "ours") == 5000);
}

TEST_CASE("programs inherit no descriptor above 2 and the default action of SIGPIPE", "[sys]") {
    const int extra = ::fcntl(0, F_DUPFD, 100);  // not close-on-exec, as one that we inherited
    REQUIRE(extra >= 100);
    const Completed completed =
        run(shell("ls /proc/self/fd | tr '\\n' ' '; grep SigIgn /proc/self/status"));
    ::close(extra);
    CHECK(completed.output.starts_with("0 1 2 3 SigIgn:"));
    CHECK(completed.output.find("SigIgn:\t0000000000000000") != std::string::npos);
}

TEST_CASE("a daemon that keeps the pipes open does not hold up the end", "[sys]") {
    const Completed completed = run(shell("sleep 30 & echo $!; exit 0"));
    CHECK(completed.exit_code == 0);
    REQUIRE(!completed.output.empty());
    CHECK(::kill(std::stoi(completed.output), SIGKILL) == 0);
}

TEST_CASE("programs can be started without 0 to 2 being open", "[sys]") {
    CHECK(test::in_crippled_child([] {
        ::close(0);
        ::close(1);
        ::close(2);
        const auto completed = make_process_runner()->run(shell("cat; echo e >&2"), "input");
        return completed && completed->output == "input" && completed->errors == "e\n";
    }));
}

TEST_CASE("a started child answers while its input stays open", "[sys]") {
    auto child = make_process_runner()->start(shell("while read line; do echo \"<$line>\"; done"));
    REQUIRE(child.has_value());
    char buffer[16] = {};
    for (const std::string text : {"one", "two"}) {
        REQUIRE((*child)->write(text + "\n").has_value());
        const auto size = (*child)->read(buffer, sizeof buffer);
        REQUIRE(size.has_value());
        CHECK(std::string(buffer, *size) == "<" + text + ">\n");
    }
    (*child)->close_input();
    CHECK((*child)->read(buffer, sizeof buffer) == std::size_t{0});
    const auto completed = (*child)->wait();
    REQUIRE(completed.has_value());
    CHECK(completed->exit_code == 0);
    CHECK(!(*child)->wait().has_value());
}

TEST_CASE("a started child may answer before it has read all that is written", "[sys]") {
    Command command;
    command.program = "/bin/cat";
    auto child = make_process_runner()->start(command);
    REQUIRE(child.has_value());
    const std::string input(std::size_t{3} << 20, 'y');
    REQUIRE((*child)->write(input).has_value());
    (*child)->close_input();
    std::string output;
    std::string buffer(70'000, '\0');
    while (true) {
        const auto size = (*child)->read(buffer.data(), buffer.size());
        REQUIRE(size.has_value());
        if (*size == 0) {
            break;
        }
        output.append(buffer, 0, *size);
    }
    CHECK(output == input);
}

TEST_CASE("writing to a child that closed its input fails", "[sys]") {
    auto child = make_process_runner()->start(shell("exec <&-; echo closed; cat /dev/null"));
    REQUIRE(child.has_value());
    char buffer[16] = {};
    REQUIRE((*child)->read(buffer, sizeof buffer).has_value());
    const auto written = (*child)->write(std::string(std::size_t{1} << 20, 'x'));
    REQUIRE(!written.has_value());
    CHECK(written.error().message == "'sh' stopped reading its input");
}

TEST_CASE("a child's stderr is drained while its output is read", "[sys]") {
    auto child = make_process_runner()->start(
        shell("head -c 500000 /dev/zero >&2; echo after; echo last >&2; exit 5"));
    REQUIRE(child.has_value());
    char buffer[16] = {};
    const auto size = (*child)->read(buffer, sizeof buffer);
    REQUIRE(size.has_value());
    CHECK(std::string(buffer, *size) == "after\n");
    const auto completed = (*child)->wait();
    REQUIRE(completed.has_value());
    CHECK(completed->exit_code == 5);
    CHECK(completed->errors.ends_with("last\n"));
}

TEST_CASE("SIGINT ends the child and is told as interrupted", "[sys]") {
    const test::TempDir folder;
    Command command = shell(
        "trap 'echo ended > trace; exit 1' TERM; kill -INT $PPID;"
        "while :; do sleep 0.05; done");
    command.directory = folder.path();
    CHECK(test::in_child([&] {
        install_signal_handlers();
        const auto completed = make_process_runner()->run(command, "");
        return !completed && completed.error().code == ErrorCode::interrupted &&
               !make_process_runner()->run(command, "") && ::waitpid(-1, nullptr, WNOHANG) == -1;
    }));
    CHECK(std::filesystem::exists(folder / "trace"));
}

TEST_CASE("a child that ignores SIGTERM is killed", "[sys]") {
    CHECK(test::in_child([] {
        install_signal_handlers();
        auto child = make_process_runner()->start(
            shell("trap '' TERM; kill -TERM $PPID; while :; do sleep 0.05; done"));
        char buffer[8] = {};
        const auto size = (*child)->read(buffer, sizeof buffer);
        child->reset();
        return !size && size.error().code == ErrorCode::terminated &&
               ::waitpid(-1, nullptr, WNOHANG) == -1;
    }));
}

TEST_CASE("many threads may run programs at once", "[sys]") {
    const auto runner = make_process_runner();
    std::vector<std::string> outputs(8);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        threads.emplace_back([&, i] {
            Command command;
            command.program = "/bin/cat";
            const auto completed = runner->run(command, std::to_string(i));
            outputs[i] = completed ? completed->output : "failed";
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        CHECK(outputs[i] == std::to_string(i));
    }
}
