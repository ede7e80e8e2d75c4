#include <skillmeat/net/redirects.hpp>

#include <string>
#include <vector>

#include <fakes/fake_http.hpp>
#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::net;

namespace {

HttpRequest get(std::string url) {
    HttpRequest request;
    request.url = std::move(url);
    return request;
}

/// Sends one request to `https://a.test/start`.
Result<Followed> follow(fakes::FakeHttp& http) {
    return send_following(http, get("https://a.test/start"), {});
}

void check_refused(const Result<Followed>& result, std::string_view message) {
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::network_error);
    INFO(result.error().message);
    CHECK(result.error().message.find(message) != std::string::npos);
    CHECK(result.error().message.find("secret") == std::string::npos);
}

}  // namespace

TEST_CASE("an answer that is no redirect comes as it is", "[net]") {
    const int status = GENERATE(200, 304, 300, 305, 404, 500);
    fakes::FakeHttp http;
    http.put("https://a.test/start", status, "body", {{"location", "https://b.test/"}});
    const auto followed = follow(http);
    REQUIRE(followed);
    CHECK(followed->response.status == status);
    CHECK(followed->response.body == "body");
    CHECK_FALSE(followed->moved_permanently);
    CHECK(http.requests.size() == 1);
}

TEST_CASE("redirects are followed and permanent ones told", "[net]") {
    const int status = GENERATE(301, 302, 303, 307, 308);
    fakes::FakeHttp http;
    http.put("https://a.test/start", status, "", {{"location", "../next?x#y"}});
    http.put("https://a.test/next?x", 200, "there");
    const auto followed = follow(http);
    REQUIRE(followed);
    CHECK(followed->response.body == "there");
    CHECK(followed->response.url == "https://a.test/next?x");
    CHECK(followed->moved_permanently == (status == 301 || status == 308));
}

TEST_CASE("bytes of all hops are counted, headers and limits go along", "[net]") {
    fakes::FakeHttp http;
    HttpResponse moved;
    moved.status = 302;
    moved.headers = {{"location", "/next"}};
    moved.bytes_received = 10;
    moved.bytes_sent = 1;
    http.put_for("GET https://a.test/start", moved);
    HttpResponse there;
    there.status = 200;
    there.bytes_received = 20;
    there.bytes_sent = 2;
    http.put_for("GET https://a.test/next", there);
    auto request = get("https://a.test/start");
    request.headers = {{"Accept", "text/x"}};
    request.max_body = 7;
    const auto followed = send_following(http, request, {});
    REQUIRE(followed);
    CHECK(followed->response.bytes_received == 30);
    CHECK(followed->response.bytes_sent == 3);
    CHECK(fakes::FakeHttp::header_of(http.requests.at(1), "accept") == "text/x");
    CHECK(http.requests.at(1).max_body == 7);
}

TEST_CASE("every hop gets the credential of its own origin and no other", "[net]") {
    const std::vector<std::string> others{"https://b.test/x", "https://a.test:8443/x",
                                          "//a.test.evil.test/x", "https://evila.test/x"};
    for (const auto& other : others) {
        INFO(other);
        fakes::FakeHttp http;
        http.put("https://a.test/start", 302, "", {{"location", "/same"}});
        http.put("https://a.test/same", 302, "", {{"location", other}});
        http.put(other.starts_with("//") ? "https:" + other : other, 302, "",
                 {{"location", "https://A.TEST:443/back"}});
        http.put("https://a.test/back", 200, "");
        const auto followed =
            send_following(http, get("https://a.test/start"),
                           [](const net::Origin& origin) -> Result<std::optional<Header>> {
                               if (origin == net::Origin{"https", "a.test", 443}) {
                                   return Header{"Authorization", "Bearer secret"};
                               }
                               return std::nullopt;
                           });
        REQUIRE(followed);
        REQUIRE(http.requests.size() == 4);
        const auto sent = [&](std::size_t hop) {
            return fakes::FakeHttp::header_of(http.requests[hop], "authorization");
        };
        CHECK(sent(0) == "Bearer secret");
        CHECK(sent(1) == "Bearer secret");
        CHECK(sent(2).empty());
        CHECK(sent(3) == "Bearer secret");
    }
}

