#include <skillmeat/ledger/ledger.hpp>

#include <support/catch.hpp>

#include <unit/ledger/deployments.hpp>

using namespace skillmeat;
using namespace skillmeat::ledger;
using skillmeat::test::server_row;
using skillmeat::test::skill_row;
using skillmeat::test::small_row;

TEST_CASE("a row is put in its place, or replaces the one it is", "[ledger]") {
    Ledger ledger;
    put(ledger, skill_row());
    put(ledger, server_row());
    REQUIRE(ledger.rows.size() == 2);
    CHECK(ledger.rows[0] == server_row());

    auto other = skill_row();
    other.artifact = "skill:./skills/pdf@Anthropics/Skills";
    other.status = DeploymentStatus::inactive;
    put(ledger, other);
    REQUIRE(ledger.rows.size() == 2);
    CHECK(ledger.rows[1].status == DeploymentStatus::inactive);

    other.agent = "codex";
    put(ledger, other);
    CHECK(ledger.rows.size() == 3);
}

TEST_CASE("rows are found and erased by their id", "[ledger]") {
    Ledger ledger;
    put(ledger, skill_row());
    put(ledger, small_row("a"));
    const auto id = deployment_id(skill_row());
    CHECK(id.size() == 12);
    REQUIRE(ledger.find(id) != nullptr);
    CHECK(*ledger.find(id) == skill_row());
    CHECK(std::as_const(ledger).find("000000000000") == nullptr);
    CHECK(erase(ledger, id));
    CHECK_FALSE(erase(ledger, id));
    CHECK(ledger.rows.size() == 1);
}

TEST_CASE("check_row says what read() would refuse", "[ledger]") {
    CHECK_FALSE(check_row(skill_row()));
    CHECK_FALSE(check_row(server_row()));
    auto row = skill_row();
    row.files[1].path = "../x";
    CHECK(check_row(row)->key == "path");
    row = server_row();
    row.merged[0].value.clear();
    CHECK(check_row(row)->key == "value");
    row = skill_row();
    row.version = "1\n2";
    CHECK(check_row(row)->key == "version");
}
