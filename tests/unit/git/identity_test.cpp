#include <skillmeat/git/identity.hpp>

#include "sandbox.hpp"

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::test;

TEST_CASE("the user's address is git's, of the repository before the user's own", "[git]") {
    Sandbox box;
    box.make_repository("r");
    const auto git = box.git();
    const auto email = [&](const std::filesystem::path& directory) {
        return must(git::user_email(git.runner, git.environment, directory));
    };
    box.sh("git -C r config user.email ' mine@example.org '");
    CHECK(email(box / "r") == "mine@example.org");
    box.sh("git -C r config user.email ''");
    CHECK_FALSE(email(box / "r"));
}
