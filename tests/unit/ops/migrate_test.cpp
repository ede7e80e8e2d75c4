#include <support/catch.hpp>

#include <stdexcept>
#include <string>

#include <skillmeat/lock/lock.hpp>
#include <skillmeat/manifest/manifest.hpp>
#include <skillmeat/ops/migrate.hpp>

#include <unit/ops/lock_rows.hpp>
#include <unit/ops/world.hpp>

namespace skillmeat::ops {
namespace {

constexpr const char* old_manifest =
    "# ours\n"
    "schema = 0\n"
    "[[source]]\n"
    "id = \"acme/tools\"\n"
    "repo_url = \"https://github.com/acme/tools\"  # the repository\n"
    "branch = \"main\"\n";
constexpr const char* new_manifest =
    "# ours\n"
    "schema = 1\n"
    "[[source]]\n"
    "id = \"acme/tools\"\n"
    "url = \"https://github.com/acme/tools\"  # the repository\n"
    "ref = \"main\"\n";
constexpr const char* old_lock =
    "version = 0\n"
    "[[source]]\n"
    "id = \"acme/tools\"\n"
    "url = \"https://github.com/acme/tools\"\n"
    "commit = \"cccccccccccccccccccccccccccccccccccccccc\"\n";
constexpr const char* backup = "/work/.skillmeat/backup/20260101T000000Z";

const MigratedFile& file_at(const MigrateReport& report, const sys::Path& path) {
    for (const auto& file : report.files) {
        if (file.path == path) {
            return file;
        }
    }
    throw std::runtime_error("not reported: " + path.string());
}

TEST_CASE("all old files are brought forward, each with a backup", "[ops]") {
    World world;
    const auto scope = world.project(old_manifest);
    world.files.put(scope.lock, old_lock);
    world.files.put(scope.local_manifest,
                    "schema = 0\n[[source]]\nid = \"mine\"\nrepo_url = \"/srv/mine\"\n", 0600);
    const auto report = migrate_scope(world.services, scope, {});
    REQUIRE(report);
    CHECK_FALSE(report->refused);
    REQUIRE(report->files.size() == 3);
    CHECK(world.text(scope.manifest) == new_manifest);
    CHECK(world.text(scope.local_manifest).find("url = \"/srv/mine\"") != std::string::npos);
    const auto lock = lock::read(world.text(scope.lock), "x");
    REQUIRE(lock);
    CHECK(lock->version == 1);
    CHECK(world.text(sys::Path(backup) / "skillmeat.toml") == old_manifest);
    CHECK(world.text(sys::Path(backup) / "skillmeat.lock") == old_lock);
    CHECK(world.files.exists(sys::Path(backup) / "local/skillmeat.toml"));
    const auto& manifest = file_at(*report, scope.manifest);
    CHECK(manifest.from == 0);
    CHECK(manifest.to == 1);
    CHECK_FALSE(manifest.steps.empty());
    CHECK(manifest.backup == sys::Path(backup) / "skillmeat.toml");
    CHECK(file_at(*report, scope.lock).is_lock);
}

TEST_CASE("a dry run tells the same steps and writes nothing", "[ops]") {
    World world;
    const auto scope = world.project(old_manifest);
    MigrateRequest request;
    request.dry_run = true;
    const auto plan = migrate_scope(world.services, scope, request);
    REQUIRE(plan);
    CHECK(world.files.files() == std::vector<std::string>{"/work/skillmeat.toml"});
    CHECK(world.text(scope.manifest) == old_manifest);
    const auto report = migrate_scope(world.services, scope, {});
    REQUIRE(report);
    CHECK(file_at(*report, scope.manifest).steps == file_at(*plan, scope.manifest).steps);
}

TEST_CASE("files of the format asked for are left alone", "[ops]") {
    World world;
    const auto scope = world.project(new_manifest);
    const auto report = migrate_scope(world.services, scope, {});
    REQUIRE(report);
    REQUIRE(report->files.size() == 1);
    CHECK_FALSE(report->files.front().changed());
    CHECK(world.files.writes.empty());
    CHECK(migrate_scope(world.services, world.user(), {})->files.empty());
}

TEST_CASE("going back lists what is lost and needs to be told", "[ops]") {
    World world;
    const auto text = std::string(new_manifest) + "tags = [\"official\"]\n";
    const auto scope = world.project(text);
    MigrateRequest request;
    request.to = 0;
    const auto refused = migrate_scope(world.services, scope, request);
    REQUIRE(refused);
    CHECK(refused->refused);
    CHECK(refused->files.front().losses.size() == 1);
    CHECK(loss_error(*refused).message ==
          "going back to format 0 would lose 1 thing; nothing was written");
    CHECK(world.text(scope.manifest) == text);
    CHECK(world.files.writes.empty());

    request.drop = true;
    const auto report = migrate_scope(world.services, scope, request);
    REQUIRE(report);
    CHECK_FALSE(report->refused);
    CHECK(world.text(scope.manifest) == old_manifest);
    CHECK(world.text(sys::Path(backup) / "skillmeat.toml") == text);
}

TEST_CASE("a second migration within a second has a backup of its own", "[ops]") {
    World world;
    const auto scope = world.project(old_manifest);
    REQUIRE(migrate_scope(world.services, scope, {}));
    MigrateRequest back;
    back.to = 0;
    const auto report = migrate_scope(world.services, scope, back);
    REQUIRE(report);
    CHECK(report->files.front().backup == std::string(backup) + "-2/skillmeat.toml");
}

TEST_CASE("nothing is written when one of the files is broken", "[ops]") {
    World world;
    const auto scope = world.project(old_manifest);
    world.files.put(scope.lock, "version = 7\n");
    const auto report = migrate_scope(world.services, scope, {});
    REQUIRE_FALSE(report);
    CHECK(report.error().code == ErrorCode::lock_newer);
    CHECK(world.text(scope.manifest) == old_manifest);
    CHECK(world.files.writes.empty());
}

TEST_CASE("a failing backup leaves all files as they were", "[ops]") {
    World world;
    const auto scope = world.project(old_manifest);
    world.files.fail_write_at(2);  // after the ignore file
    CHECK_FALSE(migrate_scope(world.services, scope, {}));
    CHECK(world.text(scope.manifest) == old_manifest);
}

}  // namespace
}  // namespace skillmeat::ops
