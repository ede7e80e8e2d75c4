// What the client does with hosts that are broken or hostile, and when it is to stop.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include <skillmeat/net/curl_client.hpp>
#include <skillmeat/sys/interrupt.hpp>
#include <support/catch.hpp>
#include <unit/sys/in_child.hpp>

#include "fault_server.hpp"

using namespace skillmeat;
using namespace skillmeat::net;
using test::body_of;
using test::FaultServer;
using test::get;
using test::make_client;

namespace {

/// The error of a request that must not succeed.
Error error_of(HttpClient& client, const HttpRequest& request) {
    auto response = client.send(request);
    REQUIRE_FALSE(response);
    return response.error();
}

void check_says(const Error& error, ErrorCode code, std::string_view part) {
    CHECK(error.code == code);
    INFO(error.message);
    CHECK(error.message.find(part) != std::string::npos);
}

}  // namespace

TEST_CASE("a body ends at its limit, however it comes", "[net]") {
    const FaultServer server;
    const auto client = make_client();
    for (const auto* path : {"bomb", "endless", "huge"}) {
        INFO(path);
        auto request = server.get(path);
        request.max_body = std::size_t{1} << 20;
        check_says(error_of(*client, request), ErrorCode::too_large,
                   "is larger than 1048576 bytes");
    }
    auto request = server.get("hello");
    request.max_body = 5;
    CHECK(client->send(request));
    request.max_body = 4;
    check_says(error_of(*client, request), ErrorCode::too_large, "/hello' is larger than 4 bytes");
    request.url = server.url("chunked");
    check_says(error_of(*client, request), ErrorCode::too_large, "is larger than 4 bytes");
    CHECK(body_of(*client, server.url("hello")) == "hello");
}

TEST_CASE("a head ends at its limit", "[net]") {
    const FaultServer server;
    const auto client = make_client();
    check_says(error_of(*client, server.get("endless_headers")), ErrorCode::too_large,
               "the head of the answer");
}

TEST_CASE("answers that are broken are told apart", "[net]") {
    struct Row {
        const char* path;
        std::string_view message;
        bool broken;  ///< so that another try may go through
    };
    const FaultServer server;
    const auto client = make_client();
    for (const auto& row :
         {Row{"cut", "/cut' was cut off", true},
          Row{"cut_chunked", "/cut_chunked' was cut off", true},
          Row{"silent", "/silent' closed the connection without an answer", true},
          Row{"reset", "/reset' failed: ", true},
          Row{"bad_gzip", "/bad_gzip' cannot be decompressed", false},
          Row{"other_protocol", "/other_protocol' gave an answer that is not HTTP", false}}) {
        INFO(row.path);
        auto request = server.get(row.path);
        request.url += "?secret";
        const auto error = error_of(*client, request);
        check_says(error, ErrorCode::network_error, row.message);
        CHECK(error.message.find("secret") == std::string::npos);
        CHECK(net::is_broken_connection(error) == row.broken);
    }
    CHECK(body_of(*client, server.url("hello")) == "hello");
}

TEST_CASE("time limits are told apart", "[net]") {
    const FaultServer server;
    const auto client = make_client();
    auto request = server.get("stall");
    request.idle_timeout_ms = 100;
    SECTION("nothing more comes") {
        check_says(error_of(*client, request), ErrorCode::network_error,
                   "nothing came from '" + server.url("stall") + "' for 100 ms");
    }
    SECTION("nothing comes at all") {
        request.url = server.url("mute");
        check_says(error_of(*client, request), ErrorCode::network_error, "nothing came from");
    }
    SECTION("bytes come without end") {
        request = server.get("drip");
        request.total_timeout_ms = 200;
        check_says(error_of(*client, request), ErrorCode::network_error,
                   "the exchange with '" + server.url("drip") + "' took longer than 200 ms");
    }
    SECTION("every byte is soon enough after the one before") {
        request.url = server.url("slow");
        request.idle_timeout_ms = 1500;
        CHECK(client->send(request)->body == std::string(40, 'x'));
    }
    SECTION("no connection is made") {
        request.url = "http://127.0.0.1:" + body_of(*client, server.url("full")) + "/";
        request.connect_timeout_ms = 200;
        check_says(error_of(*client, request), ErrorCode::network_error,
                   "no connection to '" + request.url + "' within 200 ms");
    }
    SECTION("no connection is made in all the time there is") {
        request.url = "http://127.0.0.1:" + body_of(*client, server.url("full")) + "/";
        request.total_timeout_ms = 1000;
        check_says(error_of(*client, request), ErrorCode::network_error,
                   "took longer than 1 second");
    }
    CHECK(body_of(*client, server.url("hello")) == "hello");
}

