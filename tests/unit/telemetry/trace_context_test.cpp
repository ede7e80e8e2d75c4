#include <skillmeat/telemetry/trace_context.hpp>

#include <support/catch.hpp>

namespace skillmeat::telemetry {
namespace {

TEST_CASE("a traceparent names trace, span and whether it is sampled", "[telemetry]") {
    const auto context =
        parse_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    REQUIRE(context);
    CHECK(*context ==
          TraceContext{"0af7651916cd43dd8448eb211c80319c", 0xb7ad6b7169203331U, true, ""});
    const auto unsampled =
        parse_traceparent("00-0af7651916cd43dd8448eb211c80319c-00000000000000ff-02");
    REQUIRE(unsampled);
    CHECK(unsampled->span == 0xff);
    CHECK_FALSE(unsampled->sampled);
}

TEST_CASE("later versions may add fields, this one may not", "[telemetry]") {
    const std::string ids = "-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-";
    CHECK(parse_traceparent("cc" + ids + "01"));
    CHECK(parse_traceparent("cc" + ids + "01-what-the-future-brings"));
    CHECK_FALSE(parse_traceparent("cc" + ids + "01.what"));
    CHECK_FALSE(parse_traceparent("00" + ids + "01-more"));
    CHECK_FALSE(parse_traceparent("00" + ids + "01-"));
    CHECK_FALSE(parse_traceparent("ff" + ids + "01"));
}

TEST_CASE("a malformed traceparent is none", "[telemetry]") {
    const auto text = GENERATE(as<std::string>(), "", "-", "---",
                               "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                               "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                               "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                               "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                               "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
                               "00-0af7651916cd43dd8448eb211c80319cc-b7ad6b7169203331-01",
                               "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333-01",
                               "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
                               "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
                               "0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                               "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 ",
                               " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    CHECK_FALSE(parse_traceparent(text));
}

TEST_CASE("a tracestate is a list of short pairs", "[telemetry]") {
    CHECK(is_tracestate("rojo=00f067aa0ba902b7"));
    CHECK(is_tracestate("congo=t61rcWkgMzE, tenant@rojo=00f067aa"));
    CHECK(is_tracestate("a_-*/1=x y"));
    CHECK(is_tracestate("a="));
    CHECK_FALSE(is_tracestate(""));
    CHECK_FALSE(is_tracestate("a"));
    CHECK_FALSE(is_tracestate("=a"));
    CHECK_FALSE(is_tracestate("A=a"));
    CHECK_FALSE(is_tracestate("a=b=c"));
    CHECK_FALSE(
        is_tracestate("a=b\n"
                      "c"));
    CHECK_FALSE(is_tracestate("a=\x1b"));
    CHECK_FALSE(is_tracestate("a=é"));
    CHECK_FALSE(is_tracestate("a=b,"));
    CHECK_FALSE(is_tracestate("a=" + std::string(511, 'x')));
    CHECK_FALSE(is_tracestate(std::string(257, 'a') + "=b"));
    std::string many = "a=b";
    for (int i = 1; i < 32; ++i) {
        many += ",a=b";
    }
    CHECK(is_tracestate(many));
    CHECK_FALSE(is_tracestate(many + ",a=b"));
}

}  // namespace
}  // namespace skillmeat::telemetry
