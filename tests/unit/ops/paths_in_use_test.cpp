#include <support/catch.hpp>

#include <skillmeat/ops/paths_in_use.hpp>

#include <unit/ops/world.hpp>

namespace skillmeat::ops {
namespace {

TEST_CASE("paths are those of the project, or of the user", "[ops]") {
    World world;
    CHECK_FALSE(paths_in_use(world.services, {})->scope->is_project);
    world.project();
    const auto paths = paths_in_use(world.services, {});
    REQUIRE(paths);
    CHECK(paths->scope->manifest == "/work/skillmeat.toml");
    CHECK(paths->user.cache == sys::Path("/home/ana/.cache/skillmeat"));
    CHECK(world.files.writes.empty());
}

TEST_CASE("without HOME there are fewer paths, and no failure", "[ops]") {
    World world;
    world.environment.variables.clear();
    const auto none = paths_in_use(world.services, {});
    REQUIRE(none);
    CHECK_FALSE(none->scope);
    CHECK_FALSE(none->user.config);
    world.project();
    CHECK(paths_in_use(world.services, {})->scope->is_project);
}

TEST_CASE("a project that is not there has no paths", "[ops]") {
    World world;
    const auto paths = paths_in_use(world.services, {ScopeChoice::automatic, "/nowhere"});
    REQUIRE_FALSE(paths);
    CHECK(paths.error().code == ErrorCode::project_not_found);
    CHECK_FALSE(paths_in_use(world.services, {ScopeChoice::all, ""}));
}

}  // namespace
}  // namespace skillmeat::ops
