#pragma once

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

namespace skillmeat::test {

enum class Outcome { passed, failed, impossible };

/// Runs `body` in a forked process that sees a file system of 64 KiB at `place`; impossible where
/// namespaces are forbidden.
template <class Body>
Outcome on_small_disk(const std::filesystem::path& place, Body body) {
    constexpr int impossible = 77;
    const pid_t pid = ::fork();
    if (pid == 0) {
        if (::unshare(::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0 ||
            ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("none", place.c_str(), "tmpfs", 0, "size=64k") != 0) {
            ::_exit(impossible);
        }
        ::_exit(body() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == impossible) {
        return Outcome::impossible;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Outcome::passed : Outcome::failed;
}

/// For use in the body: no more writing from here on.
inline bool make_read_only(const std::filesystem::path& place) {
    return ::mount("none", place.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0;
}

}  // namespace skillmeat::test
