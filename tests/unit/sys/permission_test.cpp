#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include <skillmeat/sys/filesystem.hpp>

#include <support/catch.hpp>
#include <support/temp_dir.hpp>

#include "in_child.hpp"

using namespace skillmeat;
using namespace skillmeat::sys;

namespace {

/// A folder `closed` with the files `file` and `lock`, in which nothing can be changed.
class ClosedFolder {
  public:
    ClosedFolder() {
        ::chmod(folder_.path().c_str(), 0755);
        std::filesystem::create_directories(path() / "sub");
        std::ofstream(path() / "file") << "text";
        std::ofstream(path() / "lock") << "";
        ::chmod((path() / "file").c_str(), 0444);
        ::chmod((path() / "lock").c_str(), 0444);
        ::chmod(path().c_str(), 0555);
    }
    ~ClosedFolder() { ::chmod(path().c_str(), 0755); }
    ClosedFolder(const ClosedFolder&) = delete;
    ClosedFolder& operator=(const ClosedFolder&) = delete;

    [[nodiscard]] Path path() const { return folder_ / "closed"; }

  private:
    test::TempDir folder_;
};

template <class T>
bool is_denied(const Result<T>& result) {
    return !result && result.error().code == ErrorCode::io_error &&
           result.error().message.ends_with(": permission denied") && !result.error().hint.empty();
}

}  // namespace

TEST_CASE("in a closed folder unchanged content is fine and any change is denied", "[sys]") {
    const ClosedFolder closed;
    CHECK(test::as_ordinary_user([&] {
        const auto disk = make_disk();
        const Path file = closed.path() / "file";
        return disk->write(file, "text") == false && is_denied(disk->write(file, "more")) &&
               is_denied(disk->write(closed.path() / "new", "text")) &&
               is_denied(disk->remove_file(file)) &&
               is_denied(disk->rename(file, closed.path() / "new")) &&
               is_denied(disk->remove_tree(closed.path() / "sub")) &&
               is_denied(disk->create_directories(closed.path() / "new/sub")) &&
               disk->create_directories(closed.path() / "sub").has_value();
    }));
    CHECK(make_disk()->read(closed.path() / "file") == "text");
}

TEST_CASE("a lock file that can only be read is enough, one that cannot is denied", "[sys]") {
    const ClosedFolder closed;
    CHECK(test::as_ordinary_user([&] {
        const auto disk = make_disk();
        const auto lock = disk->lock(closed.path() / "lock", {});
        return lock && (*lock)->held() && is_denied(disk->lock(closed.path() / "new", {}));
    }));
}

TEST_CASE("leftovers that cannot be removed are an error", "[sys]") {
    const ClosedFolder closed;
    std::filesystem::rename(closed.path() / "file",
                            closed.path() / ".a.skillmeat-1-0123456789abcdef.tmp");
    CHECK(test::as_ordinary_user(
        [&] { return is_denied(make_disk()->remove_leftovers(closed.path())); }));
}

TEST_CASE("what may not be read is an error and never taken for missing", "[sys]") {
    const ClosedFolder closed;
    ::chmod((closed.path() / "file").c_str(), 0);
    ::chmod((closed.path() / "sub").c_str(), 0);
    CHECK(test::as_ordinary_user([&] {
        const auto disk = make_disk();
        const Path sub = closed.path() / "sub";
        return is_denied(disk->read(closed.path() / "file")) &&
               is_denied(disk->read(sub / "file")) && is_denied(disk->stat(sub / "file")) &&
               is_denied(disk->lstat(sub / "file")) && is_denied(disk->list(sub)) &&
               is_denied(disk->list(sub / "deeper")) && is_denied(disk->canonical(sub / "x/y")) &&
               is_denied(disk->read_link(sub / "link")) &&
               is_denied(disk->write(sub / "file", "text")) &&
               is_denied(disk->remove_tree(sub / "tree"));
    }));
}

TEST_CASE("a file that may be written but not read is replaced", "[sys]") {
    const test::TempDir folder;
    ::chmod(folder.path().c_str(), 0777);
    CHECK(test::as_ordinary_user([&] {
        const auto disk = make_disk();
        const Path file = folder / "file";
        return disk->write(file, "same") == true && ::chmod(file.c_str(), 0200) == 0 &&
               disk->write(file, "same") == true && disk->stat(file)->value().mode == 0200;
    }));
}
