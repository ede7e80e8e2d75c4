#include "server.hpp"

#include <skillmeat/base/text.hpp>
#include <skillmeat/net/curl_client.hpp>

#include <atomic>
#include <stdexcept>

namespace skillmeat::test {

GitHubServer::GitHubServer(const Sandbox& box, std::vector<std::string> arguments)
    : http_(net::make_curl_client(box.environment)) {
    static std::atomic<int> number = 0;
    log_ = (box / ("requests-" + std::to_string(++number))).string();
    const auto python = sys::find_program(box.environment, "python3");
    if (!python) {
        throw std::runtime_error("the tests of GitHub's API need python3");
    }
    sys::Command command;
    command.program = *python;
    command.arguments = {"-B", SKILLMEAT_FIXTURES "/../support/github_server.py", "--log", log_};
    command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
    command.environment = box.environment.variables;
    child_ = must(box.runner->start(command));
    char byte = 0;
    while (must(child_->read(&byte, 1)) == 1 && byte != '\n') {
        port_ += byte;
    }
    if (port_.empty()) {
        throw std::runtime_error("tests/support/github_server.py did not start");
    }
}

github::Repository GitHubServer::repository(const std::string& owner_and_name) const {
    const auto slash = owner_and_name.find('/');
    return {"github.com", url(), owner_and_name.substr(0, slash), owner_and_name.substr(slash + 1)};
}

void GitHubServer::control(const std::string& json) const {
    net::HttpRequest request;
    request.method = "POST";
    request.url = url() + "/_control";
    request.body = json;
    if (must(http_->send(request)).status != 200) {
        throw std::runtime_error("the server does not understand " + json);
    }
}

std::vector<std::string> GitHubServer::requests() {
    const auto disk = sys::make_disk();
    const auto text = must(disk->read(log_)).value_or("");
    std::vector<std::string> lines;
    for (const auto line : split(std::string_view(text).substr(seen_), '\n')) {
        if (!line.empty()) {
            lines.emplace_back(line);
        }
    }
    seen_ = text.size();
    return lines;
}

}  // namespace skillmeat::test
