#include <support/catch.hpp>

#include <skillmeat/ops/project_registry.hpp>

#include <unit/ops/world.hpp>

namespace skillmeat::ops {
namespace {

constexpr const char* registry = "/home/ana/.config/skillmeat/projects.toml";
constexpr const char* registry_lock = "/home/ana/.local/state/skillmeat/projects.lock";

TEST_CASE("a project is registered once and keeps its date", "[ops]") {
    World world;
    const auto scope = world.project();
    register_project_quietly(world.services, scope, "docs");
    const auto first = world.text(registry);
    world.clock.advance(1000);
    world.files.reads.clear();
    world.files.writes.clear();
    register_project_quietly(world.services, scope, "docs");
    CHECK(world.files.writes.empty());
    CHECK(world.files.reads == std::vector<std::string>{registry});
    CHECK(world.text(registry) == first);

    register_project_quietly(world.services, scope, "new name");
    const auto projects = list_projects(world.services);
    REQUIRE(projects->size() == 1);
    CHECK(projects->front().project.name == "new name");
    CHECK(to_string(projects->front().project.added_at) == "2026-01-01T00:00:00Z");
}

TEST_CASE("registering quietly fails nothing and harms nothing", "[ops]") {
    World world;
    const auto scope = world.project();
    SECTION("no home") {
        world.environment.variables.clear();
    }
    SECTION("a registry that cannot be written") {
        world.files.fail_write_at(1);
    }
    SECTION("a damaged registry stays as it is") {
        world.files.put(registry, "version = [");
        register_project_quietly(world.services, scope, "docs");
        CHECK(world.text(registry) == "version = [");
        return;
    }
    SECTION("another process that keeps the lock") {
        world.files.put_directory("/home/ana/.local/state/skillmeat");
        const auto held = world.files.lock(registry_lock, {});
        register_project_quietly(world.services, scope, "docs");
        CHECK_FALSE(world.files.exists(registry));
        return;
    }
    register_project_quietly(world.services, scope, "docs");
    CHECK_FALSE(world.files.exists(registry));
    CHECK(world.diagnostics.items.empty());
}

TEST_CASE("a project is added under the name of its manifest", "[ops]") {
    World world;
    world.project("schema = 1\n[project]\nname = \"docs-team\"\n");
    const auto added = add_project(world.services, "/work");
    REQUIRE(added);
    CHECK(added->changed);
    CHECK(added->project.project.name == "docs-team");
    CHECK(added->project.id == project_scope("/work").project_id);
    const auto again = add_project(world.services, "/work");
    REQUIRE(again);
    CHECK_FALSE(again->changed);
    CHECK(again->project == added->project);
}

TEST_CASE("what is no project cannot be added", "[ops]") {
    World world;
    const auto none = add_project(world.services, "/work");
    REQUIRE_FALSE(none);
    CHECK(none.error().code == ErrorCode::project_not_found);
    world.project("schema = \"one\"\n");
    const auto broken = add_project(world.services, "/work");
    REQUIRE_FALSE(broken);
    CHECK(broken.error().code == ErrorCode::invalid_manifest);
    CHECK_FALSE(world.files.exists(registry));
}

TEST_CASE("adding without a place for the registry says what to set", "[ops]") {
    World world;
    world.project();
    world.environment.variables.clear();
    const auto added = add_project(world.services, "/work");
    REQUIRE_FALSE(added);
    CHECK(added.error().hint == "set HOME or XDG_CONFIG_HOME");
    CHECK(list_projects(world.services)->empty());
}

TEST_CASE("roots that are gone are listed as missing", "[ops]") {
    World world;
    world.project();
    REQUIRE(add_project(world.services, "/work"));
    world.files.put("/gone/skillmeat.toml", "schema = 1\n");
    REQUIRE(add_project(world.services, "/gone"));
    REQUIRE(world.files.remove_tree("/gone"));
    const auto projects = list_projects(world.services);
    REQUIRE(projects);
    REQUIRE(projects->size() == 2);
    CHECK(projects->at(0).project.root == "/gone");
    CHECK(projects->at(0).status == ProjectStatus::missing);
    CHECK(projects->at(1).status == ProjectStatus::present);
    CHECK(to_string(ProjectStatus::unreadable) == "unreadable");
}

TEST_CASE("a project is forgotten by id or directory, and not touched", "[ops]") {
    World world;
    world.project();
    const auto added = add_project(world.services, "/work");
    REQUIRE(added);
    SECTION("by id") {
        REQUIRE(remove_project(world.services, added->project.id));
    }
    SECTION("by directory") {
        REQUIRE(remove_project(world.services, "/work"));
    }
    SECTION("by a directory that is gone") {
        REQUIRE(world.files.remove_tree("/work"));
        REQUIRE(remove_project(world.services, "/work"));
        CHECK(list_projects(world.services)->empty());
        return;
    }
    CHECK(list_projects(world.services)->empty());
    CHECK(world.text("/work/skillmeat.toml") == "schema = 1\n");
}

TEST_CASE("removing a project that is not registered suggests one that is", "[ops]") {
    World world;
    world.project();
    REQUIRE(add_project(world.services, "/work"));
    const auto removed = remove_project(world.services, "/wrok");
    REQUIRE_FALSE(removed);
    CHECK(removed.error().code == ErrorCode::project_not_found);
    CHECK(removed.error().hint == "did you mean '/work'?");
    CHECK(list_projects(world.services)->size() == 1);
}

}  // namespace
}  // namespace skillmeat::ops
