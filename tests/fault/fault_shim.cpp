// Preloaded into skillmeat by the fault tests: makes the n-th system call of a set fail, or kills
// the process just before it. The count covers all threads of that one process; children (git) are
// left alone. Variables:
//   FAULT_SET  changes: calls that change files or pipes; reads: opens for reading and listing
//   FAULT_AT   index from 1; 0 or absent: none
//   FAULT      number of the error to return; KILL: SIGKILL instead of the call
//   FAULT_LOG  file that gets a line per call of the set
//   FAULT_NOW  seconds since the epoch that the real-time clock shows for ever

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <cstring>

namespace {

enum class Set { none, changes, reads };

struct Plan {
    Set set = Set::none;
    long at = 0;
    int error = 0;
    bool kill = false;
    int log = -1;
    long now = 0;
};

Plan make_plan() {
    Plan plan;
    if (std::strcmp(program_invocation_short_name, "skillmeat") != 0) {
        return plan;
    }
    const auto text = [](const char* name) {
        const char* value = std::getenv(name);
        return value == nullptr ? "" : value;
    };
    plan.set = std::strcmp(text("FAULT_SET"), "changes") == 0 ? Set::changes
               : std::strcmp(text("FAULT_SET"), "reads") == 0 ? Set::reads
                                                              : Set::none;
    plan.at = std::atol(text("FAULT_AT"));
    plan.kill = std::strcmp(text("FAULT"), "KILL") == 0;
    plan.error = std::atoi(text("FAULT"));
    plan.now = std::atol(text("FAULT_NOW"));
    if (text("FAULT_LOG")[0] != '\0') {
        plan.log = static_cast<int>(syscall(SYS_openat, AT_FDCWD, text("FAULT_LOG"),
                                            O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    }
    return plan;
}

const Plan& plan() {
    static const Plan made = make_plan();
    return made;
}

std::atomic<long> calls{0};

/// True: errno is set and the call is to fail.
bool faulted(Set set, const char* name, const char* what) {
    if (plan().set != set) {
        return false;
    }
    const long index = ++calls;
    if (plan().log >= 0) {
        char line[600];
        const int size = std::snprintf(line, sizeof line, "%ld %s %.500s%s\n", index, name, what,
                                       index == plan().at ? " FAULT" : "");
        syscall(SYS_write, plan().log, line, size);
    }
    if (index != plan().at) {
        return false;
    }
    if (plan().kill) {
        ::kill(::getpid(), SIGKILL);
        for (;;) {
            ::pause();
        }
    }
    errno = plan().error;
    return true;
}

bool changes(const char* name, const char* what) {
    return faulted(Set::changes, name, what);
}

bool change_of(const char* name, int descriptor) {
    char what[24];
    std::snprintf(what, sizeof what, "%d", descriptor);
    return changes(name, what);
}

int opened(int directory, const char* path, int flags, mode_t mode) {
    const bool writes = (flags & (O_CREAT | O_TRUNC)) != 0 || (flags & O_ACCMODE) != O_RDONLY;
    if (faulted(writes ? Set::changes : Set::reads, "open", path)) {
        return -1;
    }
    return static_cast<int>(syscall(SYS_openat, directory, path, flags, mode));
}

mode_t mode_of(int flags, va_list list) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(list, mode_t) : 0;
}

}  // namespace

extern "C" {

int openat(int directory, const char* path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    const mode_t mode = mode_of(flags, list);
    va_end(list);
    return opened(directory, path, flags, mode);
}

int openat64(int directory, const char* path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    const mode_t mode = mode_of(flags, list);
    va_end(list);
    return opened(directory, path, flags, mode);
}

int open(const char* path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    const mode_t mode = mode_of(flags, list);
    va_end(list);
    return opened(AT_FDCWD, path, flags, mode);
}

int open64(const char* path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    const mode_t mode = mode_of(flags, list);
    va_end(list);
    return opened(AT_FDCWD, path, flags, mode);
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
    return change_of("write", descriptor) ? -1 : syscall(SYS_write, descriptor, bytes, size);
}

ssize_t writev(int descriptor, const struct iovec* pieces, int count) {
    return change_of("writev", descriptor) ? -1 : syscall(SYS_writev, descriptor, pieces, count);
}

int fsync(int descriptor) {
    return change_of("fsync", descriptor) ? -1 : static_cast<int>(syscall(SYS_fsync, descriptor));
}

int fchmod(int descriptor, mode_t mode) {
    return change_of("fchmod", descriptor)
               ? -1
               : static_cast<int>(syscall(SYS_fchmod, descriptor, mode));
}

int ftruncate(int descriptor, off_t size) noexcept {
    return change_of("ftruncate", descriptor)
               ? -1
               : static_cast<int>(syscall(SYS_ftruncate, descriptor, size));
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"  // struct flock has the same name
int flock(int descriptor, int operation) noexcept {
    return change_of("flock", descriptor)
               ? -1
               : static_cast<int>(syscall(SYS_flock, descriptor, operation));
}
#pragma GCC diagnostic pop

int renameat(int from_directory, const char* from, int to_directory, const char* to) noexcept {
    return changes("rename", to) ? -1
                                 : static_cast<int>(syscall(SYS_renameat2, from_directory, from,
                                                            to_directory, to, 0));
}

int rename(const char* from, const char* to) noexcept {
    return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int renameat2(int from_directory, const char* from, int to_directory, const char* to,
              unsigned int flags) noexcept {
    return changes("rename", to) ? -1
                                 : static_cast<int>(syscall(SYS_renameat2, from_directory, from,
                                                            to_directory, to, flags));
}

int symlinkat(const char* target, int directory, const char* path) noexcept {
    return changes("symlink", path)
               ? -1
               : static_cast<int>(syscall(SYS_symlinkat, target, directory, path));
}

int unlinkat(int directory, const char* path, int flags) noexcept {
    return changes("unlink", path)
               ? -1
               : static_cast<int>(syscall(SYS_unlinkat, directory, path, flags));
}

int unlink(const char* path) noexcept {
    return unlinkat(AT_FDCWD, path, 0);
}

int rmdir(const char* path) noexcept {
    return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int mkdirat(int directory, const char* path, mode_t mode) noexcept {
    return changes("mkdir", path) ? -1
                                  : static_cast<int>(syscall(SYS_mkdirat, directory, path, mode));
}

int mkdir(const char* path, mode_t mode) noexcept {
    return mkdirat(AT_FDCWD, path, mode);
}

int clock_gettime(clockid_t clock, struct timespec* time) noexcept {
    if (clock == CLOCK_REALTIME && plan().now != 0) {
        *time = {plan().now, 0};
        return 0;
    }
    return static_cast<int>(syscall(SYS_clock_gettime, clock, time));
}

}  // extern "C"
