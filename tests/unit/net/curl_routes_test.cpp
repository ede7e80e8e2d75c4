// How hosts are reached: certificates, proxies, and what the environment says about them.
#include <stdlib.h>

#include <string>
#include <vector>

#include <skillmeat/net/connection_settings.hpp>
#include <skillmeat/net/curl_client.hpp>
#include <skillmeat/net/curl_failure.hpp>
#include <skillmeat/net/curl_library.hpp>

#include <fakes/fake_environment.hpp>
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

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::string authority(const FaultServer& server) {
    auto url = server.url("");
    return url.substr(7, url.size() - 8);
}

/// An address of the server that does not count as this machine.
std::string outside_url(const FaultServer& server, const std::string& path) {
    const auto host = authority(server);
    return "http://0.0.0.0" + host.substr(host.find(':')) + "/" + path;
}

/// The body of an answer over plain http.
std::string plain_body(HttpClient& client, const std::string& url) {
    auto request = get(url);
    request.allow_plain_http = true;
    auto response = client.send(request);
    return response ? response->body : response.error().message;
}

}  // namespace

TEST_CASE("a certificate nobody vouches for is refused, with a way out", "[net]") {
    const FaultServer server(FaultServer::Tls::with_certificate);
    const auto client = make_client();
    const auto response = client->send(get(server.tls_url("hello?secret")));
    REQUIRE_FALSE(response);
    CHECK(response.error().code == ErrorCode::network_error);
    INFO(response.error().message);
    CHECK(contains(response.error().message, "certificate of '" + server.tls_url("hello") + "'"));
    CHECK(contains(response.error().message, "self"));
    CHECK(contains(response.error().hint, "always checked"));
    CHECK(contains(response.error().hint, "SSL_CERT_FILE"));
}

TEST_CASE("variables name the certificates to trust", "[net]") {
    const FaultServer server(FaultServer::Tls::with_certificate);
    for (const auto* variable : {"CURL_CA_BUNDLE", "SSL_CERT_FILE", "GIT_SSL_CAINFO"}) {
        INFO(variable);
        const auto client = make_client({{variable, server.certificate()}});
        CHECK(body_of(*client, server.tls_url("hello")) == "hello");
        // but not for another name
        auto other = server.tls_url("hello");
        other.replace(other.find("localhost"), 9, "127.0.0.1");
        CHECK(contains(body_of(*client, other), "is not accepted"));

        const auto broken = make_client({{variable, "/nowhere/ca.pem"}});
        const auto response = broken->send(get(server.tls_url("hello")));
        REQUIRE_FALSE(response);
        CHECK(contains(response.error().message, "cannot"));
        CHECK(contains(response.error().hint, "/nowhere/ca.pem"));
        CHECK(contains(response.error().hint, variable));
    }
}

TEST_CASE("a host that speaks no TLS is refused", "[net]") {
    const FaultServer server;
    const auto client = make_client();
    CHECK(contains(body_of(*client, "https://" + authority(server) + "/silent"),
                   "cannot make a secure connection to 'https://127.0.0.1:"));
}

TEST_CASE("a proxy gets the whole address and its password", "[net]") {
    const FaultServer server;
    for (const auto* variable : {"http_proxy", "all_proxy", "ALL_PROXY"}) {
        const auto client = make_client({{variable, "http://me:secret@" + authority(server)}});
        const auto sent = plain_body(*client, "http://example.test/echo?q");
        INFO(sent);
        CHECK(
            sent.starts_with("GET http://example.test/echo?q HTTP/1.1\r\nHost: example.test\r\n"));
        CHECK(contains(sent, "Proxy-Authorization: Basic bWU6c2VjcmV0\r\n"));
    }
}

