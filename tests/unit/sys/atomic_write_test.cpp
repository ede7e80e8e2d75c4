#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <set>
#include <string>

#include <skillmeat/sys/filesystem.hpp>
#include <skillmeat/sys/interrupt.hpp>

#include <support/catch.hpp>
#include <support/temp_dir.hpp>

#include "in_child.hpp"
#include "small_disk.hpp"

using namespace skillmeat;
using namespace skillmeat::sys;

namespace {

std::string content(const Path& path) {
    auto bytes = make_disk()->read(path);
    REQUIRE(bytes.has_value());
    return bytes->value_or("(missing)");
}

std::set<std::string> names(const Path& directory) {
    std::set<std::string> result;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        result.insert(entry.path().filename().native());
    }
    return result;
}

unsigned mode_of(const Path& path) {
    struct stat status = {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 07777U;
}

}  // namespace

TEST_CASE("a new file is written with the mode asked for less the umask", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    const Path path = folder / "file";
    const mode_t before = ::umask(027);
    CHECK(disk->write(path, "text") == true);
    CHECK(disk->write(folder / "private", "text", 0600) == true);
    CHECK(disk->write(folder / "program", "text", 0777) == true);
    CHECK(::umask(before) == 027);
    CHECK(content(path) == "text");
    CHECK(mode_of(path) == 0640);
    CHECK(mode_of(folder / "private") == 0600);
    CHECK(mode_of(folder / "program") == 0750);
    CHECK(names(folder.path()) == std::set<std::string>{"file", "private", "program"});
}

TEST_CASE("a replaced file keeps its mode, but not setuid or sticky bits", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    const Path path = folder / "file";
    std::ofstream(path) << "old";
    for (const unsigned mode : {0600U, 0644U, 0666U, 0755U, 0400U}) {
        INFO(mode);
        ::chmod(path.c_str(), mode | 04000U);
        CHECK(disk->write(path, "mode " + std::to_string(mode)) == true);
        CHECK(mode_of(path) == mode);
    }
}

TEST_CASE("all bytes arrive, whatever they are and how many", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    for (const std::string& bytes :
         {std::string(), std::string("a\0b\r\n", 5), std::string(3'000'000, 'x')}) {
        CHECK(disk->write(folder / "file", bytes) == true);
        CHECK(content(folder / "file") == bytes);
    }
}

TEST_CASE("unchanged content is not rewritten", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    const std::string bytes =
        GENERATE(std::string(), std::string("text"), std::string(std::size_t{256} << 10, 'x'),
                 std::string(1'000'001, 'y'));
    REQUIRE(disk->write(folder / "file", bytes) == true);
    const auto before = disk->stat(folder / "file");
    CHECK(disk->write(folder / "file", bytes) == false);
    CHECK(disk->stat(folder / "file") == before);
    std::string changed = bytes + "z";
    CHECK(disk->write(folder / "file", changed) == true);
    changed.back() = 'Z';
    CHECK(disk->write(folder / "file", changed) == true);
    CHECK(content(folder / "file") == changed);
}

TEST_CASE("a symbolic link stays, the file it names is replaced", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    std::filesystem::create_directories(folder / "dotfiles");
    std::filesystem::create_directories(folder / "config");
    const Path link = folder / "config/manifest";
    const Path target = folder / "dotfiles/manifest";

    SECTION("relative, through a second link") {
        std::ofstream(target) << "old";
        std::filesystem::create_symlink("../dotfiles/second", link);
        std::filesystem::create_symlink("manifest", folder / "dotfiles/second");
        CHECK(disk->write(link, "new") == true);
        CHECK(std::filesystem::is_symlink(folder / "dotfiles/second"));
    }
    SECTION("absolute") {
        std::ofstream(target) << "old";
        std::filesystem::create_symlink(target, link);
        CHECK(disk->write(link, "new") == true);
    }
    SECTION("dangling") {
        std::filesystem::create_symlink("../dotfiles/manifest", link);
        CHECK(disk->write(link, "new") == true);
    }
    CHECK(std::filesystem::is_symlink(link));
    CHECK(!std::filesystem::is_symlink(target));
    CHECK(content(target) == "new");
    CHECK(disk->write(link, "new") == false);
    CHECK(names(folder / "config") == std::set<std::string>{"manifest"});
}

