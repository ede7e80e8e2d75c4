#include <skillmeat/model/deployment.hpp>

#include <support/catch.hpp>

using namespace skillmeat;

TEST_CASE("the id of a deployment comes from artifact, agent and target", "[model]") {
    Deployment row;
    row.artifact = "skill:./skills/pdf@anthropics/skills";
    row.agent = "claude-code";
    row.target = ".claude/skills/pdf";
    // printf 'skill:./skills/pdf@anthropics/skills\0claude-code\0.claude/skills/pdf' | sha256sum
    CHECK(deployment_id(row) == "c4af4717271e");
    const auto id = deployment_id(row);
    row.status = DeploymentStatus::active;
    row.commit = "1";
    CHECK(deployment_id(row) == id);
    row.target = ".claude/skills/pdf2";
    CHECK(deployment_id(row) != id);
}

TEST_CASE("statuses and modes are read back as they are written", "[model]") {
    for (const auto status : deployment_statuses) {
        CHECK(parse_deployment_status(to_string(status)) == status);
    }
    CHECK_FALSE(parse_deployment_status("Active"));
    CHECK_FALSE(parse_deployment_status(""));
    CHECK(parse_deploy_mode("copy") == DeployMode::copy);
    CHECK(parse_deploy_mode("symlink") == DeployMode::symlink);
    CHECK_FALSE(parse_deploy_mode("link"));
    CHECK(to_string(DeployMode::symlink) == "symlink");
    CHECK(to_string(DeployMode::copy) == "copy");
}

TEST_CASE("what was active is not planned again, and what was taken away did not fail", "[model]") {
    using enum DeploymentStatus;
    for (const auto from : deployment_statuses) {
        for (const auto to : deployment_statuses) {
            INFO(to_string(from) << " -> " << to_string(to));
            const bool refused =
                (from == active && to == pending) || (from == inactive && to == error);
            CHECK(may_become(from, to) == !refused);
        }
    }
}

TEST_CASE("the version shown is the declared one, else the commit's", "[model]") {
    CHECK(shown_version("1.2", "9d2f1ae187231d8199c64b5b762e1bdf2244733d") == "1.2");
    CHECK(shown_version("", "9d2f1ae187231d8199c64b5b762e1bdf2244733d") == "9d2f1ae18723");
    CHECK(shown_version("", "").empty());
}

TEST_CASE("paths of deployments stay where they belong", "[model]") {
    for (const char* good :
         {".", "a", ".claude/skills/pdf", "/home/ana/.claude/skills/pdf", "/srv/.git/x", "a b/c"}) {
        INFO(good);
        CHECK(is_deployable_path(good));
    }
    for (const char* bad : {"", "..", "a/..", "a//b", "a/", "./a", "a/./b", ".git/hooks/x",
                            "a/.GIT/x", "a\\b", "/", "/a/../b", "/a//b", "//a", "/a/"}) {
        INFO(bad);
        CHECK_FALSE(is_deployable_path(bad));
    }
    CHECK_FALSE(is_deployable_path(std::string_view("a\0b", 3)));
    CHECK_FALSE(is_deployable_path(std::string(5000, 'a')));
    std::string deep = "a";
    for (int i = 0; i < 60; ++i) {
        deep += "/a";
    }
    CHECK(is_deployable_path(deep));  // an artifact may be 32 deep by itself
}
