#pragma once

#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace skillmeat::test {

/// Runs `body` in a forked process and ends it by `end`; the status of waitpid(2).
template <class Body>
int status_of_child(Body body, void (*end)(int)) {
    std::cout.flush();
    const pid_t pid = ::fork();
    if (pid == 0) {
        end(body() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    return status;
}

/// For what cannot be undone in our process, signals for one; true when `body` returned true.
/// Checks inside would print twice, so it only says yes or no.
template <class Body>
bool in_child(Body body) {
    return status_of_child(body, &std::exit) == 0;  // not _exit: coverage is counted at exit
}

/// As in_child, for a body that leaves the process unable to write files or messages.
template <class Body>
bool in_crippled_child(Body body) {
    return status_of_child(body, &::_exit) == 0;
}

/// As in_child, without the rights of root, to whom nothing is forbidden.
template <class Body>
bool as_ordinary_user(Body body) {
    return in_crippled_child([&] {
        constexpr unsigned nobody = 65534;
        if (::geteuid() == 0 &&
            (::setgroups(0, nullptr) != 0 || ::setgid(nobody) != 0 || ::setuid(nobody) != 0)) {
            return false;
        }
        return body();
    });
}

/// The signal that ended `body`, 0 when it ran to its end.
template <class Body>
int signal_ending(Body body) {
    const int status = status_of_child(
        [&] {
            body();
            return true;
        },
        &std::exit);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

}  // namespace skillmeat::test
