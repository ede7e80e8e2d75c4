#include <skillmeat/sys/random.hpp>

#include <sys/random.h>
#include <unistd.h>

#include <ctime>

namespace skillmeat::sys {

std::uint64_t random_number() {
    std::uint64_t number = 0;
    if (::getrandom(&number, sizeof number, 0) != static_cast<ssize_t>(sizeof number)) {
        timespec now = {};
        ::clock_gettime(CLOCK_MONOTONIC, &now);
        number = static_cast<std::uint64_t>(now.tv_nsec) * 0x9e3779b97f4a7c15U;
    }
    return number;
}

}  // namespace skillmeat::sys
