#include <support/catch.hpp>

#include <skillmeat/ops/sources/details.hpp>

#include <skillmeat/ops/sources/readme.hpp>
#include <skillmeat/tree/memory_tree.hpp>

#include <unit/ops/world.hpp>

namespace skillmeat::ops {
namespace {

constexpr Timestamp before{1'767'225'600};
constexpr Timestamp now{1'767'225'700};
const std::string commit(40, 'c');
const std::string api = "https://api.github.com/repos/acme/tools";

Details brought(const std::string& description, const std::string& readme) {
    Details details;
    details.description_status = "ok";
    details.description = description;
    details.readme_status = "ok";
    details.readme = readme;
    return details;
}

LockRow row_with(const std::string& description, const std::string& readme) {
    LockRow row;
    row.url = "https://github.com/acme/tools";
    row.commit = commit;
    put_details(row, brought(description, readme), before);
    return row;
}

TEST_CASE("fetched details are put into the lock row with the time", "[details]") {
    const auto row = row_with("tools", "# Tools\n");
    CHECK(row.description_status == "ok");
    CHECK(row.repo_description == "tools");
    CHECK(row.readme_status == "ok");
    CHECK(row.readme_hash == readme_hash("# Tools\n"));
    CHECK(row.fetch_timestamp == before);
}

TEST_CASE("the same details fetched again leave the row as it is", "[details]") {
    auto row = row_with("tools", "# Tools\n");
    const auto same = row;
    put_details(row, brought("tools", "# Tools\n"), now);
    CHECK(row == same);
    put_details(row, Details{}, now);
    CHECK(row == same);
    put_details(row, brought("better tools", "# Tools\n"), now);
    CHECK(row.fetch_timestamp == now);
}

TEST_CASE("a failed fetch keeps texts and time of an earlier one", "[details]") {
    auto row = row_with("tools", "# Tools\n");
    const auto good = row;
    Details failed;
    failed.description_status = "failed";
    failed.readme_status = "failed";
    failed.failure = Error{ErrorCode::network_error, "down", {}, {}, ""};
    put_details(row, failed, now);
    CHECK(row.description_status == "failed");
    CHECK(row.repo_description == "tools");
    CHECK(row.readme_hash == good.readme_hash);
    CHECK(row.fetch_timestamp == before);
    put_details(row, brought("tools", "# Tools\n"), now);
    CHECK(row == good);
}

TEST_CASE("a first fetch that fails has no time, one that finds nothing has", "[details]") {
    LockRow row;
    Details details;
    details.description_status = "failed";
    details.failure = Error{ErrorCode::network_error, "down", {}, {}, ""};
    put_details(row, details, now);
    CHECK(!row.fetch_timestamp);
    details.description_status = "absent";
    details.failure.reset();
    put_details(row, details, now);
    CHECK(row.fetch_timestamp == now);
    CHECK(row.description_status == "absent");
}

TEST_CASE("what vanished upstream is cleared", "[details]") {
    auto row = row_with("tools", "# Tools\n");
    Details details;
    details.description_status = "absent";
    details.readme_status = "absent";
    put_details(row, details, now);
    CHECK(row.repo_description.empty());
    CHECK(row.readme_hash.empty());
    CHECK(row.fetch_timestamp == now);
}

TEST_CASE("turning details off, moving the url or the commit drops what they said", "[details]") {
    Source source;
    source.url = "https://github.com/acme/tools";
    source.import_description = true;
    source.import_readme = true;
    auto row = row_with("tools", "# Tools\n");
    row.host_verified = true;
    row.host_verification_reason = "valid";

    auto kept = row;
    drop_details(kept, source, commit);
    CHECK(kept == row);

    auto moved_on = row;
    drop_details(moved_on, source, std::string(40, 'd'));
    CHECK(!moved_on.host_verified);
    CHECK(moved_on.host_verification_reason.empty());
    CHECK(moved_on.repo_description == "tools");

    source.import_readme = false;
    auto without_readme = row;
    drop_details(without_readme, source, commit);
    CHECK(without_readme.readme_status == "skipped");
    CHECK(without_readme.readme_hash.empty());
    CHECK(without_readme.repo_description == "tools");
    CHECK(without_readme.fetch_timestamp == before);

    source.import_readme = true;
    source.url = "https://github.com/acme/other";
    auto elsewhere = row;
    drop_details(elsewhere, source, commit);
    CHECK(elsewhere.description_status == "skipped");
    CHECK(elsewhere.repo_description.empty());
    CHECK(!elsewhere.fetch_timestamp);
    CHECK(!elsewhere.host_verified);
}

/// A source on GitHub with its tree open, as a scan over git has it.
struct Fixture {
    World world;
    SourceRecord record;
    ResolvedSource resolved;
    std::unique_ptr<tree::SourceTree> tree = tree::make_memory_tree({{"README.md", "# Tools\n"}});
    ReadOptions options;
    std::optional<std::string> on_disk;
    bool locked = false;

    Fixture() {
        record.source.id = "acme/tools";
        record.source.url = "https://github.com/acme/tools";
        resolved.url = parse_git_url(record.source.url).value();
        resolved.ref.commit = commit;
    }
    void put_repository(const std::string& body) { world.http.put(api, 200, body); }
    void lock_row() {
        record.lock = LockRow{};
        record.lock->url = record.source.url;
        record.lock->commit = commit;
    }
    Details fetch() {
        const Reader reader{world.services, std::nullopt, options, std::nullopt};
        return fetch_details(reader, {record, resolved, tree.get(), on_disk, locked});
    }
};

std::string repository_json(const std::string& description) {
    return R"({"id": 1, "full_name": "acme/tools", "html_url": "https://github.com/acme/tools",
        "default_branch": "main", "topics": [], "description": )" +
           description + "}";
}

TEST_CASE("nothing is asked unless it is wanted", "[details]") {
    Fixture fixture;
    const auto details = fixture.fetch();
    CHECK(details.description_status.empty());
    CHECK(details.readme_status.empty());
    CHECK(!details.failure);
    CHECK(fixture.world.http.requests.empty());
}

TEST_CASE("a README comes from the tree without a request", "[details]") {
    Fixture fixture;
    fixture.record.source.import_readme = true;
    const auto details = fixture.fetch();
    CHECK(details.readme_status == "ok");
    CHECK(details.readme == "# Tools\n");
    CHECK(fixture.world.http.requests.empty());
    fixture.tree = tree::make_memory_tree({{"SKILL.md", "x"}});
    CHECK(fixture.fetch().readme_status == "absent");
    fixture.tree = tree::make_memory_tree({{"README", "\xff"}});
    const auto failed = fixture.fetch();
    CHECK(failed.readme_status == "failed");
    CHECK(failed.failure->message ==
          "the README could not be fetched: the README is not UTF-8 text");
}

TEST_CASE("a README that is here already is not read again", "[details]") {
    Fixture fixture;
    fixture.record.source.import_readme = true;
    fixture.lock_row();
    auto& row = *fixture.record.lock;
    row.readme_status = "ok";
    row.readme_hash = readme_hash("# Tools\n");
    CHECK(fixture.fetch().readme_status == "ok");  // its text is not on this machine
    fixture.on_disk = row.readme_hash;
    CHECK(fixture.fetch().readme_status.empty());
    row.readme_status = "absent";
    CHECK(fixture.fetch().readme_status.empty());
    row.readme_status = "failed";
    CHECK(fixture.fetch().readme_status == "ok");
    row.readme_status = "ok";
    row.commit = std::string(40, 'd');
    CHECK(fixture.fetch().readme_status == "ok");
}

TEST_CASE("with a lock only the text it names is taken", "[details]") {
    Fixture fixture;
    fixture.locked = true;
    fixture.record.source.import_description = true;
    fixture.record.source.import_readme = true;
    fixture.lock_row();
    CHECK(fixture.fetch().readme_status.empty());
    fixture.record.lock->readme_hash = readme_hash("# Tools\n");
    const auto details = fixture.fetch();
    CHECK(details.readme == "# Tools\n");
    CHECK(details.description_status.empty());
    fixture.record.lock->readme_hash = readme_hash("another text");
    CHECK(fixture.fetch().readme_status.empty());
    CHECK(fixture.world.http.requests.empty());
}

TEST_CASE("descriptions come from the host and are cut at 2000 characters", "[details]") {
    Fixture fixture;
    fixture.record.source.import_description = true;
    fixture.put_repository(repository_json("\"Tools for work\""));
    CHECK(fixture.fetch().description == "Tools for work");
    std::string wide;
    for (std::size_t i = 0; i < max_description + 5; ++i) {
        wide += "\xc3\xa9";
    }
    Fixture other;
    other.record.source.import_description = true;
    other.put_repository(repository_json("\"" + wide + "\""));
    CHECK(other.fetch().description.size() == max_description * 2);
    Fixture none;
    none.record.source.import_description = true;
    none.put_repository(repository_json("null"));
    CHECK(none.fetch().description_status == "absent");
}

TEST_CASE("a host without an API has no description, and none is asked offline", "[details]") {
    Fixture fixture;
    fixture.record.source.import_description = true;
    fixture.resolved.url = parse_git_url("https://git.example.org/acme/tools").value();
    CHECK(fixture.fetch().description_status == "absent");
    Fixture offline;
    offline.record.source.import_description = true;
    offline.options.fetch.offline = true;
    CHECK(offline.fetch().description_status.empty());
    CHECK(offline.world.http.requests.empty());
}

TEST_CASE("a host that fails is noted and stops nothing", "[details]") {
    Fixture fixture;
    fixture.record.source.import_description = true;
    fixture.record.source.import_readme = true;
    fixture.world.http.put(api, 404, R"({"message": "Not Found"})");
    const auto details = fixture.fetch();
    CHECK(details.description_status == "failed");
    CHECK(details.readme_status == "ok");
    REQUIRE(details.failure);
    CHECK(details.failure->code == ErrorCode::repository_not_found);
}

TEST_CASE("a renamed repository is noticed", "[details]") {
    Fixture fixture;
    fixture.record.source.import_description = true;
    fixture.put_repository(R"({"id": 1, "full_name": "acme/kit", "topics": [],
        "html_url": "https://github.com/acme/kit", "default_branch": "main",
        "description": "Tools"})");
    CHECK(fixture.fetch().moved_to == "https://github.com/acme/kit");
}

TEST_CASE("the host's word on the commit is taken where its API is asked anyway", "[details]") {
    Fixture fixture;
    fixture.record.source.import_description = true;
    fixture.put_repository(repository_json("\"Tools\""));
    fixture.world.http.put(api + "/git/commits/" + commit, 200,
                           R"({"sha": ")" + commit + R"(", "tree": {"sha": ")" +
                               std::string(40, 'a') +
                               R"("}, "verification": {"verified": true, "reason": "valid"}})");
    const auto details = fixture.fetch();
    REQUIRE(details.verification);
    CHECK(details.verification->verified);
    CHECK(details.verification->reason == "valid");

    Fixture known;
    known.record.source.import_description = true;
    known.lock_row();
    known.record.lock->host_verified = true;
    known.put_repository(repository_json("\"Tools\""));
    CHECK(!known.fetch().verification);
    CHECK(known.world.http.requests.size() == 1);
}

}  // namespace
}  // namespace skillmeat::ops
