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
