#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include <skillmeat/sys/filesystem.hpp>

#include <support/catch.hpp>
#include <support/temp_dir.hpp>

using namespace skillmeat;
using namespace skillmeat::sys;

namespace {

void make_file(const Path& path, const std::string& bytes = "text") {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << bytes;
}

}  // namespace

TEST_CASE("a file's bytes are read, a missing one is nothing", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    const std::string bytes("a\0b\r\n\xff", 6);
    make_file(folder / "file", bytes);
    make_file(folder / "empty", "");
    make_file(folder / "large", std::string(5'000'000, 'x'));
    CHECK(disk->read(folder / "file") == bytes);
    CHECK(disk->read(folder / "empty") == "");
    CHECK(disk->read(folder / "large") == std::string(5'000'000, 'x'));
    CHECK(disk->read(folder / "missing") == std::nullopt);
    CHECK(disk->read(folder / "file/below") == std::nullopt);
}

TEST_CASE("files whose size is not known before are read to their end", "[sys]") {
    const auto status = make_disk()->read("/proc/self/status");
    REQUIRE(status.has_value());
    REQUIRE(status->has_value());
    CHECK((*status)->starts_with("Name:"));
    CHECK(!make_disk()->read("/proc/self/status", 10).has_value());
}

TEST_CASE("a file may have the size of the limit and not a byte more", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    make_file(folder / "file", "12345");
    CHECK(disk->read(folder / "file", 5) == "12345");
    const auto read = disk->read(folder / "file", 4);
    REQUIRE(!read.has_value());
    CHECK(read.error().code == ErrorCode::too_large);
    CHECK(read.error().message.ends_with("is larger than 4 bytes"));
}

TEST_CASE("what cannot be read as a file is an error", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    SECTION("a directory") {
        const auto read = disk->read(folder.path());
        REQUIRE(!read.has_value());
        CHECK(read.error().code == ErrorCode::io_error);
        CHECK(read.error().message ==
              "cannot read '" + folder.path().native() + "': is a directory");
    }
    SECTION("a named pipe, at once") {
        REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
        CHECK(!disk->read(folder / "pipe").has_value());
    }
    SECTION("a link to itself") {
        std::filesystem::create_symlink("loop", folder / "loop");
        CHECK(!disk->read(folder / "loop").has_value());
        CHECK(!disk->stat(folder / "loop").has_value());
    }
    SECTION("a name that is too long") {
        CHECK(!disk->read(folder / std::string(300, 'n')).has_value());
    }
    SECTION("a path with a NUL byte") {
        make_file(folder / "a");
        CHECK(!disk->read(folder / std::string("a\0b", 3)).has_value());
    }
}

TEST_CASE("stat follows links, lstat does not", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    make_file(folder / "file", "12345");
    ::chmod((folder / "file").c_str(), 0640);
    std::filesystem::create_symlink("file", folder / "link");
    std::filesystem::create_symlink("missing", folder / "dangling");
    const auto file = disk->stat(folder / "link");
    REQUIRE(file.has_value());
    REQUIRE(file->has_value());
    CHECK((*file)->kind == FileKind::regular);
    CHECK((*file)->size == 5);
    CHECK((*file)->mode == 0640);
    CHECK((*file)->inode != 0);
    CHECK((*file)->mtime_ns > 1'700'000'000'000'000'000);
    CHECK(disk->lstat(folder / "link")->value().kind == FileKind::symlink);
    CHECK(disk->stat(folder.path())->value().kind == FileKind::directory);
    CHECK(disk->stat("/dev/null")->value().kind == FileKind::other);
    CHECK(disk->stat(folder / "dangling") == std::nullopt);
    CHECK(disk->stat(folder / "missing") == std::nullopt);
    CHECK(disk->lstat(folder / "file/below") == std::nullopt);
}

