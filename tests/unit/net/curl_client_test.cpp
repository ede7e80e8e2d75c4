// What the client does with hosts that behave.
#include <skillmeat/net/curl_client.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <support/catch.hpp>

#include "fault_server.hpp"

using namespace skillmeat;
using namespace skillmeat::net;
using test::body_of;
using test::FaultServer;
using test::get;
using test::make_client;

namespace {

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("an answer has status, headers and body", "[net]") {
    const FaultServer server;
    const auto client = make_client();
    const auto response = client->send(server.get("hello?x#y"));
    REQUIRE(response);
    CHECK(response->status == 200);
    CHECK(response->url == server.url("hello?x"));
    CHECK(response->body == "hello");
    CHECK(response->header("content-type") == "text/plain");
    CHECK(response->header("x-twice") == "one");
    CHECK(response->headers.back() == Header{"x-twice", "two"});
    CHECK_FALSE(response->header("Content-Type"));

    const auto teapot = client->send(server.get("teapot"));
    REQUIRE(teapot);
    CHECK(teapot->status == 418);
    CHECK(teapot->body == "short and stout");
}

TEST_CASE("the request is sent as it was made, and nothing else", "[net]") {
    const FaultServer server;
    const auto client = make_client();
    auto request = server.get("echo?a=b");
    request.headers = {{"Accept", "text/x"}, {"X-Empty", ""}, {"X-Odd", "a: b;c"}};
    const auto response = client->send(request);
    REQUIRE(response);
    const std::string& sent = response->body;
    INFO(sent);
    CHECK(sent.starts_with("GET /echo?a=b HTTP/1.1\r\nHost: 127.0.0.1:"));
    CHECK(contains(sent, "User-Agent: skillmeat/0."));
    CHECK(contains(sent, "Accept-Encoding: gzip\r\n"));
    CHECK(contains(sent, "Accept: text/x\r\n"));
    CHECK(contains(sent, "X-Empty:\r\n"));
    CHECK(contains(sent, "X-Odd: a: b;c\r\n"));
    CHECK(std::count(sent.begin(), sent.end(), '\n') == 7);
    CHECK(response->bytes_sent == sent.size() + 2);
}

TEST_CASE("a body is posted", "[net]") {
    const FaultServer server;
    auto request = server.get("echo");
    request.method = "POST";
    request.headers = {{"Content-Type", "application/json"}};
    request.body = std::string(2'000'000, 'x') + std::string("\0end", 4);
    const auto response = make_client()->send(request);
    REQUIRE(response);
    CHECK(response->body.starts_with("POST /echo HTTP/1.1\r\n"));
    CHECK(contains(response->body, "Content-Type: application/json\r\n"));
    CHECK(contains(response->body, "Content-Length: 2000004\r\n"));
    CHECK_FALSE(contains(response->body, "Expect"));
    CHECK(response->body.ends_with(request.body));
    CHECK(response->bytes_sent > request.body.size());
}

TEST_CASE("compressed answers are unpacked and counted as they came", "[net]") {
    const FaultServer server;
    const auto response = make_client()->send(server.get("gzip"));
    REQUIRE(response);
    CHECK(response->body == std::string(100'000, 'x'));
    const auto length = response->header("content-length");
    REQUIRE(length);
    const auto size = std::stoul(std::string(*length));
    CHECK(size < 1000);
    CHECK(response->bytes_received > size);
    CHECK(response->bytes_received < size + 200);
}

TEST_CASE("forms of bodies and heads are understood", "[net]") {
    const FaultServer server;
    const auto client = make_client();
    CHECK(body_of(*client, server.url("chunked")) == "one two");
    CHECK(body_of(*client, server.url("last")) == "the end");
    CHECK(body_of(*client, server.url("longer")) == "hello");

    const auto announced = client->send(server.get("announced"));
    REQUIRE(announced);
    CHECK(announced->status == 200);
    CHECK(announced->body == "then");
    CHECK(announced->header("x-late"));
    CHECK_FALSE(announced->header("x-early"));

    const auto trailed = client->send(server.get("chunked"));
    REQUIRE(trailed);
    CHECK_FALSE(trailed->header("x-trailer"));

    const auto many = client->send(server.get("many_headers"));
    REQUIRE(many);
    CHECK(many->headers.size() == 1001);
}

TEST_CASE("redirects are answers like others", "[net]") {
    const FaultServer server;
    const auto response = make_client()->send(server.get("redirect"));
    REQUIRE(response);
    CHECK(response->status == 302);
    CHECK(response->header("location") == "/hello");
}

TEST_CASE("not modified has no body, whatever length it tells", "[net]") {
    const FaultServer server;
    const auto client = make_client();
    const auto response = client->send(server.get("not_modified"));
    REQUIRE(response);
    CHECK(response->status == 304);
    CHECK(response->header("etag") == "\"e\"");
    CHECK(response->body.empty());
    CHECK(body_of(*client, server.url("connections")) == "1");
}

TEST_CASE("requests one after the other use one connection", "[net]") {
    const FaultServer server;
    const auto client = make_client();
    CHECK(body_of(*client, server.url("hello")) == "hello");
    CHECK(body_of(*client, server.url("gzip")).size() == 100'000);
    CHECK(body_of(*client, server.url("connections")) == "1");
}

TEST_CASE("threads share the connections", "[net]") {
    const FaultServer server;
    const auto client = make_client();
    for (int i = 0; i < 5; ++i) {
        std::thread([&] { CHECK(body_of(*client, server.url("hello")) == "hello"); }).join();
    }
    CHECK(body_of(*client, server.url("connections")) == "1");
}

TEST_CASE("threads do not wait for one another", "[net]") {
    const FaultServer server;
    const auto client = make_client();
    constexpr std::size_t count = 8;
    std::vector<std::string> bodies(count);
    std::vector<std::thread> threads;
    for (auto& body : bodies) {
        threads.emplace_back(
            [&] { body = body_of(*client, server.url("together/" + std::to_string(count))); });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK(bodies == std::vector<std::string>(count, "met"));
}

TEST_CASE("many requests are sent at once, but not more than allowed", "[net]") {
    const FaultServer server;
    const auto client = make_client();
    std::vector<HttpRequest> requests;
    for (int i = 0; i < 100; ++i) {
        requests.push_back(server.get("busy/" + std::to_string(i)));
    }
    const auto caller = std::this_thread::get_id();
    std::set<std::size_t> answered;
    client->send_all(requests, 4, [&](std::size_t index, Result<HttpResponse> response) {
        CHECK(std::this_thread::get_id() == caller);
        REQUIRE(response);
        CHECK(response->body == std::to_string(index));
        answered.insert(index);
    });
    CHECK(answered.size() == 100);
    CHECK(std::stoi(body_of(*client, server.url("most"))) <= 4);
    CHECK(std::stoi(body_of(*client, server.url("connections"))) <= 4);
}

TEST_CASE("as many run at once as are allowed", "[net]") {
    const FaultServer server;
    const std::vector<HttpRequest> requests(6, server.get("together/6"));
    int met = 0;
    make_client()->send_all(requests, 6, [&](std::size_t, Result<HttpResponse> response) {
        met += response && response->body == "met" ? 1 : 0;
    });
    CHECK(met == 6);
}

TEST_CASE("each of many requests has its own end", "[net]") {
    const FaultServer server;
    std::vector<HttpRequest> requests{server.get("hello"), server.get("cut"), get("ftp://x/"),
                                      server.get("hello")};
    std::vector<std::string> ends(requests.size());
    make_client()->send_all(
        requests, 0, [&](std::size_t index, const Result<HttpResponse>& response) {
            ends[index] = response ? response->body : info(response.error().code).name;
        });
    CHECK(ends == std::vector<std::string>{"hello", "network_error", "invalid_value", "hello"});
    make_client()->send_all({}, 3, [&](std::size_t, const Result<HttpResponse>&) { FAIL(); });
}

TEST_CASE("a visitor that throws leaves nothing behind", "[net]") {
    const FaultServer server;
    const auto client = make_client();
    const std::vector<HttpRequest> requests(8, server.get("hello"));
    const auto give_up = [](std::size_t, const Result<HttpResponse>&) {
        throw std::runtime_error("enough");
    };
    CHECK_THROWS(client->send_all(requests, 8, give_up));
    CHECK(body_of(*client, server.url("hello")) == "hello");
}

TEST_CASE("a client that sent nothing costs nothing", "[net]") {
    const auto client = make_client();
    CHECK(client != nullptr);
}

TEST_CASE("many requests share one HTTP/2 connection", "[net]") {
    const FaultServer server(FaultServer::Tls::with_certificate);
    const auto client = make_client({{"SSL_CERT_FILE", server.certificate()}});
    const std::vector<HttpRequest> requests(50, get(server.http2_url("x")));
    int good = 0;
    client->send_all(requests, 50, [&](std::size_t, const Result<HttpResponse>& response) {
        good += response && response->status == 200 && response->body == "hello" ? 1 : 0;
    });
    CHECK(good == 50);
    CHECK(body_of(*client, server.url("connections")) == "2");  // with this one
}
