#include <skillmeat/sys/environment.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include <skillmeat/sys/clock.hpp>

#include <support/catch.hpp>
#include <support/temp_dir.hpp>

#include "in_child.hpp"

using namespace skillmeat;
using namespace skillmeat::sys;

namespace {

/// find_program in a process whose PATH is `search_path`.
bool finds(const std::string& search_path, std::string_view name,
           const std::optional<std::filesystem::path>& expected) {
    return test::in_child([&] {
        ::setenv("PATH", search_path.c_str(), 1);
        return find_program(*make_process_environment(), name) == expected;
    });
}

void make_program(const std::filesystem::path& path, mode_t mode = 0755) {
    std::ofstream(path) << "#!/bin/sh\n";
    ::chmod(path.c_str(), mode);
}

}  // namespace

TEST_CASE("a variable that is empty counts as not set, but is handed to children", "[sys]") {
    CHECK(test::in_child([] {
        ::clearenv();
        ::setenv("SKILLMEAT_A", "1=2", 1);
        ::setenv("SKILLMEAT_B", "", 1);
        const auto environment = make_process_environment();
        return environment->get("SKILLMEAT_A") == "1=2" && !environment->get("SKILLMEAT_B") &&
               !environment->get("SKILLMEAT_C") &&
               environment->all() ==
                   std::map<std::string, std::string>{{"SKILLMEAT_A", "1=2"}, {"SKILLMEAT_B", ""}};
    }));
}

TEST_CASE("the current directory is told, and its loss is an error", "[sys]") {
    const test::TempDir folder;
    CHECK(test::in_child([&] {
        const auto environment = make_process_environment();
        std::filesystem::create_directory(folder / "gone");
        if (::chdir((folder / "gone").c_str()) != 0) {
            return false;
        }
        const auto before = environment->current_directory();
        std::filesystem::remove(folder / "gone");
        const auto after = environment->current_directory();
        return before && *before == folder / "gone" && !after &&
               after.error().code == ErrorCode::io_error && !after.error().hint.empty();
    }));
}

TEST_CASE("programs are found on absolute PATH entries only", "[sys]") {
    const test::TempDir folder;
    std::filesystem::create_directories(folder / "first");
    std::filesystem::create_directories(folder / "second");
    make_program(folder / "second/tool");
    const std::string first = (folder / "first").native();
    const std::string second = (folder / "second").native();

    SECTION("the first entry that has it wins") {
        CHECK(finds(first + ":" + second, "tool", folder / "second/tool"));
        make_program(folder / "first/tool");
        CHECK(finds(first + ":" + second, "tool", folder / "first/tool"));
    }
    SECTION("a file that cannot be executed and a directory are passed over") {
        make_program(folder / "first/tool", 0644);
        CHECK(finds(first + ":" + second, "tool", folder / "second/tool"));
        std::filesystem::create_directories(folder / "third/tool");
        CHECK(finds((folder / "third").native() + ":" + second, "tool", folder / "second/tool"));
    }
    SECTION("empty and relative entries mean the current directory and are never looked at") {
        std::filesystem::current_path(folder / "second");
        CHECK(finds(":.:./", "tool", std::nullopt));
        CHECK(finds("../second::" + first, "tool", std::nullopt));
        std::filesystem::current_path("/");
    }
    SECTION("without PATH, or with a name that is a path, there is nothing") {
        CHECK(finds("", "tool", std::nullopt));
        CHECK(finds(second, "../second/tool", std::nullopt));
        CHECK(finds(second, "", std::nullopt));
    }
}

TEST_CASE("the system clock tells a time after this was written and does not run back", "[sys]") {
    const SystemClock clock;
    CHECK(clock.now().seconds > 1'700'000'000);
    const auto before = clock.ticks_ms();
    CHECK(clock.ticks_ms() >= before);
}