TEST_CASE("a directory is listed sorted by bytes", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    make_file(folder / "d/b");
    make_file(folder / "d/B");
    make_file(folder / "d/.hidden");
    make_file(folder / "d/\xc3\xa9");
    std::filesystem::create_directories(folder / "d/a");
    std::filesystem::create_symlink("missing", folder / "d/c");
    const auto entries = disk->list(folder / "d");
    REQUIRE(entries.has_value());
    std::string text;
    for (const DirectoryEntry& entry : *entries) {
        text += entry.name + std::to_string(static_cast<int>(entry.kind)) + " ";
    }
    CHECK(text ==
          ".hidden0 B0 a1 b0 c2 \xc3\xa9"
          "0 ");
    CHECK(disk->list(folder / "missing")->empty());
    CHECK(disk->list(folder / "d/b/below")->empty());
    CHECK(!disk->list(folder / "d/b").has_value());
}

TEST_CASE("a symbolic link's text is read as it is", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    std::filesystem::create_symlink("../not//there", folder / "link");
    make_file(folder / "file");
    CHECK(disk->read_link(folder / "link") == "../not//there");
    CHECK(!disk->read_link(folder / "file").has_value());
    CHECK(!disk->read_link(folder / "missing").has_value());
}

TEST_CASE("a canonical path has no links and keeps what does not exist", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    std::filesystem::create_directories(folder / "real/sub");
    std::filesystem::create_symlink("real", folder / "link");
    CHECK(disk->canonical(folder / "link/sub") == folder / "real/sub");
    CHECK(disk->canonical(folder / "link/sub/") == folder / "real/sub");
    CHECK(disk->canonical(folder / "link/./sub/../new/file") == folder / "real/new/file");
    CHECK(disk->canonical("/") == Path("/"));
    std::filesystem::current_path(folder / "real");
    CHECK(disk->canonical("sub") == folder / "real/sub");
    CHECK(disk->canonical("new/file") == folder / "real/new/file");
    CHECK(disk->canonical(".") == folder / "real");
    std::filesystem::current_path("/");
    std::filesystem::create_symlink("loop", folder / "loop");
    CHECK(!disk->canonical(folder / "loop/x").has_value());
}

TEST_CASE("directories are made with their parents and left as they are", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    CHECK(disk->create_directories(folder / "a/b/c", 0700).has_value());
    CHECK(disk->stat(folder / "a")->value().mode == 0700);
    CHECK(disk->stat(folder / "a/b/c")->value().mode == 0700);
    CHECK(disk->create_directories(folder / "a/b/", 0777).has_value());
    CHECK(disk->stat(folder / "a/b")->value().mode == 0700);
    std::filesystem::create_symlink("a", folder / "link");
    CHECK(disk->create_directories(folder / "link/d").has_value());
    CHECK(std::filesystem::is_directory(folder / "a/d"));
    make_file(folder / "file");
    for (const char* name : {"file", "file/below"}) {
        INFO(name);
        const auto made = disk->create_directories(folder / name);
        REQUIRE(!made.has_value());
        CHECK(made.error().message.starts_with("cannot make the folder '"));
    }
}

TEST_CASE("removing a file tells whether there was one", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    make_file(folder / "file");
    std::filesystem::create_symlink("file", folder / "link");
    CHECK(disk->remove_file(folder / "link") == true);
    CHECK(std::filesystem::exists(folder / "file"));
    CHECK(disk->remove_file(folder / "file") == true);
    CHECK(disk->remove_file(folder / "file") == false);
    CHECK(disk->remove_file(folder / "missing/file") == false);
    CHECK(!disk->remove_file(folder.path()).has_value());
}

TEST_CASE("renaming replaces a file", "[sys]") {
    const test::TempDir folder;
    const auto disk = make_disk();
    make_file(folder / "from", "new");
    make_file(folder / "to", "old");
    CHECK(disk->rename(folder / "from", folder / "to").has_value());
    CHECK(disk->read(folder / "to") == "new");
    CHECK(disk->read(folder / "from") == std::nullopt);
    const auto renamed = disk->rename(folder / "from", folder / "to");
    REQUIRE(!renamed.has_value());
    CHECK(renamed.error().message.find((folder / "from").native()) != std::string::npos);
    CHECK(renamed.error().message.find((folder / "to").native()) != std::string::npos);
}
