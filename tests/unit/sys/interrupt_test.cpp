#include <skillmeat/sys/interrupt.hpp>

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <skillmeat/sys/interrupt_wait.hpp>
#include <skillmeat/sys/standard_streams.hpp>

#include <support/catch.hpp>

#include "in_child.hpp"

using namespace skillmeat;
using namespace skillmeat::sys;

TEST_CASE("nothing was interrupted at first", "[sys]") {
    CHECK(check_interrupted().has_value());
}

TEST_CASE("a noted signal is told as an error of its own, the first one wins", "[sys]") {
    CHECK(test::in_child([] {
        install_signal_handlers();
        ::raise(SIGINT);
        ::raise(SIGTERM);
        const auto state = check_interrupted();
        return !state && state.error().code == ErrorCode::interrupted;
    }));
    CHECK(test::in_child([] {
        install_signal_handlers();
        ::raise(SIGTERM);
        const auto state = check_interrupted();
        return !state && state.error().code == ErrorCode::terminated;
    }));
}

TEST_CASE("a noted signal wakes up every poll from then on", "[sys]") {
    CHECK(test::in_child([] {
        install_signal_handlers();
        pollfd wait = {interrupt_descriptor(), POLLIN, 0};
        const bool quiet = ::poll(&wait, 1, 0) == 0;
        ::raise(SIGTERM);
        return quiet && ::poll(&wait, 1, 0) == 1 && ::poll(&wait, 1, 0) == 1;
    }));
}

TEST_CASE("the second signal of a kind ends the process", "[sys]") {
    CHECK(test::signal_ending([] {
              install_signal_handlers();
              ::raise(SIGINT);
              ::raise(SIGINT);
          }) == SIGINT);
}

TEST_CASE("SIGPIPE and SIGXFSZ are ignored", "[sys]") {
    CHECK(test::signal_ending([] {
              install_signal_handlers();
              ::raise(SIGPIPE);
              ::raise(SIGXFSZ);
          }) == 0);
}

TEST_CASE("standard descriptors that are closed are opened on /dev/null", "[sys]") {
    CHECK(test::in_crippled_child([] {
        ::close(0);
        ::close(2);
        open_missing_standard_descriptors();
        char byte = 0;
        return ::read(0, &byte, 1) == 0 && ::write(2, "x", 1) == 1;
    }));
}
