#include <skillmeat/model/artifact_type.hpp>
#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/model/source.hpp>

#include <support/catch.hpp>

namespace skillmeat {

TEST_CASE("each artifact type has its name and is read back from it", "[model]") {
    CHECK(to_string(ArtifactType::skill) == "skill");
    CHECK(to_string(ArtifactType::agent) == "agent");
    CHECK(to_string(ArtifactType::command) == "command");
    CHECK(to_string(ArtifactType::mcp) == "mcp");
    CHECK(to_string(ArtifactType::plugin) == "plugin");
    CHECK(to_string(ArtifactType::hook) == "hook");
    CHECK(to_string(ArtifactType::bundle) == "bundle");
    for (std::size_t i = 0; i < artifact_types.size(); ++i) {
        CHECK(static_cast<std::size_t>(artifact_types[i]) == i);
        CHECK(parse_artifact_type(to_string(artifact_types[i])) == artifact_types[i]);
    }
    const auto* other = GENERATE("", "Skill", "skills", "git", " skill", "skill ");
    CHECK_FALSE(parse_artifact_type(other));
}

TEST_CASE("each tier has its name and is read back from it", "[model]") {
    CHECK(to_string(Tier::primary) == "primary");
    CHECK(to_string(Tier::installed_copy) == "installed-copy");
    for (std::size_t i = 0; i < tiers.size(); ++i) {
        CHECK(static_cast<std::size_t>(tiers[i]) == i);
        CHECK(parse_tier(to_string(tiers[i])) == tiers[i]);
    }
    CHECK_FALSE(parse_tier("installed_copy"));
    CHECK_FALSE(parse_tier(""));
}

TEST_CASE("only primary and loose entries are offered", "[model]") {
    CHECK(is_offered(Tier::primary));
    CHECK(is_offered(Tier::loose));
    CHECK_FALSE(is_offered(Tier::unlisted));
    CHECK_FALSE(is_offered(Tier::nested));
    CHECK_FALSE(is_offered(Tier::example));
    CHECK_FALSE(is_offered(Tier::installed_copy));
}

TEST_CASE("each status has its name and is read back from it", "[model]") {
    CHECK(to_string(EntryStatus::fresh) == "new");
    for (std::size_t i = 0; i < entry_statuses.size(); ++i) {
        CHECK(static_cast<std::size_t>(entry_statuses[i]) == i);
        CHECK(parse_entry_status(to_string(entry_statuses[i])) == entry_statuses[i]);
    }
    CHECK_FALSE(parse_entry_status("fresh"));
}

TEST_CASE("counts are kept per type", "[model]") {
    TypeCounts counts;
    CHECK(counts.total() == 0);
    counts[ArtifactType::mcp] = 2;
    ++counts[ArtifactType::skill];
    CHECK(counts.total() == 3);
    const TypeCounts& constant = counts;
    CHECK(constant[ArtifactType::mcp] == 2);
    CHECK(counts != TypeCounts{});
}

TEST_CASE("an artifact id is never shortened", "[model]") {
    CHECK(artifact_id(ArtifactType::agent, "agents/reviewer.md", "acme/tools") ==
          "agent:./agents/reviewer.md@acme/tools");
    CHECK(artifact_id(ArtifactType::skill, ".", "acme/tools") == "skill:.@acme/tools");
    CHECK(artifact_id(ArtifactType::plugin, ".#docs", "a/b") == "plugin:.#docs@a/b");
    CHECK(artifact_id(ArtifactType::mcp, ".mcp.json#files", "a/b") == "mcp:./.mcp.json#files@a/b");
    CHECK(artifact_key(ArtifactType::skill, "skills/pdf") == "skill:./skills/pdf");
    CHECK(artifact_key(ArtifactType::skill, ".") == "skill:.");
}

TEST_CASE("trust, visibility and transport are read back from their names", "[model]") {
    CHECK(parse_trust("signed") == Trust::signed_);
    CHECK(parse_trust("unsigned") == Trust::unsigned_);
    CHECK_FALSE(parse_trust("Signed"));
    CHECK(parse_visibility("public") == Visibility::public_);
    CHECK(parse_visibility("private") == Visibility::private_);
    CHECK_FALSE(parse_visibility(""));
    CHECK(parse_transport("auto") == Transport::automatic);
    CHECK(parse_transport("git") == Transport::git);
    CHECK(parse_transport("api") == Transport::api);
    CHECK_FALSE(parse_transport("automatic"));
}

TEST_CASE("a source is equal to another wherever it stands", "[model]") {
    Source a;
    a.id = "acme/tools";
    a.exclude.push_back({"skill:./x", "old", std::nullopt, {"one.toml", 3, 1}});
    Source b = a;
    b.origin = {"two.toml", 9, 1};
    b.index = 4;
    b.exclude.front().origin = {"two.toml", 10, 1};
    CHECK(a == b);
    SECTION("another reason of an exclusion makes another source") {
        b.exclude.front().reason = "new";
        CHECK_FALSE(a == b);
    }
    SECTION("another transport makes another source") {
        b.transport = Transport::automatic;
        CHECK_FALSE(a == b);
    }
    SECTION("another required trust makes another source") {
        b.trust = Trust::signed_;
        CHECK_FALSE(a == b);
    }
}

}  // namespace skillmeat
