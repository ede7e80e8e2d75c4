#include <support/catch.hpp>

#include <skillmeat/manifest/manifest.hpp>
#include <skillmeat/ops/init_project.hpp>
#include <skillmeat/ops/project_registry.hpp>

#include <unit/ops/world.hpp>

namespace skillmeat::ops {
namespace {

TEST_CASE("init makes a manifest that reads well, the ignore file and a registration", "[ops]") {
    World world;
    const auto made = init_project(world.services, {});
    REQUIRE(made);
    CHECK(made->scope.root == "/work");
    CHECK(made->scope.project_name == "work");
    CHECK(made->made ==
          std::vector<sys::Path>{"/work/skillmeat.toml", "/work/.skillmeat/.gitignore"});
    DiagnosticList faults;
    const auto manifest = manifest::read(world.text("/work/skillmeat.toml"), "x", {}, faults);
    REQUIRE(manifest);
    CHECK(faults.items.empty());
    CHECK(manifest->project_name == "work");
    CHECK(manifest->sources.empty());
    CHECK(world.text("/work/.skillmeat/.gitignore").find("*\n") != std::string::npos);
    const auto projects = list_projects(world.services);
    REQUIRE(projects);
    REQUIRE(projects->size() == 1);
    CHECK(projects->front().project.name == "work");
    CHECK(projects->front().id == made->scope.project_id);
}

TEST_CASE("init takes a directory, also a new or relative one, and a name", "[ops]") {
    World world;
    InitRequest request;
    request.directory = GENERATE("/work/tools", "tools", "./tools");
    request.name = "docs \"team\"";
    const auto made = init_project(world.services, request);
    REQUIRE(made);
    CHECK(made->scope.root == "/work/tools");
    CHECK(world.text("/work/tools/skillmeat.toml").find("name = \"docs \\\"team\\\"\"") !=
          std::string::npos);
    CHECK(list_projects(world.services)->front().project.name == "docs \"team\"");
}

TEST_CASE("init never touches a manifest, whatever it holds", "[ops]") {
    World world;
    world.files.put("/work/skillmeat.toml", GENERATE("", "schema = 1\n", "no toml ["));
    const auto before = world.files.files();
    const auto made = init_project(world.services, {});
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::already_exists);
    CHECK(made.error().hint == "add sources with `skillmeat source add OWNER/REPO`");
    CHECK(world.files.files() == before);
    CHECK(world.files.writes.empty());
}

TEST_CASE("init of the user scope makes the user manifest and no project", "[ops]") {
    World world;
    InitRequest request;
    request.user = true;
    const auto made = init_project(world.services, request);
    REQUIRE(made);
    CHECK(made->made == std::vector<sys::Path>{"/home/ana/.config/skillmeat/skillmeat.toml"});
    CHECK(world.text("/home/ana/.config/skillmeat/skillmeat.toml") == "schema = 1\n");
    CHECK(list_projects(world.services)->empty());
    const auto again = init_project(world.services, request);
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::already_exists);
}

TEST_CASE("directories that mean something else can be no project", "[ops]") {
    World world;
    world.project();
    InitRequest request;
    request.directory =
        GENERATE("/home/ana/.config/skillmeat", "/work/.skillmeat", "/work/.skillmeat/local");
    const auto made = init_project(world.services, request);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::invalid_usage);
    CHECK(world.files.writes.empty());
}

TEST_CASE("a project needs a name that can be written", "[ops]") {
    World world;
    InitRequest request;
    SECTION("blank") {
        request.name = "  ";
    }
    SECTION("too long") {
        request.name = std::string(256, 'x');
    }
    SECTION("no UTF-8") {
        request.name = "\xff";
    }
    SECTION("the root directory has none") {
        request.directory = "/";
    }
    const auto made = init_project(world.services, request);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::invalid_value);
    CHECK(world.files.writes.empty());
}

TEST_CASE("a project can be made without a home", "[ops]") {
    World world;
    world.environment.variables.clear();
    CHECK(init_project(world.services, {}));
    CHECK(world.files.exists("/work/skillmeat.toml"));
}

}  // namespace
}  // namespace skillmeat::ops
