#include <skillmeat/base/units.hpp>

#include <support/catch.hpp>

using namespace skillmeat;

TEST_CASE("sizes are read with binary units in any case", "[base]") {
    CHECK(parse_size("0") == 0);
    CHECK(parse_size("512") == 512);
    CHECK(parse_size("512B") == 512);
    CHECK(parse_size("64KiB") == 64 * 1024);
    CHECK(parse_size("10MiB") == 10 * 1024 * 1024);
    CHECK(parse_size("10mib") == 10 * 1024 * 1024);
    CHECK(parse_size("1GiB") == 1024 * 1024 * 1024);
}

TEST_CASE("what is no size is refused", "[base]") {
    for (const auto* text : {"", "MiB", "-1", "-0", "1.5MiB", "10MB", "10 MiB", "10MiBx", "+1",
                             "9223372036854775807KiB", "99999999999999999999"}) {
        INFO(text);
        CHECK_FALSE(parse_size(text).has_value());
    }
}

TEST_CASE("sizes are written with the largest unit that leaves no rest", "[base]") {
    CHECK(format_size(0) == "0B");
    CHECK(format_size(1) == "1B");
    CHECK(format_size(1025) == "1025B");
    CHECK(format_size(1024) == "1KiB");
    CHECK(format_size(10 * 1024 * 1024) == "10MiB");
    CHECK(format_size(std::int64_t{2048} * 1024 * 1024) == "2GiB");
}

TEST_CASE("durations are read and written with one unit", "[base]") {
    CHECK(parse_duration("90") == 90);
    CHECK(parse_duration("90s") == 90);
    CHECK(parse_duration("5m") == 300);
    CHECK(parse_duration("2H") == 7200);
    CHECK(parse_duration("7d") == 604800);
    CHECK_FALSE(parse_duration("5min").has_value());
    CHECK_FALSE(parse_duration("1h30m").has_value());
    CHECK_FALSE(parse_duration("m").has_value());
    CHECK(format_duration(0) == "0s");
    CHECK(format_duration(90) == "90s");
    CHECK(format_duration(300) == "5m");
    CHECK(format_duration(86400) == "1d");
}
