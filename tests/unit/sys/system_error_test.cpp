#include <skillmeat/sys/system_error.hpp>

#include <cerrno>
#include <string>

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::sys;

TEST_CASE("an error of the system names what was tried, the path and the reason", "[sys]") {
    const Error error = system_error("write", "/a\nb", EIO);
    CHECK(error.code == ErrorCode::io_error);
    CHECK(error.message.starts_with("cannot write '/a"));
    CHECK(error.message.ends_with("': input/output error"));
    CHECK(error.message.find('\n') == std::string::npos);
    CHECK(error.origin.path == "/a\nb");
    CHECK(error.hint.empty());
}

TEST_CASE("errors that have one remedy hint at it", "[sys]") {
    for (const int number :
         {EACCES, EPERM, EROFS, ENOSPC, EDQUOT, EFBIG, EMFILE, ENFILE, ELOOP, EXDEV}) {
        INFO(number);
        CHECK(!system_error("write", "/a", number).hint.empty());
    }
    CHECK(system_error("write", "/a", ENOENT).hint.empty());
}

TEST_CASE("a path with a NUL byte is an error, any other is not", "[sys]") {
    CHECK(check_path("/a b\n\xff").has_value());
    CHECK(check_path("").has_value());
    CHECK(!check_path(std::string("/a\0b", 4)).has_value());
}