TEST_CASE("late requests do not hold up others", "[net]") {
    const FaultServer server;
    std::vector<HttpRequest> requests{server.get("mute"), server.get("stall"), server.get("hello"),
                                      server.get("hello")};
    requests[0].idle_timeout_ms = 500;
    requests[1].idle_timeout_ms = 500;
    std::vector<bool> good(requests.size());
    make_client()->send_all(requests, 3, [&](std::size_t index, const auto& response) {
        good[index] = response.has_value();
    });
    CHECK(good == std::vector<bool>{false, false, true, true});
}

TEST_CASE("nobody listens", "[net]") {
    const auto client = make_client();
    const auto error = error_of(*client, get("http://127.0.0.1:1/x?secret"));
    CHECK(error.code == ErrorCode::network_error);
    CHECK(error.message == "cannot connect to 'http://127.0.0.1:1/x': connection refused");
    CHECK(error.hint == "check the network connection");
}

TEST_CASE("requests that must not be sent are not", "[net]") {
    const auto client = make_client();
    for (const auto* url : {"http://example.test/", "http://127.0.0.1.example.test/",
                            "http://[2001:db8::1]/", "http://0.0.0.0/"}) {
        INFO(url);
        check_says(error_of(*client, get(url)), ErrorCode::invalid_value, "without encryption");
    }
    for (const auto* url : {"", "file:///etc/passwd", "gopher://localhost/",
                            "https://u:secret@localhost/", "https://localhost/\r\nX: y"}) {
        INFO(url);
        const auto error = error_of(*client, get(url));
        CHECK(error.code == ErrorCode::invalid_value);
        CHECK(error.message.find("secret") == std::string::npos);
    }
    auto request = get("http://127.0.0.1:1/");
    request.method = "PUT";
    check_says(error_of(*client, request), ErrorCode::internal, "'PUT'");
    request.method = "GET";
    for (const auto& header : {Header{"X", "a\r\nY: b"}, Header{"X\nY", "b"}, Header{"", "b"},
                               Header{"X", std::string("a\0b", 3)}}) {
        request.headers = {header};
        check_says(error_of(*client, request), ErrorCode::internal, "header");
    }
}

TEST_CASE("a signal ends every wait with its own error", "[net]") {
    const FaultServer server;
    struct Row {
        std::string name;
        ErrorCode code;
    };
    const auto row =
        GENERATE(Row{"SIGINT", ErrorCode::interrupted}, Row{"SIGTERM", ErrorCode::terminated});
    SECTION("of one request, and of those that come later") {
        CHECK(test::in_child([&] {
            sys::install_signal_handlers();
            const auto client = make_client();
            const auto path = "interrupt/" + row.name + "/" + std::to_string(::getpid());
            const auto first = client->send(server.get(path));
            const auto second = client->send(server.get("hello"));
            return !first && first.error().code == row.code && !second &&
                   second.error().code == row.code;
        }));
    }
    SECTION("of many requests") {
        CHECK(test::in_child([&] {
            sys::install_signal_handlers();
            std::vector<HttpRequest> requests(20, server.get("mute"));
            requests[3] = server.get("interrupt/" + row.name + "/" + std::to_string(::getpid()));
            std::size_t ended = 0;
            make_client()->send_all(requests, 8, [&](std::size_t, const auto& response) {
                ended += !response && response.error().code == row.code ? 1 : 0;
            });
            return ended == requests.size();
        }));
    }
    SECTION("of several threads") {
        CHECK(test::in_child([&] {
            sys::install_signal_handlers();
            const auto client = make_client();
            std::vector<std::thread> threads;
            std::array<bool, 3> good{};
            for (auto& one : good) {
                threads.emplace_back([&] {
                    const auto response = client->send(server.get("mute"));
                    one = !response && response.error().code == row.code;
                });
            }
            client->send(server.get("together/4")).value();  // the others wait too
            [[maybe_unused]] const auto ignored = client->send(
                server.get("interrupt/" + row.name + "/" + std::to_string(::getpid())));
            for (auto& thread : threads) {
                thread.join();
            }
            return good == std::array<bool, 3>{true, true, true};
        }));
    }
}

TEST_CASE("destroying the client ends what runs", "[net]") {
    const FaultServer server;
    auto client = make_client();
    Error error;
    std::thread waiting([&, used = client.get()] {
        auto response = used->send(server.get("mute"));
        error = response ? Error{} : response.error();
    });
    CHECK(body_of(*make_client(), server.url("together/2")) == "met");
    client.reset();
    waiting.join();
    check_says(error, ErrorCode::network_error, "given up");
}