TEST_CASE("what is no regular file is refused and left alone", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    SECTION("links in a circle") {
        std::filesystem::create_symlink("b", folder / "a");
        std::filesystem::create_symlink("a", folder / "b");
        const auto written = disk->write(folder / "a", "text");
        REQUIRE(!written.has_value());
        CHECK(written.error().code == ErrorCode::io_error);
        CHECK(!written.error().hint.empty());
    }
    SECTION("a directory") {
        std::filesystem::create_directories(folder / "a");
        for (const char* name : {"a", "a/", "a/.", "a/.."}) {
            INFO(name);
            const auto written = disk->write(folder / name, "text");
            REQUIRE(!written.has_value());
            CHECK(written.error().message.find("is a directory") != std::string::npos);
        }
        CHECK(names(folder.path()) == std::set<std::string>{"a"});
    }
    SECTION("a named pipe") {
        REQUIRE(::mkfifo((folder / "a").c_str(), 0600) == 0);
        const auto written = disk->write(folder / "a", "text");
        REQUIRE(!written.has_value());
        CHECK(written.error().message.find("no regular file") != std::string::npos);
    }
    SECTION("a device") {
        const auto written = disk->write("/dev/null", "text");
        REQUIRE(!written.has_value());
        CHECK(written.error().message.find("no regular file") != std::string::npos);
    }
    SECTION("a path below a file") {
        std::ofstream(folder / "a") << "old";
        CHECK(!disk->write(folder / "a/b", "text").has_value());
    }
    SECTION("a missing directory") {
        const auto written = disk->write(folder / "missing/file", "text");
        REQUIRE(!written.has_value());
        CHECK(written.error().origin.path == (folder / "missing/file").native());
    }
    SECTION("a path with a NUL byte") {
        const auto written = disk->write(folder / std::string("a\0b", 3), "text");
        REQUIRE(!written.has_value());
        CHECK(written.error().message.find("NUL") != std::string::npos);
        CHECK(names(folder.path()).empty());
    }
}

TEST_CASE("odd names are written like any other", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    for (const std::string& name : {std::string("new\nline"), std::string("not \xff utf-8"),
                                    std::string("-rf"), std::string(255, 'n')}) {
        INFO(name);
        CHECK(disk->write(folder / name, "text") == true);
        CHECK(content(folder / name) == "text");
    }
    CHECK(!disk->write(folder / std::string(256, 'n'), "text").has_value());
    CHECK(names(folder.path()).size() == 4);
}

TEST_CASE("a relative path is below the current directory", "[sys]") {
    const test::TempDir folder;
    std::filesystem::current_path(folder.path());
    CHECK(make_disk()->write("file", "text") == true);
    std::filesystem::current_path("/");
    CHECK(content(folder / "file") == "text");
}

TEST_CASE("passing the limit on file sizes is an error that leaves the old bytes", "[sys]") {
    const test::TempDir folder;
    std::ofstream(folder / "file") << "old";
    CHECK(test::in_crippled_child([&] {
        install_signal_handlers();
        const rlimit limit{1000, 1000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const auto written = make_disk()->write(folder / "file", std::string(5000, 'x'));
        return !written && written.error().code == ErrorCode::io_error &&
               written.error().message.find("file too large") != std::string::npos;
    }));
    CHECK(content(folder / "file") == "old");
    CHECK(names(folder.path()) == std::set<std::string>{"file"});
}

TEST_CASE("a full disk is an error that leaves the old bytes", "[sys]") {
    const test::TempDir folder;
    const auto outcome = test::on_small_disk(folder.path(), [&] {
        const auto disk = make_disk();
        if (disk->write(folder / "file", "old") != true) {
            return false;
        }
        const auto written = disk->write(folder / "file", std::string(1 << 20, 'x'));
        return !written && written.error().message.ends_with("no space left on device") &&
               !written.error().hint.empty() && disk->read(folder / "file") == "old" &&
               disk->list(folder.path())->size() == 1;
    });
    if (outcome == test::Outcome::impossible) {
        WARN("skipped: no file system can be mounted here");
        return;
    }
    CHECK(outcome == test::Outcome::passed);
}

TEST_CASE("a read-only disk takes unchanged content and refuses new", "[sys]") {
    const test::TempDir folder;
    const auto outcome = test::on_small_disk(folder.path(), [&] {
        const auto disk = make_disk();
        if (disk->write(folder / "file", "text") != true || !test::make_read_only(folder.path())) {
            return false;
        }
        const auto same = disk->write(folder / "file", "text");
        const auto other = disk->write(folder / "file", "more");
        const auto fresh = disk->write(folder / "other", "more");
        const auto lock = disk->lock(folder / "lock", {});
        return same == false && !other && !fresh && !other.error().hint.empty() && lock &&
               !(*lock)->held() && disk->create_directories(folder.path()).has_value() &&
               !disk->create_directories(folder / "new").has_value() &&
               disk->read(folder / "file") == "text" && disk->remove_leftovers(folder.path()) == 0U;
    });
    if (outcome == test::Outcome::impossible) {
        WARN("skipped: no file system can be mounted here");
        return;
    }
    CHECK(outcome == test::Outcome::passed);
}
