#include <skillmeat/ops/deploy/change_planner.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/ops/deploy/plan_install.hpp>
#include <skillmeat/ops/deploy/plan_removal.hpp>

#include <fakes/memory_confined.hpp>
#include <fakes/memory_files.hpp>
#include <support/catch.hpp>

namespace skillmeat::ops {
namespace {

using FileTexts = std::map<std::string, std::string>;

/// A disk with the ledger of what was done to it through the planner.
struct PlannedDisk {
    fakes::MemoryFiles files;
    std::unique_ptr<sys::Confined> disk;
    ledger::Ledger ledger;
    bool force = false;

    PlannedDisk() {
        files.put_directory("/work");
        disk = fakes::confine_memory(files, "/work");
    }

    ChangePlanner planner(const std::vector<const Deployment*>& wanted = {}) {
        return {*disk, ledger, {}, wanted, {Timestamp{7}, force, "/home/ana/store"}};
    }

    /// Does what was planned as apply_changes() does it, without journal.
    void carry_out(const PlannedChange& planned) {
        INFO(planned.row.agent << " " << planned.row.target);
        deploy::Change change;
        change.operations = planned.operations;
        for (const auto& content : planned.staged) {
            REQUIRE(deploy::stage(*disk, content));
        }
        const auto done = deploy::carry_out(*disk, change);
        INFO((done ? std::string() : done.error().message));
        REQUIRE(done);
        REQUIRE(deploy::tidy(*disk, change));
        REQUIRE(deploy::drop_directories(*disk, change));
        record(planned.row);
        for (const auto& row : planned.also) {
            record(row);
        }
    }
    void record(const Deployment& row) {
        std::erase_if(ledger.rows,
                      [&](const auto& one) { return deployment_id(one) == deployment_id(row); });
        ledger.rows.push_back(row);
    }

    PlannedChange install(const Desired& desired) {
        auto known = planner({&desired.row});
        auto planned = plan_install(known, desired);
        if (!planned.error) {
            carry_out(planned);
        }
        return planned;
    }
    PlannedChange remove(const Desired& desired) {
        for (const auto& row : ledger.rows) {
            if (deployment_id(row) == deployment_id(desired.row)) {
                auto known = planner();
                auto planned = plan_removal(known, row, false);
                if (!planned.error) {
                    carry_out(planned);
                }
                return planned;
            }
        }
        FAIL("no row");
        return {};
    }