TEST_CASE("places that must not be gone to are refused", "[net]") {
    struct Row {
        std::string_view location;
        std::string_view message;
    };
    const auto row = GENERATE(Row{"http://a.test/", "without encryption"},
                              Row{"http://127.0.0.1/?secret", "without encryption"},
                              Row{"ftp://a.test/", "does not begin with https://"},
                              Row{"file:///etc/passwd", "does not begin with https://"},
                              Row{"/\\evil", "character that no URL may have"},
                              Row{"https://u:secret@b.test/", "user name or password"},
                              Row{"https://a.test@b.test/", "user name or password"},
                              Row{"/%0d%0ax", "hides a control character"},
                              Row{"", "without saying where to go"}, Row{"#top", "in a circle"},
                              Row{"/start", "in a circle"});
    INFO(row.location);
    fakes::FakeHttp http;
    http.put("https://a.test/start", 302, "", {{"location", std::string(row.location)}});
    check_refused(follow(http), row.message);
    CHECK(http.requests.size() == 1);
}

TEST_CASE("a redirect without a place is refused", "[net]") {
    fakes::FakeHttp http;
    http.put("https://a.test/start", 301, "");
    check_refused(follow(http), "answered 301 without saying where to go");
}

TEST_CASE("circles and long ways end", "[net]") {
    fakes::FakeHttp http;
    SECTION("a circle of two") {
        http.put("https://a.test/start", 302, "", {{"location", "/b?secret"}});
        http.put("https://a.test/b?secret", 302, "", {{"location", "/start"}});
        check_refused(follow(http), "in a circle");
    }
    SECTION("a way that goes on") {
        http.put("https://a.test/start", 302, "", {{"location", "/1"}});
        for (int i = 1; i < 10; ++i) {
            http.put("https://a.test/" + std::to_string(i), 302, "",
                     {{"location", "/" + std::to_string(i + 1)}});
        }
        check_refused(follow(http), "more than 5 times");
        CHECK(http.requests.size() == 6);
    }
    SECTION("five are followed") {
        http.put("https://a.test/start", 302, "", {{"location", "/1"}});
        for (int i = 1; i < 5; ++i) {
            http.put("https://a.test/" + std::to_string(i), 302, "",
                     {{"location", "/" + std::to_string(i + 1)}});
        }
        http.put("https://a.test/5", 200, "end");
        CHECK(follow(http)->response.body == "end");
    }
}

TEST_CASE("plain http is allowed to the first origin only", "[net]") {
    fakes::FakeHttp http;
    http.put("http://a.test/start", 302, "", {{"location", "/next"}});
    http.put("http://a.test/next", 302, "", {{"location", "http://b.test/"}});
    http.put("http://b.test/", 200, "");
    auto request = get("http://a.test/start");
    request.allow_plain_http = true;
    CHECK(send_following(http, request, {}));
    CHECK(http.requests.at(1).allow_plain_http);
    CHECK_FALSE(http.requests.at(2).allow_plain_http);
}

TEST_CASE("requests that are not to be sent this way are errors of the program", "[net]") {
    fakes::FakeHttp http;
    auto request = get("https://a.test/start");
    const auto* name =
        GENERATE("Authorization", "cookie", "PRIVATE-TOKEN", "Proxy-Authorization", "POST");
    if (std::string_view(name) == "POST") {
        request.method = name;
    } else {
        request.headers = {{name, "secret"}};
    }
    const auto result = send_following(http, request, {});
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::internal);
    CHECK(http.requests.empty());
}

TEST_CASE("errors of the client, of credentials and of the URL are handed on", "[net]") {
    fakes::FakeHttp http;
    CHECK(send_following(http, get("ftp://a.test/"), {}).error().code == ErrorCode::invalid_value);
    CHECK(send_following(http, get("https://a.test/"), {}).error().code ==
          ErrorCode::network_error);
    const auto denied = send_following(http, get("https://a.test/"),
                                       [](const net::Origin&) -> Result<std::optional<Header>> {
                                           return fail(ErrorCode::invalid_value, "bad token");
                                       });
    REQUIRE_FALSE(denied);
    CHECK(denied.error().message == "bad token");
    CHECK(http.requests.size() == 1);
}
