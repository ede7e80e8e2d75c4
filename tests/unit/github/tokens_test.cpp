#include <skillmeat/github/tokens.hpp>

#include <fakes/fake_environment.hpp>
#include <fakes/fake_processes.hpp>
#include <support/catch.hpp>
#include <support/temp_dir.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

using namespace skillmeat;
using github::Token;
using github::Tokens;

namespace {

/// A PATH with the programs named, and the surroundings of a user.
struct World {
    explicit World(const std::vector<std::string>& programs = {}) {
        for (const auto& name : programs) {
            const auto path = folder.path() / name;
            std::ofstream(path) << "#!/bin/sh\n";
            std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        }
        environment.variables["PATH"] = "relative:" + folder.path().string();
        environment.variables["HOME"] = "/home/user";
    }

    /// "SOURCE VALUE", "none", or the error's message.
    std::string of(const std::string& host) {
        Tokens tokens(environment, processes, variables, &redactor);
        const auto found = tokens.of(host);
        if (!found) {
            return found.error().message;
        }
        return *found ? (*found)->source + ' ' + (*found)->value : "none";
    }

    const sys::Command& command(std::size_t index) const {
        return processes.calls().at(index)->command;
    }

    test::TempDir folder;
    fakes::FakeEnvironment environment;
    fakes::FakeProcesses processes;
    std::map<std::string, std::string> variables;
    observe::Redactor redactor;
};

}  // namespace

TEST_CASE("variables of GitHub are for GitHub and nobody else", "[github]") {
    World world;
    world.environment.variables["GITHUB_TOKEN"] = "second";
    CHECK(world.of("github.com") == "GITHUB_TOKEN second");
    world.environment.variables["GH_TOKEN"] = "first";
    CHECK(world.of("github.com") == "GH_TOKEN first");
    CHECK(world.of("acme.ghe.com") == "GH_TOKEN first");
    for (const std::string host : {"ghe.corp.test", "github.com.evil.test", "evilgithub.com",
                                   "evilghe.com", "github.com:8443", "127.0.0.1:80"}) {
        CAPTURE(host);
        CHECK(world.of(host) == "none");
    }
}

TEST_CASE("enterprise variables are for the host that GH_HOST names", "[github]") {
    World world;
    world.environment.variables["GITHUB_ENTERPRISE_TOKEN"] = "second";
    CHECK(world.of("ghe.corp.test") == "none");
    world.environment.variables["GH_HOST"] = "GHE.corp.test";
    CHECK(world.of("ghe.corp.test") == "GITHUB_ENTERPRISE_TOKEN second");
    world.environment.variables["GH_ENTERPRISE_TOKEN"] = "first";
    CHECK(world.of("ghe.corp.test") == "GH_ENTERPRISE_TOKEN first");
    CHECK(world.of("other.corp.test") == "none");
    CHECK(world.of("github.com") == "none");
    world.environment.variables["GH_HOST"] = "github.com";
    CHECK(world.of("github.com") == "none");
}

TEST_CASE("the variable that was named for a host comes first", "[github]") {
    World world;
    world.variables = {{"github.com", "MINE"}, {"ghe.corp.test", "CORP_TOKEN"}};
    world.environment.variables["GH_TOKEN"] = "common";
    world.environment.variables["MINE"] = "own";
    world.environment.variables["CORP_TOKEN"] = "corp";
    CHECK(world.of("github.com") == "MINE own");
    CHECK(world.of("ghe.corp.test") == "CORP_TOKEN corp");
    world.environment.variables.erase("MINE");
    CHECK(world.of("github.com") == "GH_TOKEN common");
    world.environment.variables["GH_TOKEN"] = "";
    CHECK(world.of("github.com") == "none");
}

TEST_CASE("values that could end a header are refused, and not shown", "[github]") {
    World world;
    for (const std::string bad : {"hidden\nX-Evil: 1", "hidden\r", "hidden\t", "hid den",
                                  "hidden\x7f", "hidd\xc3\xa9n", "hidden\x1b[31m"}) {
        world.environment.variables["GH_TOKEN"] = bad;
        const auto message = world.of("github.com");
        CHECK(message ==
              "the token from GH_TOKEN holds a space or a character that is not visible ASCII");
    }
    world.environment.variables["GH_TOKEN"] = std::string(4097, 'x');
    CHECK(world.of("github.com") == "the token from GH_TOKEN is longer than any token");
}

