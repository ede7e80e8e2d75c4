#include <support/catch.hpp>

#include <skillmeat/ops/config.hpp>

#include <unit/ops/world.hpp>

namespace skillmeat::ops {
namespace {

constexpr const char* user_manifest = "/home/ana/.config/skillmeat/skillmeat.toml";

TEST_CASE("a setting comes from the strongest place that has it", "[ops]") {
    World world;
    const auto scope = world.project("schema = 1\n");
    CHECK(origin_text(get_setting(world.services, scope, "jobs")->setting) == "default");
    world.files.put(user_manifest, "schema = 1\n\n[settings]\njobs = 2\n");
    CHECK(origin_text(get_setting(world.services, scope, "jobs")->setting) ==
          std::string(user_manifest) + ":4");
    world.project("schema = 1\n[settings]\njobs = 3\n");
    CHECK(origin_text(get_setting(world.services, scope, "jobs")->setting) ==
          "/work/skillmeat.toml:3");
    world.environment.variables["SKILLMEAT_JOBS"] = "4";
    const auto setting = get_setting(world.services, scope, "jobs");
    CHECK(setting->setting.value == "4");
    CHECK(origin_text(setting->setting) == "variable SKILLMEAT_JOBS");
}

TEST_CASE("all settings are listed in the order of their keys", "[ops]") {
    World world;
    const auto all = list_settings(world.services, world.project());
    REQUIRE(all);
    CHECK(all->size() == settings::definitions().size());
    CHECK(all->front().definition->key == "agent_directories");
}

TEST_CASE("setting a value keeps the rest of the manifest", "[ops]") {
    World world;
    const auto scope = world.project("# ours\nschema = 1\n\n[settings]  # few\njobs = 3 # three\n");
    const auto change = change_setting(world.services, scope, "jobs", "12");
    REQUIRE(change);
    CHECK(change->changed);
    CHECK(change->setting.setting.value == "12");
    CHECK(world.text("/work/skillmeat.toml") ==
          "# ours\nschema = 1\n\n[settings]  # few\njobs = 12 # three\n");
}

TEST_CASE("settings in groups and lists are written and taken out again", "[ops]") {
    World world;
    const auto scope = world.project("schema = 1\n");
    REQUIRE(change_setting(world.services, scope, "limits.fetch_size", "10mib"));
    REQUIRE(change_setting(world.services, scope, "agents", "codex, cursor"));
    CHECK(get_setting(world.services, scope, "limits.fetch_size")->setting.value == "10MiB");
    CHECK(get_setting(world.services, scope, "agents")->setting.value == "codex,cursor");
    const auto change = change_setting(world.services, scope, "limits.fetch_size", std::nullopt);
    REQUIRE(change);
    CHECK(change->changed);
    CHECK(change->setting.setting.value == "256MiB");
    const auto again = change_setting(world.services, scope, "limits.fetch_size", std::nullopt);
    REQUIRE(again);
    CHECK_FALSE(again->changed);
    CHECK(world.diagnostics.items.empty());
}

TEST_CASE("setting the same value again writes nothing", "[ops]") {
    World world;
    const auto scope = world.project("schema = 1\n");
    REQUIRE(change_setting(world.services, scope, "cache_ttl", "300s"));
    const auto before = world.text("/work/skillmeat.toml");
    world.files.writes.clear();
    const auto again = change_setting(world.services, scope, "cache_ttl", "5m");
    REQUIRE(again);
    CHECK_FALSE(again->changed);
    CHECK(world.text("/work/skillmeat.toml") == before);
}

TEST_CASE("the user manifest is made when the first setting is written", "[ops]") {
    World world;
    REQUIRE(change_setting(world.services, world.user(), "pager", "less -R"));
    CHECK(world.text(user_manifest).find("pager = \"less -R\"") != std::string::npos);
    CHECK(get_setting(world.services, world.user(), "pager")->setting.layer ==
          settings::Layer::user);
}

TEST_CASE("wrong settings are refused before anything is written", "[ops]") {
    World world;
    const auto scope = world.project();
    world.files.writes.clear();
    SECTION("an unknown key gets a suggestion") {
        const auto change = change_setting(world.services, scope, "job", "3");
        REQUIRE_FALSE(change);
        CHECK(change.error().code == ErrorCode::setting_not_found);
        CHECK(change.error().hint == "did you mean 'jobs'?");
        CHECK(get_setting(world.services, scope, "nothing-like-it").error().hint ==
              "list them with `skillmeat config list`");
    }
    SECTION("a value outside its bounds") {
        const auto change = change_setting(world.services, scope, "jobs", "0");
        REQUIRE_FALSE(change);
        CHECK(change.error().code == ErrorCode::invalid_value);
    }
    SECTION("a setting of the user's alone in a project") {
        const auto change = change_setting(world.services, scope, "pager", "less");
        REQUIRE_FALSE(change);
        CHECK(change.error().code == ErrorCode::invalid_value);
        CHECK(change.error().hint == "set it for yourself with `--scope user`");
    }
    CHECK(world.files.writes.empty());
    CHECK(world.text("/work/skillmeat.toml") == "schema = 1\n");
}

TEST_CASE("a user-only setting that stands in a project can be taken out", "[ops]") {
    World world;
    const auto scope = world.project("schema = 1\n[settings]\npager = \"evil\"\n");
    const auto change = change_setting(world.services, scope, "pager", std::nullopt);
    REQUIRE(change);
    CHECK(change->changed);
    CHECK(world.text("/work/skillmeat.toml").find("evil") == std::string::npos);
}

TEST_CASE("a manifest of an older schema is migrated before it is written", "[ops]") {
    World world;
    const auto scope = world.project(
        "schema = 0\n[[source]]\nid = \"a/b\"\nrepo_url = \"https://github.com/a/b\"\n");
    const auto change = change_setting(world.services, scope, "jobs", "3");
    REQUIRE_FALSE(change);
    CHECK(change.error().code == ErrorCode::migration_needed);
}

}  // namespace
}  // namespace skillmeat::ops
