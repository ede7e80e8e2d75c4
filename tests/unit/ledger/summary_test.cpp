#include <skillmeat/ledger/summary.hpp>

#include <skillmeat/ledger/ledger.hpp>

#include <support/catch.hpp>

#include <unit/ledger/deployments.hpp>

using namespace skillmeat;
using namespace skillmeat::ledger;
using skillmeat::test::server_row;
using skillmeat::test::skill_row;
using skillmeat::test::small_row;

namespace {

Deployment row_of(const std::string& name, const std::string& agent, DeploymentStatus status) {
    auto row = small_row(name);
    row.agent = agent;
    row.status = status;
    if (status == DeploymentStatus::active) {
        row.deployed_at = Timestamp{1};
    }
    return row;
}

std::string text_of(std::vector<Deployment> rows) {
    Ledger ledger;
    ledger.rows = std::move(rows);
    return write(ledger);
}

}  // namespace

TEST_CASE("rows are counted by status and by artifact", "[ledger]") {
    using enum DeploymentStatus;
    const auto text = text_of({row_of("a", "codex", active), row_of("a", "cursor", inactive),
                               row_of("b", "codex", inactive), row_of("c", "codex", error),
                               row_of("c", "cursor", pending), row_of("c", "gemini", active)});
    Summary summary;
    const auto counts = count_rows(text, "l", summary);
    REQUIRE(counts);
    CHECK((*counts)[active] == 2);
    CHECK((*counts)[inactive] == 2);
    CHECK((*counts)[error] == 1);
    CHECK((*counts)[pending] == 1);
    CHECK(counts->total() == 6);
    CHECK(*counts == summary.by_status());
    const auto artifacts = summary.by_artifact();
    CHECK(artifacts == std::vector<ArtifactStanding>{{"skill:./skills/c@acme/tools", 3, error},
                                                     {"skill:./skills/a@acme/tools", 2, active},
                                                     {"skill:./skills/b@acme/tools", 1, inactive}});
}

TEST_CASE("pending is worse than active, and better than an error", "[ledger]") {
    using enum DeploymentStatus;
    Summary summary;
    summary.add("skill:./a@s", active);
    summary.add("skill:./a@S", pending);
    CHECK(summary.by_artifact().front().worst == pending);
    summary.add("skill:./a@s", error);
    summary.add("skill:./a@s", active);
    REQUIRE(summary.by_artifact().size() == 1);
    CHECK(summary.by_artifact().front() == ArtifactStanding{"skill:./a@s", 4, error});
}

TEST_CASE("several ledgers are counted into one summary", "[ledger]") {
    Summary summary;
    REQUIRE(count_rows(text_of({skill_row(), server_row()}), "a", summary));
    REQUIRE(count_rows(text_of({skill_row()}), "b", summary));
    CHECK(summary.by_status().total() == 3);
    CHECK(summary.by_artifact().front().count == 2);
}

TEST_CASE("what write() did not make is counted by the general reader", "[ledger]") {
    Summary summary;
    const auto counts = count_rows(
        "version = 1\n[[deployment]]\nartifact = 'skill:./a@acme/tools'\n"
        "url='https://git.example.com/a/b'\nstatus = \"pending\"\n",
        "l", summary);
    REQUIRE(counts);
    CHECK(counts->total() == 1);
    CHECK(count_rows(text_of({}), "l", summary)->total() == 0);
}

TEST_CASE("a damaged ledger is not counted", "[ledger]") {
    const auto good = text_of({skill_row()});
    const auto without = [&](const std::string& part, const std::string& by) {
        auto text = good;
        const auto at = text.find(part);
        REQUIRE(at != std::string::npos);
        return text.replace(at, part.size(), by);
    };
    for (const auto& text :
         {without("status = \"active\"\n", ""), without("status = \"active\"", "status = \"on\""),
          without("artifact = ", "artefact = "), without("path = ", "pth = "),
          without("commit = ", "colour = "), without("version = 1\n", ""),
          without("version = 1\n", "version = 9\n"), without("[[deployment]]", "[[deployments]]"),
          without("[[deployment]]", "[[deployment.files]]"),
          without("status = \"active\"", "status = \"active\"\nstatus = \"active\""),
          without("version = 1\n", "version = 1\nversion = 1\n"),
          std::string("<<<<<<< ours\n") + good, std::string()}) {
        INFO(text);
        Summary summary;
        const auto counts = count_rows(text, "l", summary);
        REQUIRE_FALSE(counts);
        CHECK(info(counts.error().code).exit_code == 3);
        CHECK(summary.by_status().total() == 0);
    }
}
