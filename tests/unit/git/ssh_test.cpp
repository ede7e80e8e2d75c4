#include "sandbox.hpp"

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::test;

namespace {

/// Puts a program NAME in front of PATH that notes its arguments in NAME.log and then does on this
/// machine what it was told to do on the other.
void add_ssh(Sandbox& box, const std::string& name) {
    box.sh("mkdir -p bin; printf '#!/bin/sh\\necho \"$@\" >> " + (box / name).string() +
           ".log\\nfor last; do :; done\\nexec sh -c \"$last\"\\n' > bin/" + name +
           "; chmod +x bin/" + name);
    box.environment.variables["PATH"] =
        (box / "bin").string() + ":" + box.environment.variables["PATH"];
}

GitUrl ssh_url(const Sandbox& box) {
    GitUrl url;
    url.kind = GitUrl::Kind::ssh;
    url.host = "example.invalid";
    url.path = "r";
    url.text = "ssh://git@example.invalid" + (box / "r").string();
    return url;
}

}  // namespace

TEST_CASE("ssh is called in batch mode", "[git]") {
    Sandbox box;
    box.make_repository("r");
    add_ssh(box, "ssh");
    CHECK(contents(*fetch_all(box, ssh_url(box)))[0] == "a.txt=hello\n");
    CHECK(box.sh("grep -c BatchMode=yes ssh.log") == "3");
}

TEST_CASE("an ssh command of the user's is used as it is", "[git]") {
    Sandbox box;
    box.make_repository("r");
    add_ssh(box, "ssh");
    add_ssh(box, "my-ssh");
    SECTION("from the configuration") {
        box.sh("git config --global core.sshCommand my-ssh");
    }
    SECTION("from the environment") {
        box.environment.variables["GIT_SSH_COMMAND"] = "my-ssh";
    }
    CHECK(contents(*fetch_all(box, ssh_url(box)))[0] == "a.txt=hello\n");
    CHECK(box.sh("grep -c BatchMode my-ssh.log || true") == "0");
    CHECK_FALSE(std::filesystem::exists(box / "ssh.log"));
}

TEST_CASE("a repository that ssh does not find is not found", "[git]") {
    Sandbox box;
    add_ssh(box, "ssh");
    const auto result = git::resolve_remote(box.git(), ssh_url(box), "");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::repository_not_found);
}