TEST_CASE("gh is asked for the host, without variables that would make it answer for any",
          "[github]") {
    World world({"gh"});
    world.environment.variables["GH_ENTERPRISE_TOKEN"] = "corp";
    world.environment.variables["GITHUB_ENTERPRISE_TOKEN"] = "corp";
    world.environment.variables["GH_HOST"] = "ghe.corp.test";
    world.environment.variables["GH_CONFIG_DIR"] = "/home/user/gh";
    world.processes.stub_output({"gh", "auth", "token", "--hostname", "other.test"}, "from-gh\n");
    CHECK(world.of("other.test") == "gh auth token from-gh");
    const auto& command = world.command(0);
    CHECK(command.program == world.folder.path() / "gh");
    for (const std::string name : {"GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN", "GH_HOST"}) {
        CHECK_FALSE(command.environment.contains(name));
    }
    CHECK(command.environment.at("GH_CONFIG_DIR") == "/home/user/gh");
    CHECK(command.environment.at("GH_PROMPT_DISABLED") == "1");
    CHECK(command.environment.at("PATH") == world.folder.path().string());
    CHECK(world.processes.complaints().empty());
}

TEST_CASE("git's credential helpers come last and may not ask anybody", "[github]") {
    World world({"gh", "git"});
    world.environment.variables["GIT_DIR"] = "/evil";
    world.environment.variables["GIT_CONFIG_GLOBAL"] = "/home/user/gitconfig";
    world.environment.variables["GIT_ASKPASS"] = "/usr/bin/asker";
    sys::Completed failed;
    failed.exit_code = 1;
    world.processes.stub({"gh"}, failed);
    world.processes.stub_output({"git"},
                                "protocol=https\nhost=github.com\nusername=u\npassword=from-git\n");
    CHECK(world.of("github.com") == "git's credential helper from-git");
    const auto& call = *world.processes.calls().at(1);
    CHECK(call.input == "protocol=https\nhost=github.com\n\n");
    CHECK(call.command.arguments == std::vector<std::string>{"-c", "credential.interactive=false",
                                                             "-c", "core.askPass=", "credential",
                                                             "fill"});
    const auto& variables = call.command.environment;
    CHECK(variables.at("GIT_DIR") == "/dev/null");
    CHECK(variables.at("GIT_TERMINAL_PROMPT") == "0");
    CHECK(variables.at("GIT_ASKPASS").empty());
    CHECK(variables.at("SSH_ASKPASS").empty());
    CHECK(variables.at("GIT_CONFIG_GLOBAL") == "/home/user/gitconfig");
    CHECK(variables.at("HOME") == "/home/user");
    CHECK(world.processes.complaints().empty());
}

TEST_CASE("an answer for another host or without a password is none", "[github]") {
    for (const std::string answer :
         {"protocol=https\nhost=evil.test\npassword=x\n", "protocol=http\npassword=x\n",
          "password=x\nhost=evil.test\n", "username=u\n", "password=\n", "password\n", ""}) {
        CAPTURE(answer);
        World world({"git"});
        world.processes.stub_output({"git"}, answer);
        CHECK(world.of("github.com") == "none");
    }
    World world({"git"});
    world.processes.stub_output({"git"}, "password=a\rb\n");
    CHECK(world.of("github.com") ==
          "the token from git's credential helper holds a space or a character that is not "
          "visible ASCII");
}

TEST_CASE("programs that fail know no token; only an interruption is an error", "[github]") {
    World world({"gh", "git"});
    sys::Completed killed;
    killed.exit_code = -1;
    killed.signal = 9;
    killed.output = "half-a-token";
    world.processes.stub({"gh"}, killed);
    world.processes.stub_error({"git"}, Error{ErrorCode::io_error, "no", {}, {}, {}});
    CHECK(world.of("github.com") == "none");

    World other({"gh"});
    other.processes.stub_error({"gh"}, Error{ErrorCode::interrupted, "stopped", {}, {}, {}});
    CHECK(other.of("github.com") == "stopped");
}

TEST_CASE("hosts that would be options or lines of their own are not asked for", "[github]") {
    World world({"gh", "git"});
    for (const std::string host : {"-h", "a\nhost=b", "a b", "h\xc3\xa9"}) {
        CHECK(world.of(host) == "none");
    }
    CHECK(world.processes.calls().empty());
}

TEST_CASE("each host is looked up once, from whatever thread, and told to the redactor",
          "[github]") {
    World world({"gh"});
    world.processes.stub_output({"gh"}, "canary-token-1\n");
    Tokens tokens(world.environment, world.processes, {}, &world.redactor);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] { (void)tokens.of("github.com"); });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK((*tokens.of("github.com"))->value == "canary-token-1");
    CHECK(world.processes.calls().size() == 1);

    Tokens without(world.environment, world.processes, {}, nullptr);
    world.environment.variables["GH_TOKEN"] = "x";
    CHECK((*without.of("github.com"))->source == "GH_TOKEN");
}
