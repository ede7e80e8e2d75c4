#include <skillmeat/sys/random.hpp>

#include <support/catch.hpp>

#include <set>

using namespace skillmeat;

TEST_CASE("random bytes are as many as asked for, and others every time", "[sys]") {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        const auto bytes = sys::system_random().bytes(16);
        REQUIRE(bytes);
        CHECK(bytes->size() == 16);
        CHECK(seen.insert(*bytes).second);
    }
    CHECK(sys::system_random().bytes(0)->empty());
    CHECK(sys::system_random().bytes(1000)->find_first_not_of('\0') != std::string::npos);
}