TEST_CASE("hosts of no_proxy and this machine are reached without", "[net]") {
    const FaultServer server;
    const std::string proxy = authority(server);
    CHECK(plain_body(*make_client({{"http_proxy", proxy}}), outside_url(server, "echo"))
              .starts_with("GET http://0.0.0.0:"));
    for (const auto* variable : {"no_proxy", "NO_PROXY"}) {
        CHECK(plain_body(*make_client({{"http_proxy", proxy}, {variable, "a.test,0.0.0.0"}}),
                         outside_url(server, "echo"))
                  .starts_with("GET /echo "));
        CHECK(body_of(*make_client({{"http_proxy", "127.0.0.1:1"}}), server.url("hello")) ==
              "hello");
    }
}

TEST_CASE("a web server's HTTP_PROXY and our own environment are not looked at", "[net]") {
    const FaultServer server;
    CHECK(plain_body(*make_client({{"HTTP_PROXY", "127.0.0.1:1"}}), outside_url(server, "hello")) ==
          "hello");
    CHECK(test::in_child([&] {
        for (const auto* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) {
            ::setenv(name, "http://127.0.0.1:1", 1);
        }
        return plain_body(*make_client(), outside_url(server, "hello")) == "hello";
    }));
    CHECK(test::in_child([&] {
        ::setenv("no_proxy", "*", 1);
        ::setenv("NO_PROXY", "*", 1);
        return plain_body(*make_client({{"http_proxy", authority(server)}}),
                          outside_url(server, "echo"))
            .starts_with("GET http://0.0.0.0:");
    }));
}

TEST_CASE("a proxy that refuses is named, and learns no credential of the host", "[net]") {
    const FaultServer server;
    for (const auto* variable : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
        const std::string proxy = "http://me:secret@" + authority(server);
        const auto client = make_client({{variable, proxy}});
        auto request = get("https://example.test/x");
        request.headers = {{"Authorization", "Bearer canary"}};
        const auto response = client->send(request);
        REQUIRE_FALSE(response);
        CHECK(response.error().code == ErrorCode::network_error);
        CHECK(response.error().message ==
              "the proxy 'http://" + authority(server) + "', which " + variable +
                  " names, answered 407 when it was asked for a connection to "
                  "'https://example.test/x'");
        CHECK(contains(response.error().hint, variable));
        const auto connect = body_of(*client, server.url("last_connect"));
        CHECK(connect.starts_with("CONNECT example.test:443 HTTP/1.1\r\n"));
        CHECK_FALSE(contains(connect, "canary"));
    }
}

TEST_CASE("no error shows a proxy's password", "[net]") {
    for (const auto* proxy :
         {"http://me:secret@127.0.0.1:1", "me:secret@127.0.0.1:1", "bogus://me:secret@127.0.0.1:1",
          "http://me:secret@[::1", "http://me:secret@", "http://me:secret@127.0.0.1:port",
          "http://me:secret@127.0.0.1:99999", "http://me:sec?ret#secret@127.0.0.1:1",
          "socks5://me:secret@127.0.0.1:1", "http://me:secret@127.0.0.1:1/path?secret",
          "secret@"}) {
        INFO(proxy);
        const auto client = make_client({{"https_proxy", proxy}});
        auto request = get("https://example.test/");
        request.connect_timeout_ms = 2000;
        const auto response = client->send(request);
        REQUIRE_FALSE(response);
        INFO(response.error().message);
        INFO(response.error().hint);
        CHECK_FALSE(contains(response.error().message, "secret"));
        CHECK_FALSE(contains(response.error().hint, "secret"));
    }
}

TEST_CASE("variables of proxies and certificates have an order", "[net]") {
    const fakes::FakeEnvironment all({{"https_proxy", "a"},
                                      {"HTTPS_PROXY", "b"},
                                      {"all_proxy", "c"},
                                      {"ALL_PROXY", "d"},
                                      {"http_proxy", "e"},
                                      {"HTTP_PROXY", "f"},
                                      {"no_proxy", "g"},
                                      {"NO_PROXY", "h"},
                                      {"CURL_CA_BUNDLE", "i"},
                                      {"SSL_CERT_FILE", "j"},
                                      {"GIT_SSL_CAINFO", "k"}});
    const auto settings = read_connection_settings(all);
    CHECK(settings.https.address == "a");
    CHECK(settings.https.variable == "https_proxy");
    CHECK(settings.http.address == "e");
    CHECK(settings.no_proxy == "g");
    CHECK(settings.ca_file == "i");
    CHECK(settings.ca_variable == "CURL_CA_BUNDLE");
    const auto none = read_connection_settings(fakes::FakeEnvironment());
    CHECK(none.https.address.empty());
    CHECK(none.http.variable.empty());
    CHECK(none.ca_file.empty());
}

