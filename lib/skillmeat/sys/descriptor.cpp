#include <skillmeat/sys/descriptor.hpp>

#include <unistd.h>

#include <cerrno>

namespace skillmeat::sys {

int Descriptor::close() {
    const int number = std::exchange(number_, -1);
    if (number < 0 || ::close(number) == 0 || errno == EINTR) {
        return 0;
    }
    return errno;
}

}  // namespace skillmeat::sys
