#include <support/catch.hpp>

#include <app/cli/globals.hpp>
#include <fakes/fake_environment.hpp>

namespace skillmeat::app::cli {
namespace {

TEST_CASE("scope and project come from the environment where no flag gave them", "[app][cli]") {
    fakes::FakeEnvironment environment;
    environment.variables = {{"SKILLMEAT_SCOPE", "user"}, {"SKILLMEAT_PROJECT", "/p"}};
    Globals globals;
    REQUIRE(apply_environment(globals, environment));
    CHECK(globals.scope == Scope::user);
    CHECK(globals.project == "/p");

    globals.scope = Scope::all;
    globals.project = "/q";
    REQUIRE(apply_environment(globals, environment));
    CHECK(globals.scope == Scope::all);
    CHECK(globals.project == "/q");
}

TEST_CASE("empty variables count as not set", "[app][cli]") {
    fakes::FakeEnvironment environment;
    environment.variables = {{"SKILLMEAT_SCOPE", ""}, {"SKILLMEAT_PROJECT", ""}};
    Globals globals;
    REQUIRE(apply_environment(globals, environment));
    CHECK(globals == Globals{});
}

TEST_CASE("the log comes from the environment where no flag asked for it", "[app][cli]") {
    using observe::Level;
    using telemetry::LogFormat;
    fakes::FakeEnvironment environment;
    environment.variables = {{"SKILLMEAT_LOG", "debug,json"}};
    Globals globals;
    REQUIRE(apply_environment(globals, environment));
    CHECK(globals.log_level == Level::debug);
    CHECK(globals.log_format == LogFormat::json);

    globals.log_level = Level::error;
    globals.log_format = LogFormat::text;
    REQUIRE(apply_environment(globals, environment));
    CHECK(globals.log_level == Level::error);
    CHECK(globals.log_format == LogFormat::text);

    for (const char* text : {"error", "warn", "info", "debug", "trace", "trace,text"}) {
        INFO(text);
        environment.variables = {{"SKILLMEAT_LOG", text}};
        Globals plain;
        CHECK(apply_environment(plain, environment));
        CHECK(plain.log_level);
        CHECK(plain.log_format == LogFormat::text);
    }
}

TEST_CASE("a log that is none is an error naming the variable", "[app][cli]") {
    for (const char* text : {"loud", "INFO", ",", ",json", "info,", "info,xml", "info,json,x"}) {
        INFO(text);
        fakes::FakeEnvironment environment;
        environment.variables = {{"SKILLMEAT_LOG", text}};
        Globals globals;
        const auto applied = apply_environment(globals, environment);
        REQUIRE_FALSE(applied);
        CHECK(applied.error().code == ErrorCode::invalid_value);
        CHECK(applied.error().message ==
              "variable SKILLMEAT_LOG: expected a level (error, warn, info, debug, trace) and "
              "perhaps ',json', found '" +
                  std::string(text) + "'");
    }
}

TEST_CASE("a scope that is none is an error naming the variable", "[app][cli]") {
    fakes::FakeEnvironment environment;
    environment.variables = {{"SKILLMEAT_SCOPE", "world"}};
    Globals globals;
    const auto applied = apply_environment(globals, environment);
    REQUIRE_FALSE(applied);
    CHECK(applied.error().code == ErrorCode::invalid_value);
    CHECK(applied.error().message ==
          "variable SKILLMEAT_SCOPE: expected user, project or all, found 'world'");
    globals.scope = Scope::user;
    CHECK(apply_environment(globals, environment));
}

}  // namespace
}  // namespace skillmeat::app::cli
