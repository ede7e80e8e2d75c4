#include <string>

#include <skillmeat/base/text.hpp>

#include <fakes/fake_clock.hpp>
#include <fakes/fake_environment.hpp>
#include <fakes/fake_processes.hpp>
#include <fakes/memory_files.hpp>
#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::fakes;
using sys::FileKind;

namespace {

sys::Command git(std::vector<std::string> arguments) {
    sys::Command command;
    command.program = "/usr/bin/git";
    command.arguments = std::move(arguments);
    return command;
}

}  // namespace

TEST_CASE("the fake clock moves only when it is told to", "[fakes]") {
    FakeClock clock;
    CHECK(clock.now().seconds == 1'767'225'600);
    clock.advance(60);
    CHECK(clock.now().seconds == 1'767'225'660);
    CHECK(clock.ticks_ms() == 60'000);
    clock.set(Timestamp{5});
    CHECK(clock.now() == Timestamp{5});
}

TEST_CASE("the fake environment says what was put in", "[fakes]") {
    FakeEnvironment environment({{"A", "1"}, {"B", ""}}, "/project");
    CHECK(environment.get("A") == "1");
    CHECK(environment.get("B") == std::nullopt);
    CHECK(environment.get("C") == std::nullopt);
    CHECK(environment.all().size() == 2);
    CHECK(environment.current_directory() == std::filesystem::path("/project"));
    environment.directory.clear();
    CHECK(!environment.current_directory().has_value());
}

TEST_CASE("a stub answers one command that begins with its words", "[fakes]") {
    FakeProcesses processes;
    processes.stub_output({"git", "ls-remote"}, "first");
    processes.stub_output({"git", "ls-remote"}, "second");
    Error no_network;
    no_network.code = ErrorCode::network_error;
    processes.stub_error({"git", "fetch"}, no_network);
    CHECK(processes.complaints().size() == 3);
    CHECK(processes.run(git({"ls-remote", "url"}), "in")->output == "first");
    CHECK(processes.run(git({"ls-remote"}), "")->output == "second");
    CHECK(processes.run(git({"fetch"}), "").error().code == ErrorCode::network_error);
    CHECK(processes.complaints().empty());
    REQUIRE(processes.calls().size() == 3);
    CHECK(processes.calls()[0]->input == "in");
    CHECK(processes.calls()[0]->command.arguments.back() == "url");
}

TEST_CASE("a command without stub and a stub without command are complained of", "[fakes]") {
    FakeProcesses processes;
    processes.stub_output({"git", "fetch", "--all"}, "");
    CHECK(processes.run(git({"fetch"}), "").error().code == ErrorCode::internal);
    CHECK(join(processes.complaints(), "; ") ==
          "unused stub: git fetch --all; no stub for: git fetch");
}

TEST_CASE("a started fake child gives its output in pieces and keeps its input", "[fakes]") {
    FakeProcesses processes;
    processes.stub_output({"git", "cat-file"}, "abcde");
    const auto child = processes.start(git({"cat-file", "--batch"}));
    REQUIRE(child.has_value());
    CHECK((*child)->write("id\n").has_value());
    char buffer[3] = {};
    CHECK((*child)->read(buffer, 3) == std::size_t{3});
    CHECK((*child)->read(buffer, 3) == std::size_t{2});
    CHECK((*child)->read(buffer, 3) == std::size_t{0});
    CHECK((*child)->wait()->exit_code == 0);
    CHECK(processes.calls()[0]->input == "id\n");
    CHECK(!processes.start(git({"cat-file"})).has_value());
}

TEST_CASE("files in memory are read and written as on the disk", "[fakes]") {
    MemoryFiles files;
    CHECK(files.read("/a/file", sys::no_limit) == std::nullopt);
    CHECK(!files.write("/a/file", "text", 0666).has_value());
    CHECK(files.create_directories("/a/b", 0777).has_value());
    CHECK(files.write("/a/file", "text", 0666) == true);
    CHECK(files.write("/a/file", "text", 0666) == false);
    CHECK(files.read("/a/file", sys::no_limit) == "text");
    CHECK(files.read("/a/file", 3).error().code == ErrorCode::too_large);
    CHECK(!files.read("/a", sys::no_limit).has_value());
    CHECK(!files.write("/a", "text", 0666).has_value());
    CHECK(!files.create_directories("/a/file/below", 0777).has_value());
    const auto stat = files.stat("a/../a/./file");
    REQUIRE(stat->has_value());
    CHECK((*stat)->size == 4);
    CHECK((*stat)->mode == 0644);
    CHECK(files.write("/a/file", "longer", 0666) == true);
    CHECK(files.stat("/a/file")->value().mtime_ns > (*stat)->mtime_ns);
    CHECK(files.stat("/a/file")->value().size == 6);
    CHECK(join(files.writes, " ") == "/a/file /a/file");
    CHECK(files.reads.size() == 4);
}

TEST_CASE("files in memory can be made to fail", "[fakes]") {
    MemoryFiles files;
    files.fail_write_at(2);
    CHECK(files.write("/a", "1", 0666).has_value());
    CHECK(!files.write("/b", "2", 0666).has_value());
    CHECK(!files.exists("/b"));
    CHECK(files.write("/b", "2", 0666).has_value());
    files.fail_reads_of("/a");
    CHECK(!files.read("/a", sys::no_limit).has_value());
    CHECK(files.text("/a") == "1");
}

TEST_CASE("links in memory are followed as on the disk", "[fakes]") {
    MemoryFiles files;
    files.put("/real/file", "text");
    files.put_link("/link", "real");
    files.put_link("/real/loop", "loop");
    files.put_link("/dangling", "/real/new");
    CHECK(files.read("/link/file", sys::no_limit) == "text");
    CHECK(files.write("/dangling", "new", 0666) == true);
    CHECK(files.text("/real/new") == "new");
    CHECK(files.lstat("/dangling")->value().kind == FileKind::symlink);
    CHECK(files.stat("/link")->value().kind == FileKind::directory);
    CHECK(files.read_link("/link") == "real");
    CHECK(!files.read_link("/real").has_value());
    CHECK(files.canonical("/link/file") == sys::Path("/real/file"));
    CHECK(!files.canonical("/real/loop").has_value());
    CHECK(!files.read("/real/loop", sys::no_limit).has_value());
    CHECK(join(files.files(), " ") == "/dangling /link /real/file /real/loop /real/new");
}

TEST_CASE("directories in memory are listed, removed and renamed", "[fakes]") {
    MemoryFiles files;
    files.put("/d/b", "123");
    files.put("/d/sub/c", "45");
    files.put("/dx", "not below");
    files.put("/d/.b.skillmeat-1-0123456789abcdef.tmp", "");
    CHECK(files.remove_leftovers("/d") == std::size_t{1});
    REQUIRE(files.list("/d")->size() == 2);
    CHECK(files.list("/d")->at(0).name == "b");
    CHECK(files.list("/d")->at(1).kind == FileKind::directory);
    CHECK(files.list("/missing")->empty());
    CHECK(!files.list("/dx").has_value());
    CHECK(!files.rename("/missing", "/x").has_value());
    CHECK(!files.rename("/dx", "/d").has_value());
    CHECK(!files.rename("/d", "/d/sub/x").has_value());
    CHECK(files.rename("/d", "/e").has_value());
    CHECK(files.text("/e/sub/c") == "45");
    CHECK(!files.exists("/d"));
    CHECK(!files.remove_file("/e").has_value());
    CHECK(files.remove_file("/e/b") == true);
    CHECK(files.remove_file("/e/b") == false);
    CHECK(!files.remove_tree("/dx").has_value());
    CHECK(files.remove_tree("/e") == std::uint64_t{2});
    CHECK(files.remove_tree("/e") == std::uint64_t{0});
    CHECK(join(files.removals, " ") == "/e/b /e");
    CHECK(files.text("/dx") == "not below");
}

TEST_CASE("locks in memory exclude each other until they are released", "[fakes]") {
    MemoryFiles files;
    sys::LockOptions shared;
    shared.shared = true;
    CHECK(!files.lock("/missing/lock", {}).has_value());
    {
        const auto first = files.lock("/lock", {});
        REQUIRE(first.has_value());
        CHECK(files.is_locked("/lock"));
        CHECK(files.exists("/lock"));
        CHECK(files.lock("/lock", shared).error().code == ErrorCode::lock_timeout);
    }
    CHECK(!files.is_locked("/lock"));
    const auto second = files.lock("/lock", shared);
    const auto third = files.lock("/lock", shared);
    CHECK(third.has_value());
    CHECK(!files.lock("/lock", {}).has_value());
}
