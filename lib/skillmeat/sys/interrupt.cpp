#include <skillmeat/sys/interrupt.hpp>

#include <fcntl.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>

#include <skillmeat/sys/interrupt_wait.hpp>

namespace skillmeat::sys {
namespace {

// A signal handler has no other way to speak than through what is global.
std::atomic<int> noted_signal{0};
std::atomic<int> wake_descriptor{-1};
static_assert(std::atomic<int>::is_always_lock_free);

void note_signal(int signal_number) {
    const int saved = errno;
    int none = 0;
    noted_signal.compare_exchange_strong(none, signal_number);
    const std::uint64_t one = 1;
    // The counter never fills up, and there is nobody to tell if it did.
    [[maybe_unused]] const auto written = ::write(wake_descriptor.load(), &one, sizeof one);
    errno = saved;
}

}  // namespace

void install_signal_handlers() {
    if (wake_descriptor.load() < 0) {
        wake_descriptor.store(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    }
    struct sigaction action = {};
    action.sa_handler = note_signal;
    // Reset after the first: the second signal of a kind ends the process by default action.
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);
}

Result<void> check_interrupted() {
    switch (noted_signal.load()) {
        case 0:
            return {};
        case SIGINT:
            return fail(ErrorCode::interrupted, "interrupted");
        default:
            return fail(ErrorCode::terminated, "terminated");
    }
}

int interrupt_descriptor() {
    return wake_descriptor.load();
}

}  // namespace skillmeat::sys
