#include <support/catch.hpp>

#include <skillmeat/ops/deploy/change_deployments.hpp>

#include <unit/ops/catalog_world.hpp>

namespace skillmeat::ops {
namespace {

NewDeployment wanted(const std::string& artifact) {
    NewDeployment made;
    made.artifact = artifact;
    return made;
}

TEST_CASE("a record is made of what is scanned", "[ops]") {
    CatalogWorld world;
    const auto change = create_deployment(world.services, world.scope, wanted("pdf"));
    REQUIRE(change);
    CHECK(change->changed);
    const auto row = world.ledger().rows.at(0);
    CHECK(row == change->view.row);
    CHECK(row.artifact == "skill:./skills/pdf@acme/tools");
    CHECK(row.url == world.url);
    CHECK(row.version == "1.2.0");
    CHECK(row.commit == std::string(40, 'c'));
    CHECK(row.sha == world.skill("pdf").sha);
    CHECK(row.status == DeploymentStatus::pending);
    CHECK_FALSE(row.deployed_at);
}

TEST_CASE("a record of another version knows nothing else of the content", "[ops]") {
    CatalogWorld world;
    auto given = wanted("pdf");
    given.version = "1.1.0";
    given.agent = "codex";
    given.target = "tools/pdf";
    given.status = DeploymentStatus::active;
    REQUIRE(create_deployment(world.services, world.scope, given));
    const auto row = world.ledger().rows.at(0);
    CHECK(row.version == "1.1.0");
    CHECK((row.commit.empty() && row.sha.empty()));
    CHECK(row.agent == "codex");
    CHECK(row.deployed_at == world.clock.now());
}

TEST_CASE("the version that is scanned may be named", "[ops]") {
    CatalogWorld world;
    auto given = wanted("docx");
    given.version = std::string(12, 'c');
    REQUIRE(create_deployment(world.services, world.scope, given));
    CHECK(world.ledger().rows.at(0).sha == world.skill("docx").sha);
}

TEST_CASE("a second record of the same place is refused", "[ops]") {
    CatalogWorld world;
    REQUIRE(create_deployment(world.services, world.scope, wanted("pdf")));
    const auto before = world.text(world.scope.ledger);
    const auto again = create_deployment(world.services, world.scope, wanted("skill:pdf"));
    CHECK(again.error().code == ErrorCode::already_exists);
    CHECK(world.text(world.scope.ledger) == before);
    auto other = wanted("pdf");
    other.agent = "codex";
    CHECK(create_deployment(world.services, world.scope, other));
}

TEST_CASE("what cannot be recorded writes nothing", "[ops]") {
    CatalogWorld world;
    auto given = wanted("pdf");
    auto code = ErrorCode::invalid_value;
    SECTION("an unknown artifact") {
        given.artifact = "xlsx";
        code = ErrorCode::artifact_not_found;
    }
    SECTION("a target outside") {
        given.target = GENERATE("../x", "/abs", "a/../b", ".git/hooks");
    }
    SECTION("an agent that is no word") {
        given.agent = "Claude Code";
    }
    SECTION("a version with controls") {
        given.version = "1\n2";
    }
    CHECK(create_deployment(world.services, world.scope, given).error().code == code);
    CHECK_FALSE(world.files.exists(world.scope.ledger));
}

TEST_CASE("a damaged ledger is left alone", "[ops]") {
    CatalogWorld world;
    world.files.put(world.scope.ledger, "<<<<<<< ours\n");
    CHECK(create_deployment(world.services, world.scope, wanted("pdf")).error().code ==
          ErrorCode::ledger_conflicted);
    CHECK(world.text(world.scope.ledger) == "<<<<<<< ours\n");
}

DeploymentUpdate to(const std::string& id, DeploymentStatus status) {
    DeploymentUpdate update;
    update.id = id;
    update.status = status;
    return update;
}

TEST_CASE("a record goes from status to status", "[ops]") {
    using enum DeploymentStatus;
    CatalogWorld world;
    const auto id = create_deployment(world.services, world.scope, wanted("pdf"))->view.id;
    const auto status = [&](DeploymentStatus next) {
        return update_deployment(world.services, world.scope, to(id, next));
    };
    CHECK_FALSE(status(pending)->changed);
    CHECK(status(active)->changed);
    CHECK(world.ledger().rows.at(0).deployed_at == world.clock.now());
    const auto refused = status(pending);
    CHECK(refused.error().code == ErrorCode::invalid_value);
    CHECK(refused.error().message == "deployment '" + id + "' is active: it cannot become pending");
    CHECK(status(inactive)->changed);
    CHECK(status(error).error().code == ErrorCode::invalid_value);
    CHECK(status(pending)->changed);
    CHECK(status(error)->changed);
    CHECK(status(active)->view.row.status == active);
}

TEST_CASE("an error leaves with its status", "[ops]") {
    CatalogWorld world;
    auto row = world.row("pdf");
    row.files.clear();
    row.status = DeploymentStatus::error;
    row.error = DeploymentError{"io_error", "no space"};
    world.put_ledger({row});
    REQUIRE(update_deployment(world.services, world.scope,
                              to(deployment_id(row), DeploymentStatus::pending)));
    CHECK_FALSE(world.ledger().rows.at(0).error);
}

TEST_CASE("another version forgets what was known of the content", "[ops]") {
    CatalogWorld world;
    DeploymentUpdate update;
    update.id = create_deployment(world.services, world.scope, wanted("pdf"))->view.id;
    update.version = "1.2.0";
    CHECK_FALSE(update_deployment(world.services, world.scope, update)->changed);
    update.version = "1.3.0";
    CHECK(update_deployment(world.services, world.scope, update)->changed);
    const auto row = world.ledger().rows.at(0);
    CHECK(row.version == "1.3.0");
    CHECK((row.commit.empty() && row.sha.empty()));
}

TEST_CASE("a record with files on the disk changes with them alone", "[ops]") {
    CatalogWorld world;
    world.put_ledger({world.row("pdf")});
    const auto before = world.text(world.scope.ledger);
    const auto id = deployment_id(world.row("pdf"));
    CHECK(update_deployment(world.services, world.scope, to(id, DeploymentStatus::inactive))
              .error()
              .code == ErrorCode::invalid_value);
    CHECK_FALSE(
        update_deployment(world.services, world.scope, to(id, DeploymentStatus::active))->changed);
    CHECK(world.text(world.scope.ledger) == before);
}

TEST_CASE("an unknown id is not found", "[ops]") {
    CatalogWorld world;
    CHECK(
        update_deployment(world.services, world.scope, to("000000000000", DeploymentStatus::active))
            .error()
            .code == ErrorCode::deployment_not_found);
}

TEST_CASE("pruning drops what is not installed", "[ops]") {
    CatalogWorld world;
    auto inactive = world.row("docx");
    inactive.status = DeploymentStatus::inactive;
    auto failed = world.row("docx", "codex");
    failed.status = DeploymentStatus::error;
    world.put_ledger({world.row("pdf"), inactive, failed});
    const auto before = world.text(world.scope.ledger);
    CHECK(prune_deployments(world.services, world.scope, true)->size() == 2);
    CHECK(world.text(world.scope.ledger) == before);
    CHECK(prune_deployments(world.services, world.scope, false)->size() == 2);
    CHECK(world.ledger().rows == std::vector<Deployment>{world.row("pdf")});
    CHECK(prune_deployments(world.services, world.scope, false)->empty());
}

}  // namespace
}  // namespace skillmeat::ops
