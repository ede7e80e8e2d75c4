#include "fault_server.hpp"

#include <stdexcept>

#include <fakes/fake_environment.hpp>
#include <skillmeat/net/curl_client.hpp>
#include <skillmeat/sys/environment.hpp>

namespace skillmeat::test {

FaultServer::FaultServer(Tls tls) : runner_(sys::make_process_runner()) {
    const auto environment = sys::make_process_environment();
    const auto python = sys::find_program(*environment, "python3");
    if (!python) {
        throw std::runtime_error("the tests of HTTP need python3");
    }
    sys::Command command;
    command.program = *python;
    command.arguments = {SKILLMEAT_FIXTURES "/../support/http_faults.py"};
    if (tls == Tls::with_certificate) {
        command.arguments.push_back(folder_.path());
    }
    command.environment = environment->all();
    auto child = runner_->start(command);
    if (!child) {
        throw std::runtime_error(child.error().message);
    }
    child_ = *std::move(child);
    port_ = read_line();
    if (tls == Tls::with_certificate) {
        tls_port_ = read_line();
        http2_port_ = read_line();
    }
}

std::string FaultServer::read_line() {
    std::string line;
    char byte = 0;
    while (child_->read(&byte, 1).value_or(0) == 1 && byte != '\n') {
        line += byte;
    }
    if (line.empty()) {
        throw std::runtime_error("the server of tests/support/http_faults.py did not start");
    }
    return line;
}

std::string FaultServer::url(const std::string& path) const {
    return "http://127.0.0.1:" + port_ + "/" + path;
}

std::string FaultServer::tls_url(const std::string& path) const {
    return "https://localhost:" + tls_port_ + "/" + path;
}

std::string FaultServer::http2_url(const std::string& path) const {
    return "https://localhost:" + http2_port_ + "/" + path;
}

net::HttpRequest FaultServer::get(const std::string& path) const {
    return test::get(url(path));
}

net::HttpRequest get(std::string url) {
    net::HttpRequest request;
    request.url = std::move(url);
    return request;
}

namespace {

/// A client with the environment it reads.
class ClientInEnvironment final : public net::HttpClient {
  public:
    explicit ClientInEnvironment(std::map<std::string, std::string> variables)
        : environment_(std::move(variables)), client_(net::make_curl_client(environment_)) {}

    Result<net::HttpResponse> send(const net::HttpRequest& request) override {
        return client_->send(request);
    }
    void send_all(std::span<const net::HttpRequest> requests, std::size_t parallel,
                  const Visitor& visit) override {
        client_->send_all(requests, parallel, visit);
    }

  private:
    fakes::FakeEnvironment environment_;
    std::unique_ptr<net::HttpClient> client_;
};

}  // namespace

std::unique_ptr<net::HttpClient> make_client(std::map<std::string, std::string> variables) {
    return std::make_unique<ClientInEnvironment>(std::move(variables));
}

std::string body_of(net::HttpClient& client, const std::string& url) {
    auto response = client.send(get(url));
    return response ? response->body : response.error().message;
}

}  // namespace skillmeat::test
