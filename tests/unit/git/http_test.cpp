#include <optional>

#include "sandbox.hpp"

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::test;

namespace {

/// The http server of the fixtures; ends when destroyed.
class Server {
  public:
    explicit Server(Sandbox& box) {
        const auto python = sys::find_program(box.environment, "python3");
        if (!python) {
            return;
        }
        sys::Command command;
        command.program = *python;
        command.arguments = {"-B", SKILLMEAT_FIXTURES "/git/http_server.py", (box / "").string()};
        command.environment = box.environment.variables;
        child_ = must(box.runner->start(command));
        char digit = 0;
        while (must(child_->read(&digit, 1)) == 1 && digit != '\n') {
            port_ += digit;
        }
    }

    [[nodiscard]] bool runs() const { return !port_.empty(); }
    [[nodiscard]] GitUrl url(const std::string& path) const {
        GitUrl url;
        url.kind = GitUrl::Kind::http;
        url.host = "127.0.0.1:" + port_;
        url.path = path;
        url.text = "http://" + url.host + "/" + path;
        return url;
    }

  private:
    std::unique_ptr<sys::Child> child_;
    std::string port_;
};

ErrorCode failure(Sandbox& box, const GitUrl& url, std::string* message = nullptr) {
    const auto result = git::resolve_remote(box.git(), url, "");
    REQUIRE_FALSE(result);
    if (message != nullptr) {
        *message = result.error().message;
    }
    return result.error().code;
}

}  // namespace

TEST_CASE("a repository is fetched over http with three round trips", "[git]") {
    Sandbox box;
    box.make_repository("r");
    const Server server(box);
    if (!server.runs()) {
        WARN("no python3: http is not tested");
        return;
    }
    box.trace();
    const auto tree = fetch_all(box, server.url("git/r/.git"));
    CHECK(contents(*tree)[0] == "a.txt=hello\n");
    // The refs came with the first answer, without a command of their own.
    CHECK(box.round_trips() == 2);
    CHECK(fetch_all(box, server.url("redirect/r/.git")) != nullptr);
}

TEST_CASE("a server that redirects elsewhere is told of", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh("git clone -q --bare r bare");
    const Server server(box);
    if (!server.runs()) {
        WARN("no python3: http is not tested");
        return;
    }
    const auto moved = must(git::resolve_remote(box.git(), server.url("redirect/bare"), ""));
    CHECK(moved.moved_to == server.url("git/bare").text);
    CHECK(must(git::resolve_remote(box.git(), server.url("git/bare"), "")).moved_to.empty());
}

TEST_CASE("answers of http servers are told apart", "[git]") {
    Sandbox box;
    box.make_repository("r");
    const Server server(box);
    if (!server.runs()) {
        WARN("no python3: http is not tested");
        return;
    }
    CHECK(failure(box, server.url("git/none")) == ErrorCode::repository_not_found);
    CHECK(failure(box, server.url("fail/x")) == ErrorCode::network_error);
    std::string message;
    CHECK(failure(box, server.url("noise/x"), &message) == ErrorCode::repository_not_found);
    CHECK(message.find('\x1b') == std::string::npos);
    CHECK(failure(box, server.url("auth/r/.git")) == ErrorCode::authentication_failed);
}

TEST_CASE("the user's own credentials are used, and wrong ones are not asked again", "[git]") {
    Sandbox box;
    box.make_repository("r");
    const Server server(box);
    if (!server.runs()) {
        WARN("no python3: http is not tested");
        return;
    }
    const auto url = server.url("auth/r/.git");
    box.sh(
        "git config --global credential.helper store;"
        "echo 'http://u:p@" +
        url.host + "' > home/.git-credentials");
    CHECK(contents(*fetch_all(box, url))[0] == "a.txt=hello\n");
    box.sh("echo 'http://u:wrong@" + url.host + "' > home/.git-credentials");
    CHECK(failure(box, url) == ErrorCode::authentication_failed);
}

TEST_CASE("a server of plain files is fetched whole", "[git]") {
    Sandbox box;
    box.make_repository("r");
    const Server server(box);
    if (!server.runs()) {
        WARN("no python3: http is not tested");
        return;
    }
    box.sh("git clone -q --bare r b.git; git -C b.git update-server-info");
    CHECK(contents(*fetch_all(box, server.url("dumb/b.git")))[0] == "a.txt=hello\n");
}
