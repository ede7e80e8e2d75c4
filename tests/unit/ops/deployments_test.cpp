#include <support/catch.hpp>

#include <skillmeat/deploy/journal.hpp>
#include <skillmeat/ops/deploy/apply_changes.hpp>
#include <skillmeat/ops/deploy/deployments.hpp>
#include <skillmeat/ops/deploy/offers.hpp>

#include <unit/ops/catalog_world.hpp>

namespace skillmeat::ops {
namespace {

std::vector<std::string> targets(const Result<DeploymentList>& list) {
    std::vector<std::string> found;
    for (const auto& view : list.value().rows) {
        found.push_back(view.row.agent + " " + view.row.target);
    }
    return found;
}

OfferState state_of(CatalogWorld& world, const Deployment& row) {
    const auto workspace = load_workspace(world.services, world.scope).value();
    return Offers::load(world.services, workspace, {&row})->of(row).state;
}

std::string latest_of(CatalogWorld& world, const Deployment& row) {
    world.put_ledger({row});
    return list_deployments(world.services, {world.scope}, {})->rows.front().latest_version;
}

TEST_CASE("deployments are listed by artifact, agent and target", "[ops]") {
    CatalogWorld world;
    world.put_ledger({world.row("pdf"), world.row("docx", "codex"), world.row("docx")});
    const auto list = list_deployments(world.services, {world.scope}, {});
    REQUIRE(list);
    CHECK(targets(list) == std::vector<std::string>{"claude-code .claude/skills/docx",
                                                    "codex .claude/skills/docx",
                                                    "claude-code .claude/skills/pdf"});
    CHECK(list->total == 3);
    const auto& first = list->rows.front();
    CHECK(first.id == deployment_id(first.row));
    CHECK(first.project_id == world.scope.project_id);
    CHECK(first.project_name == "work");
    CHECK_FALSE(first.is_private);
}

TEST_CASE("filters narrow a list down", "[ops]") {
    CatalogWorld world;
    auto gone = world.row("docx", "codex");
    gone.status = DeploymentStatus::inactive;
    world.put_ledger({world.row("pdf"), gone, world.row("docx")});
    DeploymentListRequest request;
    SECTION("by artifact, however it is named") {
        request.filter.artifact =
            GENERATE("docx", "skill:docx", "./skills/docx", "skill:./skills/docx@Acme/Tools");
        CHECK(list_deployments(world.services, {world.scope}, request)->total == 2);
    }
    SECTION("by status") {
        request.filter.statuses = {DeploymentStatus::inactive, DeploymentStatus::error};
        CHECK(targets(list_deployments(world.services, {world.scope}, request)) ==
              std::vector<std::string>{"codex .claude/skills/docx"});
    }
    SECTION("by agent") {
        request.filter.agents = {"claude-code"};
        CHECK(list_deployments(world.services, {world.scope}, request)->total == 2);
    }
    SECTION("by an artifact that is not deployed") {
        world.put_ledger({world.row("pdf")});
        request.filter.artifact = "docx";
        CHECK(list_deployments(world.services, {world.scope}, request)->rows.empty());
    }
    SECTION("by one that nobody knows") {
        request.filter.artifact = "xlsx";
        CHECK(list_deployments(world.services, {world.scope}, request).error().code ==
              ErrorCode::artifact_not_found);
    }
}

TEST_CASE("an artifact that has left its source is found in the ledger", "[ops]") {
    CatalogWorld world;
    auto row = world.row("old");
    row.artifact = "agent:./agents/old.md@left/source";
    world.put_ledger({row});
    DeploymentListRequest request;
    request.filter.artifact = GENERATE("old", "agent:old@left/source", "./agents/old.md");
    CHECK(list_deployments(world.services, {world.scope}, request)->total == 1);
}

TEST_CASE("pages go on after the last row", "[ops]") {
    CatalogWorld world;
    world.put_ledger({world.row("pdf"), world.row("docx", "codex"), world.row("docx")});
    DeploymentListRequest request;
    request.limit = 2;
    const auto first = list_deployments(world.services, {world.scope}, request);
    REQUIRE(first);
    CHECK(first->rows.size() == 2);
    CHECK(first->total == 3);
    request.cursor = first->next_cursor;
    const auto second = list_deployments(world.services, {world.scope}, request);
    REQUIRE(second);
    CHECK(targets(second) == std::vector<std::string>{"claude-code .claude/skills/pdf"});
    CHECK(second->next_cursor.empty());
    request.filter.agents = {"codex"};
    CHECK(list_deployments(world.services, {world.scope}, request).error().code ==
          ErrorCode::invalid_cursor);
}

TEST_CASE("private deployments are listed with the others", "[ops]") {
    CatalogWorld world;
    ledger::Ledger local;
    local.rows = {world.row("pdf")};
    world.files.put(world.scope.local_ledger, ledger::write(local));
    world.put_ledger({world.row("docx")});
    const auto list = list_deployments(world.services, {world.scope}, {});
    REQUIRE(list->rows.size() == 2);
    CHECK_FALSE(list->rows[0].is_private);
    CHECK(list->rows[1].is_private);
}

TEST_CASE("one deployment is found by its id", "[ops]") {
    CatalogWorld world;
    world.put_ledger({world.row("pdf"), world.row("docx")});
    const auto id = deployment_id(world.row("docx"));
    CHECK(find_deployment(world.services, {world.scope}, id)->row == world.row("docx"));
    const auto missing = find_deployment(world.services, {world.scope}, "000000000000");
    CHECK(missing.error().code == ErrorCode::deployment_not_found);
    CHECK(missing.error().message == "no deployment '000000000000' in project 'work'");
}

TEST_CASE("what a source offers for a deployment", "[ops]") {
    CatalogWorld world;
    auto row = world.row("pdf");
    CHECK(state_of(world, row) == OfferState::current);
    SECTION("something else") {
        row.sha = std::string(40, '0');
        CHECK(state_of(world, row) == OfferState::newer);
    }
    SECTION("nothing any more") {
        world.put_catalog({world.skill("docx")});
        CHECK(state_of(world, row) == OfferState::removed);
        auto tombstone = world.skill("pdf");
        tombstone.status = EntryStatus::removed;
        world.put_catalog({world.skill("docx"), tombstone});
        CHECK(state_of(world, row) == OfferState::removed);
    }
    SECTION("something excluded") {
        world.files.put(world.scope.manifest,
                        manifest_text("acme/tools", world.url) +
                            "\n[[source.exclude]]\nartifact = \"skill:./skills/pdf\"\n");
        CHECK(state_of(world, row) == OfferState::excluded);
    }
    SECTION("nobody knows: the catalog is not here") {
        world.files.put(world.scope.catalog_of("acme/tools"), "damaged");
        CHECK(state_of(world, row) == OfferState::not_scanned);
    }
    SECTION("no source of that id, or one of another URL") {
        row.url = "https://git.example.com/other/tools";
        CHECK(state_of(world, row) == OfferState::source_missing);
        row = world.row("pdf");
        row.artifact = "skill:./skills/pdf@acme/other";
        CHECK(state_of(world, row) == OfferState::source_missing);
    }
    SECTION("the same URL, written otherwise") {
        row.url = "git@git.example.com:acme/tools.git";
        CHECK(state_of(world, row) == OfferState::current);
    }
}

TEST_CASE("the latest version is told apart from the deployed one", "[ops]") {
    CatalogWorld world;
    auto row = world.row("pdf");
    row.version = "1.2.0";
    CHECK(latest_of(world, row) == "1.2.0");
    row.sha = std::string(40, '0');
    row.version = "1.1.0";
    CHECK(latest_of(world, row) == "1.2.0");
    row.version = "1.2.0";  // the author forgot to raise it
    CHECK(latest_of(world, row) == std::string(12, 'c'));
    row.url = "https://git.example.com/other/tools";
    CHECK(latest_of(world, row).empty());
}

TEST_CASE("a record that knows a version alone is compared by it", "[ops]") {
    CatalogWorld world;
    auto row = world.row("pdf");
    row.commit.clear();
    row.sha.clear();
    row.version = "1.2.0";
    CHECK(state_of(world, row) == OfferState::current);
    row.version = "1.3.0";
    CHECK(state_of(world, row) == OfferState::newer);
}

TEST_CASE("what a run was doing when it was killed is pending", "[ops]") {
    CatalogWorld world;
    world.put_ledger({world.row("pdf")});
    ledger::Ledger promised;
    promised.rows = {world.row("docx")};
    ledger::Ledger own;
    own.rows = {world.row("pdf", "codex")};
    deploy::Journal journal;
    journal.changes.resize(2);
    journal.changes[0].id = deployment_id(promised.rows[0]);
    journal.changes[0].rows = ledger::write(promised);
    journal.changes[1].id = deployment_id(own.rows[0]);
    journal.changes[1].private_rows = ledger::write(own);
    world.files.put(journal_path(world.scope), deploy::write_journal(journal));

    const auto list = list_deployments(world.services, {world.scope}, {});
    REQUIRE(list);
    REQUIRE(list->rows.size() == 3);
    CHECK(list->rows[0].row.status == DeploymentStatus::pending);
    CHECK(list->rows[1].row.status == DeploymentStatus::active);
    CHECK(list->rows[2].row.status == DeploymentStatus::pending);
    CHECK(list->rows[2].is_private);
    const auto summary = summarize_deployments(world.services, {world.scope});
    CHECK(summary->by_status[DeploymentStatus::pending] == 2);
    CHECK(world.ledger().rows.size() == 1);

    world.files.put(journal_path(world.scope), "damaged");
    CHECK(list_deployments(world.services, {world.scope}, {}).error().code ==
          ErrorCode::ledger_damaged);
}

TEST_CASE("a summary counts by status, artifact and project", "[ops]") {
    CatalogWorld world;
    auto failed = world.row("docx", "codex");
    failed.status = DeploymentStatus::error;
    world.put_ledger({world.row("pdf"), failed, world.row("docx")});
    const auto summary = summarize_deployments(world.services, {world.scope, world.user()});
    REQUIRE(summary);
    CHECK(summary->by_status.total() == 3);
    CHECK(summary->by_status[DeploymentStatus::active] == 2);
    REQUIRE(summary->by_artifact.size() == 2);
    CHECK(summary->by_artifact[0].artifact == "skill:./skills/docx@acme/tools");
    CHECK(summary->by_artifact[0].worst == DeploymentStatus::error);
    CHECK(summary->by_project ==
          std::vector<ProjectDeployments>{{world.scope.project_id, "work", 3, 2}});
    world.put_ledger({});
    CHECK(summarize_deployments(world.services, {world.scope})->by_project.empty());
}

}  // namespace
}  // namespace skillmeat::ops
