#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <thread>

#include <skillmeat/sys/filesystem.hpp>
#include <skillmeat/sys/interrupt.hpp>
#include <skillmeat/sys/process.hpp>

#include <support/catch.hpp>
#include <support/temp_dir.hpp>

#include "in_child.hpp"

using namespace skillmeat;
using namespace skillmeat::sys;

namespace {

LockOptions waiting(std::int64_t milliseconds) {
    LockOptions options;
    options.timeout_ms = milliseconds;
    return options;
}

/// A process that holds the lock until it is ended; started when this returns.
pid_t start_holder(const Path& path) {
    int ready[2] = {-1, -1};
    REQUIRE(::pipe(ready) == 0);
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::close(ready[0]);
        const auto lock = make_disk()->lock(path, {});
        const bool told = lock && ::write(ready[1], "x", 1) == 1;
        ::close(ready[1]);
        while (told) {
            ::pause();
        }
        ::_exit(1);
    }
    ::close(ready[1]);
    char byte = 0;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    ::close(ready[0]);
    return pid;
}

void end(pid_t pid) {
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
}

}  // namespace

TEST_CASE("one writer at a time holds a lock, and its file stays", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    {
        const auto first = disk->lock(folder / "lock", {});
        REQUIRE(first.has_value());
        CHECK((*first)->held());
        CHECK(disk->stat(folder / "lock")->value().mode == 0600);
        const auto second = disk->lock(folder / "lock", waiting(0));
        REQUIRE(!second.has_value());
        CHECK(second.error().code == ErrorCode::lock_timeout);
        CHECK(second.error().message ==
              "the lock '" + (folder / "lock").native() + "' is held by another skillmeat");
    }
    CHECK(std::filesystem::exists(folder / "lock"));
    CHECK(disk->lock(folder / "lock", waiting(0)).has_value());
}

TEST_CASE("readers share a lock, a writer does not", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    LockOptions shared = waiting(0);
    shared.shared = true;
    const auto first = disk->lock(folder / "lock", shared);
    const auto second = disk->lock(folder / "lock", shared);
    CHECK(first.has_value());
    CHECK(second.has_value());
    CHECK(!disk->lock(folder / "lock", waiting(0)).has_value());
}

TEST_CASE("the time to wait is honoured and told", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    const auto first = disk->lock(folder / "lock", {});
    const auto second = disk->lock(folder / "lock", waiting(30));
    REQUIRE(!second.has_value());
    CHECK(second.error().message.ends_with("; waited 30 ms for it"));
}

TEST_CASE("who waits for about a second is told so once", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    const auto first = disk->lock(folder / "lock", {});
    std::string told;
    LockOptions options = waiting(1300);
    options.context = &told;
    options.on_wait = [](void* context, const Path& path) {
        *static_cast<std::string*>(context) += path.filename().native() + ";";
    };
    CHECK(!disk->lock(folder / "lock", options).has_value());
    CHECK(told == "lock;");
}

TEST_CASE("the lock of a killed process is free at once", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    const pid_t holder = start_holder(folder / "lock");
    CHECK(!disk->lock(folder / "lock", waiting(0)).has_value());
    end(holder);
    CHECK(disk->lock(folder / "lock", waiting(0)).has_value());
}

TEST_CASE("a waiter goes on when the holder is killed", "[sys]") {
    const test::TempDir folder;
    const pid_t holder = start_holder(folder / "lock");
    bool got = false;
    std::thread waiter(
        [&] { got = make_disk()->lock(folder / "lock", waiting(60'000)).has_value(); });
    ::usleep(20'000);
    end(holder);
    waiter.join();
    CHECK(got);
}

TEST_CASE("a child that outlives the holder does not keep the lock", "[sys]") {
    const test::TempDir folder;
    int output[2] = {-1, -1};
    REQUIRE(::pipe(output) == 0);
    CHECK(test::in_child([&] {
        const auto lock = make_disk()->lock(folder / "lock", {});
        Command command;
        command.program = "/bin/sh";
        command.arguments = {"-c", "sleep 30 >/dev/null 2>&1 & echo $!"};
        command.environment = {{"PATH", "/usr/bin:/bin"}};
        const auto completed = make_process_runner()->run(command, "");
        return lock && completed &&
               ::write(output[1], completed->output.data(), completed->output.size()) > 0;
    }));
    CHECK(make_disk()->lock(folder / "lock", waiting(0)).has_value());
    char text[16] = {};
    REQUIRE(::read(output[0], text, sizeof text - 1) > 0);
    CHECK(::kill(std::stoi(text), SIGKILL) == 0);
    ::close(output[0]);
    ::close(output[1]);
}

TEST_CASE("a signal ends the wait for a lock", "[sys]") {
    const test::TempDir folder;
    const pid_t holder = start_holder(folder / "lock");
    CHECK(test::in_child([&] {
        install_signal_handlers();
        ::kill(::getpid(), SIGTERM);
        const auto lock = make_disk()->lock(folder / "lock", {});
        return !lock && lock.error().code == ErrorCode::terminated;
    }));
    end(holder);
}

TEST_CASE("a lock file removed while waiting is made again", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    const pid_t holder = start_holder(folder / "lock");
    std::thread remover([&] {
        ::usleep(20'000);
        std::filesystem::remove(folder / "lock");
        end(holder);
    });
    const auto lock = disk->lock(folder / "lock", waiting(60'000));
    remover.join();
    CHECK(lock.has_value());
    CHECK(std::filesystem::exists(folder / "lock"));
    CHECK(!disk->lock(folder / "lock", waiting(0)).has_value());
}

TEST_CASE("a lock that cannot be opened is an error with a hint", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    SECTION("through a symbolic link, which is never followed") {
        std::filesystem::create_symlink("victim", folder / "lock");
        const auto lock = disk->lock(folder / "lock", {});
        REQUIRE(!lock.has_value());
        CHECK(lock.error().hint.find("symbolic link") != std::string::npos);
        CHECK(!std::filesystem::exists(folder / "victim"));
    }
    SECTION("in a missing directory") {
        CHECK(!disk->lock(folder / "missing/lock", {}).has_value());
    }
    SECTION("at a directory") {
        std::filesystem::create_directory(folder / "lock");
        CHECK(!disk->lock(folder / "lock", {}).has_value());
    }
    SECTION("with a NUL byte in its name") {
        CHECK(!disk->lock(folder / std::string("l\0k", 3), {}).has_value());
    }
}

TEST_CASE("writers that lock lose none of each other's changes", "[sys]") {
    const test::TempDir folder;
    constexpr int writers = 16;
    std::vector<pid_t> pids;
    for (int i = 0; i < writers; ++i) {
        const pid_t pid = ::fork();
        if (pid == 0) {
            const auto disk = make_disk();
            bool fine = true;
            for (int round = 0; round < 3 && fine; ++round) {
                const auto lock = disk->lock(folder / "lock", waiting(60'000));
                const auto before = disk->read(folder / "file");
                fine = lock && before &&
                       disk->write(folder / "file", before->value_or("") + "x").has_value();
            }
            ::_exit(fine ? 0 : 1);
        }
        pids.push_back(pid);
    }
    for (const pid_t pid : pids) {
        int status = 0;
        ::waitpid(pid, &status, 0);
        CHECK(status == 0);
    }
    CHECK(make_disk()->read(folder / "file") == std::string(std::size_t{writers} * 3, 'x'));
}
