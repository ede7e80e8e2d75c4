#pragma once

#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace skillmeat::test {

/// Runs `body` in a forked process, for what cannot be undone in ours (signals, limits); true when
/// it returned true. Checks inside would print twice, so it only says yes or no.
template <class Body>
bool in_child(Body body) {
    std::cout.flush();
    const pid_t pid = ::fork();
    if (pid == 0) {
        std::exit(body() ? 0 : 1);  // not _exit: coverage is counted at exit
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// As in_child, without the rights of root, to whom nothing is forbidden.
template <class Body>
bool as_ordinary_user(Body body) {
    return in_child([&] {
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
    const pid_t pid = ::fork();
    if (pid == 0) {
        body();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

}  // namespace skillmeat::test