TEST_CASE("a missing library is named with its package", "[net]") {
    const std::vector<const char*> names{"libskillmeat-has-none.so.4", "libnor-this.so.1"};
    const auto missing = load_curl_library(names);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::network_error);
    CHECK(contains(missing.error().message, "'libskillmeat-has-none.so.4'"));
    CHECK(contains(missing.error().hint, "libcurl4"));
    // a library that is something else
    const std::vector<const char*> other{"libc.so.6"};
    CHECK(contains(load_curl_library(other).error().message, "'libc.so.6' is older"));
    CHECK(load_curl_library(curl_library_names()));
}

TEST_CASE("failures of libcurl in our words", "[net]") {
    struct Row {
        CurlFailure failure;
        std::string_view message;
        std::string_view hint;
    };
    const std::vector<Row> rows{
        {{CURLE_COULDNT_RESOLVE_HOST, "w", ""},
         "cannot find the host of 'https://h/x'",
         "check the proxy 'http://p:1', which https_proxy names; no_proxy takes hosts out"},
        {{CURLE_COULDNT_RESOLVE_PROXY, "w", "d"},
         "cannot find the proxy 'http://p:1', which https_proxy names",
         ""},
        {{CURLE_COULDNT_CONNECT, "w", "Unsupported proxy scheme for 'x://me:secret@p'"},
         "cannot connect to 'https://h/x'",
         "check the proxy 'http://p:1', which https_proxy names; no_proxy takes hosts out"},
        {{CURLE_RECV_ERROR, "w", "CONNECT tunnel failed", 0, 502},
         "the proxy 'http://p:1', which https_proxy names, answered 502 when it was asked for a "
         "connection to 'https://h/x'",
         ""},
        {{CURLE_SSL_CACERT_BADFILE, "w", ""},
         "cannot check the certificate of 'https://h/x': the file of certificates cannot be read",
         "install the package ca-certificates"},
        {{CURLE_SSL_CIPHER, "Couldn't use specified SSL cipher", ""},
         "cannot make a secure connection to 'https://h/x': couldn't use specified SSL cipher",
         ""},
        {{CURLE_HTTP2_STREAM, "w", "HTTP/2 stream 1 was not closed cleanly.\n"},
         "the exchange with 'https://h/x' failed: HTTP/2 stream 1 was not closed cleanly",
         "try again"},
        {{CURLE_RECV_ERROR, "w", "Bad \x1b[2J"},
         "the exchange with 'https://h/x' failed: bad \\x1b[2J",
         "try again"},
        {{CURLE_RECV_ERROR, "", ""}, "the exchange with 'https://h/x' failed: ", "try again"},
        {{CURLE_OUT_OF_MEMORY, "Out of memory", ""},
         "the exchange with 'https://h/x' failed: out of memory",
         ""},
    };
    const Proxy proxy{"http://me:secret@p:1", "https_proxy"};
    for (const auto& row : rows) {
        const auto error =
            describe_failure(row.failure, get("https://u:secret@h/x?secret#secret"), proxy, {});
        CHECK(error.code == ErrorCode::network_error);
        CHECK(error.message == row.message);
        CHECK(error.hint == row.hint);
    }
    CHECK(shown_duration(1000) == "1 second");
    CHECK(shown_duration(30'000) == "30 seconds");
    CHECK(shown_duration(1500) == "1500 ms");
}
