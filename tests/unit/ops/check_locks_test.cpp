#include <support/catch.hpp>

#include <skillmeat/ops/check_locks.hpp>

#include <unit/ops/lock_rows.hpp>
#include <unit/ops/world.hpp>

namespace skillmeat::ops {
namespace {

constexpr const char* url = "https://github.com/acme/tools";

TEST_CASE("a lock that agrees has no mismatches", "[ops]") {
    World world;
    const auto scope = world.project(manifest_text("acme/tools", url));
    world.files.put(scope.lock, lock_text("acme/tools", url));
    const auto check = check_locks(world.services, {scope});
    REQUIRE(check);
    CHECK(check->sources == 1);
    CHECK(check->mismatches.empty());
    CHECK(check->failures.empty());
}

TEST_CASE("differences are told by project, source and field", "[ops]") {
    World world;
    const auto scope =
        world.project(manifest_text("acme/tools", url) + "ref = \"v2\"\ntags = [\"x\"]\n\n" +
                      "[project]\nname = \"docs\"\n");
    world.files.put(scope.lock, lock_text("acme/tools", url));
    world.files.put(scope.local_manifest, manifest_text("mine", "https://example.org/mine"));
    world.files.put(scope.local_lock, lock_text("old", "https://example.org/old"));
    const auto check = check_locks(world.services, {scope});
    REQUIRE(check);
    std::vector<std::string> fields;
    for (const auto& row : check->mismatches) {
        CHECK(row.project_id == scope.project_id);
        CHECK(row.project_name == "docs");
        fields.push_back(row.mismatch.source_id + " " + row.mismatch.field);
    }
    CHECK(fields ==
          std::vector<std::string>{"acme/tools ref", "acme/tools tags", "mine row", "old source"});
    const auto error = outdated_error(*check);
    CHECK(error.code == ErrorCode::lock_outdated);
    CHECK(error.message == "the lock differs from the manifest in 3 sources: 4 differences");
}

TEST_CASE("a source in both files is compared as the private one alone", "[ops]") {
    World world;
    const auto scope = world.project(manifest_text("acme/tools", url) + "ref = \"other\"\n");
    world.files.put(scope.lock, lock_text("acme/tools", url));
    world.files.put(scope.local_manifest, manifest_text("Acme/tools", url));
    world.files.put(scope.local_lock, lock_text("Acme/tools", url));
    const auto check = check_locks(world.services, {scope});
    REQUIRE(check);
    CHECK(check->mismatches.empty());
    CHECK(check->sources == 1);
}

TEST_CASE("a lock that cannot be read gives its own error", "[ops]") {
    World world;
    const auto scope = world.project();
    const auto [text, code] = GENERATE(
        table<std::string, ErrorCode>({{"version = [", ErrorCode::lock_damaged},
                                       {"<<<<<<< ours\nversion = 1\n", ErrorCode::lock_conflicted},
                                       {"version = 99\n", ErrorCode::lock_newer}}));
    world.files.put(scope.lock, text);
    const auto alone = check_locks(world.services, {scope});
    REQUIRE_FALSE(alone);
    CHECK(alone.error().code == code);

    const auto both = check_locks(world.services, {world.user(), scope});
    REQUIRE(both);
    REQUIRE(both->failures.size() == 1);
    CHECK(both->failures.front().code == code);
    CHECK(both->failures.front().context.back() == "while checking project '/work'");
    CHECK(world.text(scope.lock) == text);
}

}  // namespace
}  // namespace skillmeat::ops
