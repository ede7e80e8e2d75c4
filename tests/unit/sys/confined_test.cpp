#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <string>
#include <thread>

#include <skillmeat/sys/confined.hpp>
#include <skillmeat/sys/filesystem.hpp>

#include <support/catch.hpp>
#include <support/temp_dir.hpp>

using namespace skillmeat;
using namespace skillmeat::sys;

namespace {

void make_file(const Path& path, const std::string& bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << bytes;
}

std::string content(const Path& path) {
    std::ifstream stream(path);
    return {std::istreambuf_iterator<char>(stream), {}};
}

unsigned mode_of(const Path& path) {
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

template <class T>
ErrorCode code_of(const Result<T>& result) {
    return result ? ErrorCode::internal : result.error().code;
}

/// `inside` is confined; `outside` lies beside it.
struct World {
    test::TempDir folder;
    std::unique_ptr<Confined> confined;

    explicit World(Resolution resolution) {
        std::filesystem::create_directories(folder / "inside");
        make_file(folder / "outside/file", "secret");
        confined = confine_disk(folder / "inside", resolution).value();
    }
    [[nodiscard]] Path in(const std::string& name) const { return folder / "inside" / name; }
};

}  // namespace

TEST_CASE("files are made, read, moved and removed below the directory", "[sys]") {
    const auto resolution = GENERATE(Resolution::kernel_or_stepwise, Resolution::stepwise);
    World world(resolution);
    auto& at = *world.confined;
    CHECK(at.create_directory("a") == true);
    CHECK(at.create_directory("a") == false);
    CHECK(at.create_directory("a/b") == true);
    CHECK(at.create_file("a/b/c", "text", 0666).has_value());
    CHECK(at.read("a/b/c").value() == "text");
    CHECK(!at.read("a/none/c").value().has_value());
    CHECK(code_of(at.read("a/b/c", 3)) == ErrorCode::too_large);
    CHECK(!at.read("a/b").has_value());
    CHECK(at.lstat("a/b/c").value()->size == 4);
    CHECK(!at.lstat("a/b/none").value().has_value());
    CHECK(!at.lstat("none/b").value().has_value());
    CHECK(at.list("a").value().size() == 1);
    CHECK(at.list(".").value().front().name == "a");
    CHECK(at.list("none").value().empty());
    CHECK(at.sync_tree("a").has_value());
    CHECK(at.sync_tree(".").has_value());
    CHECK(at.sync_tree("none").has_value());
    CHECK(at.sync_directory("a/b").has_value());
    CHECK(!at.sync_directory("none").has_value());
    CHECK(at.move("a/b", "moved").has_value());
    CHECK(content(world.in("moved/c")) == "text");
    CHECK(at.remove_directory("moved") == false);
    CHECK(at.remove_file("moved/c") == true);
    CHECK(at.remove_file("moved/c") == false);
    CHECK(at.remove_directory("moved") == true);
    CHECK(at.remove_directory("moved") == false);
    CHECK(at.create_link("link", "../outside/file").has_value());
    CHECK(at.read_link("link") == std::string("../outside/file"));
    CHECK(at.lstat("link").value()->kind == FileKind::symlink);
    CHECK(!at.read_link("a").has_value());
    CHECK(at.remove_tree("link") == true);
    CHECK(at.remove_tree("a") == true);
    CHECK(at.remove_tree("a") == false);
    CHECK(content(world.folder / "outside/file") == "secret");
}

TEST_CASE("nothing that is there is replaced by a new file, link or rename", "[sys]") {
    World world(Resolution::kernel_or_stepwise);
    auto& at = *world.confined;
    make_file(world.in("file"), "theirs");
    make_file(world.in("other"), "other");
    std::filesystem::create_directories(world.in("empty"));
    for (const char* name : {"file", "empty"}) {
        CHECK(code_of(at.create_file(name, "ours")) == ErrorCode::already_exists);
        CHECK(code_of(at.create_link(name, "x")) == ErrorCode::already_exists);
        CHECK(code_of(at.move("other", name)) == ErrorCode::already_exists);
    }
    CHECK(code_of(at.create_directory("file")) == ErrorCode::already_exists);
    CHECK(code_of(at.move("none", "new")) == ErrorCode::io_error);
    CHECK(content(world.in("file")) == "theirs");
}

TEST_CASE("a written file is replaced in one step and keeps its mode", "[sys]") {
    World world(Resolution::kernel_or_stepwise);
    auto& at = *world.confined;
    CHECK(at.write("settings", "one", 0640).has_value());
    CHECK(mode_of(world.in("settings")) == (0640U & ~022U));
    REQUIRE(::chmod(world.in("settings").c_str(), 0604) == 0);
    CHECK(at.write("settings", "two").has_value());
    CHECK(content(world.in("settings")) == "two");
    CHECK(mode_of(world.in("settings")) == 0604);
    CHECK(at.list(".").value().size() == 1);
    CHECK(!at.write("none/settings", "two").has_value());
    CHECK(at.create_directory("folder") == true);
    CHECK(!at.write("folder", "two").has_value());
    CHECK(at.create_link("link", "settings").has_value());
    CHECK(code_of(at.write("link", "three")) == ErrorCode::unsafe_path);
    CHECK(content(world.in("settings")) == "two");
}

TEST_CASE("modes follow the umask and never set more than permissions", "[sys]") {
    World world(Resolution::kernel_or_stepwise);
    auto& at = *world.confined;
    for (const unsigned mask : {0U, 022U, 077U}) {
        const auto old = ::umask(static_cast<mode_t>(mask));
        const auto name = "f" + std::to_string(mask);
        CHECK(at.create_file(name, "", 07777).has_value());
        CHECK(at.create_directory("d" + std::to_string(mask), 07777) == true);
        ::umask(old);
        CHECK(mode_of(world.in(name)) == (0777U & ~mask));
        CHECK(mode_of(world.in("d" + std::to_string(mask))) == (0777U & ~mask));
    }
}

TEST_CASE("no path leads out of the directory", "[sys]") {
    const auto resolution = GENERATE(Resolution::kernel_or_stepwise, Resolution::stepwise);
    World world(resolution);
    auto& at = *world.confined;
    const std::string nul("a\0b", 3);
    for (const std::string& path :
         {std::string("../outside/file"), std::string("/etc/passwd"), std::string(".."),
          std::string("a/../../outside/file"), std::string(""), std::string("a//b"),
          std::string("a/"), std::string("./a"), nul, (world.folder / "outside/file").native()}) {
        INFO(path);
        CHECK(!is_confined_path(path));
        CHECK(!at.read(path).has_value());
        CHECK(!at.lstat(path).has_value());
        CHECK(!at.list(path).has_value());
        CHECK(!at.read_link(path).has_value());
        CHECK(!at.create_directory(path).has_value());
        CHECK(!at.create_file(path, "x").has_value());
        CHECK(!at.create_link(path, "x").has_value());
        CHECK(!at.write(path, "x").has_value());
        CHECK(!at.move(path, "x").has_value());
        CHECK(!at.move("x", path).has_value());
        CHECK(!at.remove_file(path).has_value());
        CHECK(!at.remove_directory(path).has_value());
        CHECK(!at.remove_tree(path).has_value());
        CHECK(!at.sync_directory(path).has_value());
    }
    CHECK(!at.remove_tree(".").has_value());
    CHECK(content(world.folder / "outside/file") == "secret");
}

TEST_CASE("no symbolic link is followed, wherever it leads", "[sys]") {
    const auto resolution = GENERATE(Resolution::kernel_or_stepwise, Resolution::stepwise);
    World world(resolution);
    auto& at = *world.confined;
    make_file(world.in("real/file"), "inside");
    std::filesystem::create_directory_symlink("../outside", world.in("out"));
    std::filesystem::create_directory_symlink("real", world.in("in"));
    std::filesystem::create_symlink("real/file", world.in("link"));
    for (const std::string& way : {std::string("out"), std::string("in")}) {
        INFO(way);
        CHECK(code_of(at.read(way + "/file")) == ErrorCode::unsafe_path);
        CHECK(code_of(at.lstat(way + "/file")) == ErrorCode::unsafe_path);
        CHECK(code_of(at.list(way)) == ErrorCode::unsafe_path);
        CHECK(code_of(at.create_directory(way)) == ErrorCode::unsafe_path);
        CHECK(code_of(at.create_directory(way + "/new")) == ErrorCode::unsafe_path);
        CHECK(code_of(at.create_file(way + "/new", "x")) == ErrorCode::unsafe_path);
        CHECK(code_of(at.create_link(way + "/new", "x")) == ErrorCode::unsafe_path);
        CHECK(code_of(at.write(way + "/file", "x")) == ErrorCode::unsafe_path);
        CHECK(code_of(at.move("real/file", way + "/new")) == ErrorCode::unsafe_path);
        CHECK(code_of(at.move(way + "/file", "new")) == ErrorCode::unsafe_path);
        CHECK(code_of(at.remove_file(way + "/file")) == ErrorCode::unsafe_path);
        CHECK(code_of(at.remove_tree(way + "/file")) == ErrorCode::unsafe_path);
        CHECK(code_of(at.sync_directory(way)) == ErrorCode::unsafe_path);
    }
    CHECK(code_of(at.read("link")) == ErrorCode::unsafe_path);
    CHECK(at.lstat("link").value()->kind == FileKind::symlink);
    CHECK(content(world.folder / "outside/file") == "secret");
    CHECK(content(world.in("real/file")) == "inside");
    // The directory itself may be reached through a link: its user named it.
    std::filesystem::create_directory_symlink(world.folder / "inside", world.folder / "name");
    CHECK(confine_disk(world.folder / "name").value()->read("real/file").value() == "inside");
    CHECK(!confine_disk(world.folder / "none").has_value());
    CHECK(!confine_disk(world.in("real/file")).has_value());
}

TEST_CASE("a directory exchanged for a link meanwhile leads nowhere", "[sys]") {
    const auto resolution = GENERATE(Resolution::kernel_or_stepwise, Resolution::stepwise);
    World world(resolution);
    auto& at = *world.confined;
    std::filesystem::create_directories(world.in("way"));
    std::filesystem::create_directory_symlink("../outside", world.in("trap"));
    std::atomic<bool> done = false;
    std::thread exchange([&] {
        while (!done) {
            ::renameat2(AT_FDCWD, world.in("way").c_str(), AT_FDCWD, world.in("trap").c_str(),
                        RENAME_EXCHANGE);
        }
    });
    int written = 0;
    for (int i = 0; i < 2000; ++i) {
        written += at.create_file("way/f" + std::to_string(i), "x").has_value() ? 1 : 0;
        static_cast<void>(at.remove_file("way/file"));
    }
    done = true;
    exchange.join();
    CHECK(content(world.folder / "outside/file") == "secret");
    int outside = 0;
    for (const auto& entry : std::filesystem::directory_iterator(world.folder / "outside")) {
        outside += entry.path().filename() == "file" ? 0 : 1;
    }
    CHECK(outside == 0);
    CHECK(written < 2000);  // else nothing was exchanged in time
}
