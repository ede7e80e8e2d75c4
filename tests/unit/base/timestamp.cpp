#include <skillmeat/base/timestamp.hpp>

#include <support/catch.hpp>

namespace skillmeat {

TEST_CASE("a moment is written as RFC 3339 in UTC", "[base]") {
    CHECK(to_string(Timestamp{0}) == "1970-01-01T00:00:00Z");
    CHECK(to_string(Timestamp{1795168800}) == "2026-11-20T10:00:00Z");
    CHECK(to_string(Timestamp{-1}) == "1969-12-31T23:59:59Z");
    CHECK(to_string(Timestamp{951782400}) == "2000-02-29T00:00:00Z");
    CHECK(to_string(Timestamp{253402300799}) == "9999-12-31T23:59:59Z");
    CHECK(to_string(Timestamp{-62167219200}) == "0000-01-01T00:00:00Z");
}

TEST_CASE("a moment outside the years 0000 to 9999 is written as the nearest inside", "[base]") {
    CHECK(to_string(Timestamp{253402300800}) == "9999-12-31T23:59:59Z");
    CHECK(to_string(Timestamp{INT64_MAX}) == "9999-12-31T23:59:59Z");
    CHECK(to_string(Timestamp{INT64_MIN}) == "0000-01-01T00:00:00Z");
}

TEST_CASE("RFC 3339 is read with any offset and fraction", "[base]") {
    struct Row {
        std::string_view text;
        std::string_view expected;
    };
    const auto row = GENERATE(Row{"2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"},
                              Row{"2026-11-20t10:00:00z", "2026-11-20T10:00:00Z"},
                              Row{"2026-11-20 10:00:00Z", "2026-11-20T10:00:00Z"},
                              Row{"2026-11-20T10:00:00.999999999Z", "2026-11-20T10:00:00Z"},
                              Row{"2026-11-20T10:00:00.5+02:00", "2026-11-20T08:00:00Z"},
                              Row{"2026-11-20T10:00:00-00:30", "2026-11-20T10:30:00Z"},
                              Row{"2026-11-20T10:00:00-00:00", "2026-11-20T10:00:00Z"},
                              Row{"2024-02-29T23:30:00-01:00", "2024-03-01T00:30:00Z"},
                              Row{"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
                              Row{"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"},
                              Row{"0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"});
    INFO(row.text);
    const auto time = parse_timestamp(row.text);
    REQUIRE(time);
    CHECK(to_string(*time) == row.expected);
}

TEST_CASE("anything else is no moment", "[base]") {
    const auto* text =
        GENERATE("", "2026", "2026-11-20", "2026-11-20T10:00:00", "2026-11-20T10:00Z",
                 "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z",
                 "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z",
                 "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z", "2026-01-01T00:00:00.Z",
                 "2026-01-01T00:00:00,5Z", "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+0200",
                 "2026-01-01T00:00:00+02", "2026-01-01T00:00:00Z ", " 2026-01-01T00:00:00Z",
                 "2026-01-01T00:00:00Zjunk", "26-01-01T00:00:00Z", "2026/01/01T00:00:00Z",
                 "+026-01-01T00:00:00Z", "2026-1-1T0:0:0Z", "10000-01-01T00:00:00Z",
                 "0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "2026-01-01X00:00:00Z",
                 "2026-01-01T-1:00:00Z");
    INFO(text);
    CHECK_FALSE(parse_timestamp(text));
}

TEST_CASE("what was written is read back", "[base]") {
    for (std::int64_t seconds = -62167219200; seconds < 253402300800; seconds += 12345678901) {
        CHECK(parse_timestamp(to_string(Timestamp{seconds})) == Timestamp{seconds});
    }
}

}  // namespace skillmeat
