#include <skillmeat/sys/standard_streams.hpp>

#include <fcntl.h>
#include <unistd.h>

namespace skillmeat::sys {

void open_missing_standard_descriptors() {
    for (int number = 0; number <= 2; ++number) {
        if (::fcntl(number, F_GETFD) < 0) {
            // The lowest free number is given, which is this one. Not O_CLOEXEC: children too
            // expect the three to be open.
            [[maybe_unused]] const int opened = ::open("/dev/null", O_RDWR);
        }
    }
}

}  // namespace skillmeat::sys