    [[nodiscard]] std::string text(const std::string& path) const {
        return files.text("/work/" + path).value_or("(missing)");
    }
};

/// A skill below the folder of an agent.
Desired skill(const std::string& agent, const std::string& target, const FileTexts& texts) {
    auto contents = std::make_shared<deploy::Contents>();
    for (const auto& [path, text] : texts) {
        contents->files.push_back(
            {path, path.ends_with(".sh"), text, hex_digest(HashKind::sha256, text)});
    }
    Desired desired;
    desired.row.artifact = "skill:./skills/pdf@acme/tools";
    desired.row.agent = agent;
    desired.row.target = target;
    desired.row.mode = DeployMode::copy;
    desired.row.status = DeploymentStatus::active;
    DesiredPart part{target, true, {}, contents};
    for (const auto& file : contents->files) {
        part.files.push_back(&file);
        desired.row.files.push_back(
            {target + '/' + file.path, file.executable ? "100755" : "100644", file.sha256});
    }
    desired.parts.push_back(std::move(part));
    return desired;
}

Desired server(const std::string& agent, const std::string& name, const std::string& value) {
    Desired desired;
    desired.row.artifact = "mcp:./" + name + "@acme/tools";
    desired.row.agent = agent;
    desired.row.target = "conf/mcp.json";
    desired.row.mode = DeployMode::copy;
    desired.row.status = DeploymentStatus::active;
    desired.settings["conf/mcp.json"] = "{}\n";
    desired.values.push_back({"conf/mcp.json", {"mcpServers", name}, value, false});
    return desired;
}

constexpr const char* folder = ".claude/skills/pdf";

TEST_CASE("a skill is installed as one folder and taken away without a trace", "[ops]") {
    PlannedDisk world;
    const auto desired = skill("claude-code", folder, {{"SKILL.md", "a"}, {"bin/run.sh", "b"}});
    const auto planned = world.install(desired);
    CHECK(planned.action == DeployAction::install);
    CHECK(planned.row.deployed_at == Timestamp{7});
    CHECK(planned.row.made ==
          std::vector<std::string>{".claude", ".claude/skills", ".claude/skills/pdf"});
    CHECK(world.text(".claude/skills/pdf/bin/run.sh") == "b");

    CHECK(world.install(desired).action == DeployAction::unchanged);
    CHECK(world.remove(desired).action == DeployAction::remove);
    CHECK(world.files.files().empty());
    CHECK_FALSE(world.files.exists("/work/.claude"));
    CHECK(world.ledger.rows.front().status == DeploymentStatus::inactive);
    CHECK(world.remove(desired).action == DeployAction::unchanged);
}

TEST_CASE("what was there before stays", "[ops]") {
    PlannedDisk world;
    world.files.put("/work/.claude/skills/own/SKILL.md", "mine");
    const auto desired = skill("claude-code", folder, {{"SKILL.md", "a"}});
    SECTION("folders that hold something else") {
        world.install(desired);
        world.remove(desired);
        CHECK(world.files.files() == std::vector<std::string>{"/work/.claude/skills/own/SKILL.md"});
    }
    SECTION("a file in the way, whatever it holds") {
        world.files.put("/work/.claude/skills/pdf/SKILL.md", GENERATE("mine", "a"));
        const auto before = world.text(".claude/skills/pdf/SKILL.md");
        const auto planned = world.install(desired);
        CHECK(planned.action == DeployAction::refused);
        CHECK(planned.error->code == ErrorCode::already_exists);
        CHECK(planned.operations.empty());
        CHECK(world.text(".claude/skills/pdf/SKILL.md") == before);
    }
    SECTION("a file that people put into the folder of ours") {
        world.install(desired);
        world.files.put("/work/.claude/skills/pdf/notes.md", "mine");
        world.remove(desired);
        CHECK(world.text(".claude/skills/pdf/notes.md") == "mine");
        CHECK(world.text(".claude/skills/pdf/SKILL.md") == "(missing)");
    }
}

TEST_CASE("an update changes what differs and takes away what is gone", "[ops]") {
    PlannedDisk world;
    world.install(
        skill("claude-code", folder, {{"SKILL.md", "a"}, {"old/one.md", "o"}, {"same.md", "s"}}));
    const auto next =
        skill("claude-code", folder, {{"SKILL.md", "b"}, {"new/two.md", "n"}, {"same.md", "s"}});
    SECTION("as it was installed") {
        const auto planned = world.install(next);
        CHECK(planned.action == DeployAction::update);
        CHECK(planned.staged.size() == 2);
        CHECK(world.files.files() == std::vector<std::string>{"/work/.claude/skills/pdf/SKILL.md",
                                                              "/work/.claude/skills/pdf/new/two.md",
                                                              "/work/.claude/skills/pdf/same.md"});
        CHECK_FALSE(world.files.exists("/work/.claude/skills/pdf/old"));
    }
    SECTION("not over changes of people") {
        const auto* changed = GENERATE("SKILL.md", "old/one.md");
        world.files.put(std::string("/work/.claude/skills/pdf/") + changed, "mine");
        const auto planned = world.install(next);
        CHECK(planned.error->code == ErrorCode::locally_modified);
        CHECK(planned.error->message.find(changed) != std::string::npos);
        CHECK(world.text(".claude/skills/pdf/new/two.md") == "(missing)");
        world.force = true;
        const auto forced = world.install(next);
        CHECK(forced.backups ==
              std::vector<std::string>{std::string(".claude/skills/pdf/") + changed});
        CHECK(world.text(".claude/skills/pdf/SKILL.md") == "b");
    }
    SECTION("and puts back what was deleted") {
        world.files.remove_file("/work/.claude/skills/pdf/same.md").value();
        CHECK(world.install(next).action == DeployAction::update);
        CHECK(world.text(".claude/skills/pdf/same.md") == "s");
    }
}

TEST_CASE("changed files are not taken away but by force", "[ops]") {
    PlannedDisk world;
    const auto desired = skill("claude-code", folder, {{"SKILL.md", "a"}, {"b.md", "b"}});
    world.install(desired);
    world.files.put("/work/.claude/skills/pdf/b.md", "mine");
    CHECK(world.remove(desired).error->code == ErrorCode::locally_modified);
    CHECK(world.text(".claude/skills/pdf/SKILL.md") == "a");
    world.force = true;
    CHECK(world.remove(desired).backups == std::vector<std::string>{".claude/skills/pdf/b.md"});
    CHECK(world.files.files().empty());
}

TEST_CASE("a folder of two agents stays until both are gone", "[ops]") {
    PlannedDisk world;
    const FileTexts texts{{"SKILL.md", "a"}};
    const auto one = skill("codex", ".agents/skills/pdf", texts);
    const auto two = skill("gemini", ".agents/skills/pdf", texts);
    world.install(one);
    CHECK(world.install(two).staged.empty());
    SECTION("in either order") {
        const bool in_order = GENERATE(true, false);
        world.remove(in_order ? one : two);
        CHECK(world.text(".agents/skills/pdf/SKILL.md") == "a");
        world.remove(in_order ? two : one);
        CHECK_FALSE(world.files.exists("/work/.agents"));
    }
    SECTION("another version is for both or none") {
        const auto next = skill("codex", ".agents/skills/pdf", {{"SKILL.md", "b"}});
        CHECK(world.install(next).error->code == ErrorCode::already_exists);
        const auto both = skill("gemini", ".agents/skills/pdf", {{"SKILL.md", "b"}});
        auto planner = world.planner({&next.row, &both.row});
        const auto first = plan_install(planner, next);
        const auto second = plan_install(planner, both);
        REQUIRE(!first.error);
        REQUIRE(!second.error);
        world.carry_out(first);
        world.carry_out(second);
        CHECK(world.text(".agents/skills/pdf/SKILL.md") == "b");
    }
}

TEST_CASE("values share a settings file and its containers", "[ops]") {
    PlannedDisk world;
    const auto one = server("cursor", "one", R"({"command":"a"})");
    const auto two = server("cursor", "two", R"({"command":"b"})");
    SECTION("a file of ours goes with the last") {
        world.install(one);
        world.install(two);
        CHECK(world.text("conf/mcp.json").find("two") != std::string::npos);
        const bool in_order = GENERATE(true, false);
        world.remove(in_order ? one : two);
        CHECK(world.text("conf/mcp.json").find("mcpServers") != std::string::npos);
        world.remove(in_order ? two : one);
        CHECK_FALSE(world.files.exists("/work/conf"));
    }
    SECTION("a file of others is left as it was, to the byte") {
        const std::string before = "{\n    \"a\" : [1,2]   ,\n    \"b\":{}\n}";
        world.files.put("/work/conf/mcp.json", before);
        world.install(one);
        world.install(two);
        world.remove(one);
        world.remove(two);
        CHECK(world.text("conf/mcp.json") == before);
    }
    SECTION("a value that is there already is not ours") {
        world.files.put("/work/conf/mcp.json", R"({"mcpServers":{"one":{"command":"a"}}})");
        CHECK(world.install(one).error->code == ErrorCode::already_exists);
    }
    SECTION("a value that people changed is not taken away") {
        world.install(one);
        world.files.put("/work/conf/mcp.json", R"({"mcpServers":{"one":{"command":"x"}}})");
        CHECK(world.remove(one).error->code == ErrorCode::locally_modified);
    }
}

TEST_CASE("whatever is installed, updated and removed in any order leaves nothing", "[ops]") {
    std::mt19937 random(20);  // the same run every time
    const auto pick = [&](std::size_t below) { return static_cast<std::size_t>(random() % below); };
    for (int round = 0; round < 60; ++round) {
        PlannedDisk world;
        world.files.put("/work/conf/mcp.json", "{ \"own\": 1 }\n");
        world.files.put("/work/.agents/own.md", "mine");
        const auto before = world.files.files();
        const auto any = [&]() -> Desired {
            if (pick(3) == 0) {
                return server("cursor", pick(2) == 0 ? "one" : "two", R"({"command":"a"})");
            }
            FileTexts texts{{"SKILL.md", std::to_string(pick(2))}};
            for (const auto* path : {"a/b.md", "a/c/d.md", "run.sh"}) {
                if (pick(2) == 0) {
                    texts[path] = std::to_string(pick(2));
                }
            }
            const auto* agent = pick(2) == 0 ? "codex" : "gemini";
            return skill(agent, pick(2) == 0 ? ".agents/skills/pdf" : ".x/skills/pdf", texts);
        };
        for (int step = 0; step < 12; ++step) {
            world.install(any());
            if (pick(3) == 0 && !world.ledger.rows.empty()) {
                Desired gone;
                gone.row = world.ledger.rows[pick(world.ledger.rows.size())];
                world.remove(gone);
            }
        }
        const auto rows = world.ledger.rows;
        for (const auto& row : rows) {
            Desired gone;
            gone.row = row;
            CHECK_FALSE(world.remove(gone).error);
        }
        INFO(round);
        CHECK(world.files.files() == before);
        CHECK(world.text("conf/mcp.json") == "{ \"own\": 1 }\n");
        CHECK_FALSE(world.files.exists("/work/.x"));
        CHECK_FALSE(world.files.exists("/work/.agents/skills"));
    }
}

}  // namespace
}  // namespace skillmeat::ops
