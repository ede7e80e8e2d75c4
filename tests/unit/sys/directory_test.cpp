#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <string>
#include <thread>

#include <skillmeat/sys/filesystem.hpp>
#include <skillmeat/sys/temporary_name.hpp>

#include <support/catch.hpp>
#include <support/temp_dir.hpp>

using namespace skillmeat;
using namespace skillmeat::sys;

namespace {

void make_file(const Path& path, const std::string& bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << bytes;
}

}  // namespace

TEST_CASE("a tree is removed and the bytes freed are counted", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    make_file(folder / "tree/a", "12345");
    make_file(folder / "tree/sub/deep/b", "123");
    make_file(folder / "elsewhere", "1234567");
    std::filesystem::create_hard_link(folder / "elsewhere", folder / "tree/hard");
    REQUIRE(::mkfifo((folder / "tree/pipe").c_str(), 0600) == 0);
    CHECK(disk->remove_tree(folder / "tree/") == std::uint64_t{8});
    CHECK(!std::filesystem::exists(folder / "tree"));
    CHECK(std::filesystem::exists(folder / "elsewhere"));
    CHECK(disk->remove_tree(folder / "tree") == std::uint64_t{0});
    CHECK(disk->remove_tree(folder / "missing/tree") == std::uint64_t{0});
}

TEST_CASE("removing a tree removes links in it, not what they name", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    make_file(folder / "outside/file", "12345");
    std::filesystem::create_directories(folder / "tree/sub");
    std::filesystem::create_directory_symlink("../outside", folder / "tree/link");
    std::filesystem::create_symlink(folder / "outside/file", folder / "tree/sub/link");
    CHECK(disk->remove_tree(folder / "tree") == std::uint64_t{0});
    CHECK(!std::filesystem::exists(folder / "tree"));
    CHECK(std::filesystem::exists(folder / "outside/file"));
}

TEST_CASE("only a real directory with a name is removed as a tree", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    make_file(folder / "tree/file", "12345");
    std::filesystem::create_directory_symlink("tree", folder / "link");
    for (const char* name : {"link", "link/", "tree/file", "tree/.", "tree/..", "tree/sub/.."}) {
        INFO(name);
        CHECK(!disk->remove_tree(folder / name).has_value());
    }
    CHECK(!disk->remove_tree("/").has_value());
    CHECK(!disk->remove_tree("").has_value());
    CHECK(std::filesystem::exists(folder / "tree/file"));
    CHECK(std::filesystem::exists(folder / "link"));
}

TEST_CASE("a tree nested too deep for descriptors is a defined error", "[sys]") {
    const test::TempDir folder;
    Path deep = folder / "tree";
    for (int i = 0; i < 300; ++i) {
        deep /= "d";
    }
    std::filesystem::create_directories(deep);
    const auto removed = make_disk()->remove_tree(folder / "tree");
    REQUIRE(!removed.has_value());
    CHECK(removed.error().code == ErrorCode::too_large);
}

TEST_CASE("a directory exchanged for a link during removal leads nowhere", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    make_file(folder / "outside/file", "12345");
    std::filesystem::create_directory_symlink(folder / "outside", folder / "link");
    std::atomic<bool> done{false};
    std::thread swapper([&] {
        const Path victim = folder / "tree/sub";
        const Path link = folder / "link";
        while (!done) {
            ::syscall(SYS_renameat2, AT_FDCWD, victim.c_str(), AT_FDCWD, link.c_str(),
                      RENAME_EXCHANGE);
        }
    });
    for (int round = 0; round < 200; ++round) {
        std::error_code ignored;  // the other thread is at work
        if (!std::filesystem::is_symlink(folder / "link", ignored)) {
            std::filesystem::remove_all(folder / "link", ignored);
            std::filesystem::create_directory_symlink(folder / "outside", folder / "link", ignored);
        }
        std::filesystem::create_directories(folder / "tree/sub", ignored);
        [[maybe_unused]] const auto removed = disk->remove_tree(folder / "tree");
    }
    done = true;
    swapper.join();
    CHECK(disk->read(folder / "outside/file") == "12345");
}

TEST_CASE("temporaries that killed runs left are removed, nothing else is", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    for (const char* name : {".skillmeat.toml.skillmeat-1-0123456789abcdef.tmp",
                             ".a.skillmeat-99-ffffffffffffffff.tmp",
                             "a.skillmeat-99-ffffffffffffffff.tmp", ".a.skillmeat-99.tmp",
                             "skillmeat.toml", ".a.skillmeat-x-ffffffffffffffff.tmp", ".a.tmp"}) {
        make_file(folder / name, "text");
    }
    std::filesystem::create_directory(folder / ".d.skillmeat-1-0123456789abcdef.tmp");
    CHECK(disk->remove_leftovers(folder.path()) == std::size_t{2});
    CHECK(disk->list(folder.path())->size() == 6);
    CHECK(disk->remove_leftovers(folder.path()) == std::size_t{0});
    CHECK(disk->remove_leftovers(folder / "missing") == std::size_t{0});
}

TEST_CASE("names of temporaries are of one form, fit, and never the same", "[sys]") {
    for (const std::string& name : {std::string("a"), std::string(255, 'n'), std::string(".x.tmp"),
                                    std::string("a.skillmeat-1-0123456789abcdef.tmp")}) {
        const std::string temporary = temporary_name(name);
        INFO(temporary);
        CHECK(is_temporary_name(temporary));
        CHECK(temporary.size() <= 255);
        CHECK(temporary != temporary_name(name));
    }
    for (const char* name :
         {"", ".", ".tmp", "..skillmeat-1-0123456789abcdef.tm", ".skillmeat-1-0123456789abcdef.tmp",
          ".a.skillmeat-1-0123456789abcde.tmp", ".a.skillmeat-1-0123456789abcdeg.tmp",
          ".a.skillmeat-1-0123456789ABCDEF.tmp", ".a.skillmeat--0123456789abcdef.tmp",
          ".a.skillmeat-10123456789abcdef.tmp", ".a.skillmeat-.tmp", ".a.skillmeat-1-.tmp"}) {
        INFO(name);
        CHECK(!is_temporary_name(name));
    }
}
