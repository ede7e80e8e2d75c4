#include <skillmeat/net/url.hpp>

#include <string>
#include <string_view>

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::net;

TEST_CASE("URLs are taken apart", "[net]") {
    struct Row {
        std::string_view text;
        net::Origin origin;
        std::string_view target;
        std::string_view normal;
    };
    const auto row = GENERATE(
        Row{"https://api.github.com/repos/a/b?per_page=100",
            {"https", "api.github.com", 443},
            "/repos/a/b?per_page=100",
            "https://api.github.com/repos/a/b?per_page=100"},
        Row{"HTTPS://API.GitHub.com",
            {"https", "api.github.com", 443},
            "/",
            "https://api.github.com/"},
        Row{"https://github.com.:443/x#part",
            {"https", "github.com", 443},
            "/x",
            "https://github.com/x"},
        Row{"https://host:8443?q#f?g", {"https", "host", 8443}, "/?q", "https://host:8443/?q"},
        Row{"http://localhost:80/", {"http", "localhost", 80}, "/", "http://localhost/"},
        Row{"http://host:443/", {"http", "host", 443}, "/", "http://host:443/"},
        Row{"https://[2001:DB8::1]:65535/a",
            {"https", "2001:db8::1", 65535},
            "/a",
            "https://[2001:db8::1]:65535/a"},
        Row{"https://[::1]", {"https", "::1", 443}, "/", "https://[::1]/"},
        Row{"https://127.0.0.1/%41", {"https", "127.0.0.1", 443}, "/%41", "https://127.0.0.1/%41"},
        Row{"https://a_b.xn--bcher-kva.test/~u/(1)",
            {"https", "a_b.xn--bcher-kva.test", 443},
            "/~u/(1)",
            "https://a_b.xn--bcher-kva.test/~u/(1)"},
        Row{"https://1a.test/a/./b/../../c/.",
            {"https", "1a.test", 443},
            "/c/",
            "https://1a.test/c/"},
        Row{"https://h/../../a//b/..", {"https", "h", 443}, "/a//", "https://h/a//"},
        Row{"https://h/a?x=../y", {"https", "h", 443}, "/a?x=../y", "https://h/a?x=../y"},
        Row{"https://h/a@b:c", {"https", "h", 443}, "/a@b:c", "https://h/a@b:c"});
    INFO(row.text);
    const auto url = parse_url(row.text);
    REQUIRE(url);
    CHECK(url->origin == row.origin);
    CHECK(url->target == row.target);
    CHECK(url->text == row.normal);
    CHECK(parse_url(url->text)->text == url->text);
}

TEST_CASE("URLs that mislead or cannot be are refused and named without secrets", "[net]") {
    struct Row {
        std::string text;
        std::string_view message;
    };
    const auto row = GENERATE(
        Row{"", "the URL is empty"}, Row{"https://github.com@evil/", "user name or password"},
        Row{"https://u:secret@github.com/", "user name or password"},
        Row{"https://secret@github.com/", "'https://github.com/'"},
        Row{"https://@github.com/", "user name or password"},
        Row{"https://github.com\\@evil/", "character that no URL may have"},
        Row{"https://evil\\.github.com/", "character that no URL may have"},
        Row{"https://github.com/a b", "character that no URL may have"},
        Row{"https://github.com/\r\nHost: evil", "character that no URL may have"},
        Row{"https://github.com/\x1b[2J", "\\x1b[2J"},
        Row{std::string("https://github.com/\0", 20), "character that no URL may have"},
        Row{"https://g\xc3\xbcthub.com/", "character that no URL may have"},
        Row{"https://github.com/%0ahost=evil", "hides a control character"},
        Row{"https://github.com/x?%0D%0A", "hides a control character"},
        Row{"https://github.com/%7f", "hides a control character"},
        Row{"https://github.com/%", "no valid escape"},
        Row{"https://github.com/%4", "no valid escape"},
        Row{"https://github.com/%4g", "no valid escape"},
        Row{"https://%67ithub.com/", "where a host name was expected"},
        Row{"github.com/a", "does not begin with https://"},
        Row{"//github.com/a", "does not begin with https://"},
        Row{"https:github.com", "does not begin with https://"},
        Row{"https:/github.com", "does not begin with https://"},
        Row{"ftp://github.com/a", "does not begin with https://"},
        Row{"file:///etc/passwd", "does not begin with https://"}, Row{"https://", "names no host"},
        Row{"https:///a", "names no host"}, Row{"https://?a", "names no host"},
        Row{"https://./", "names no host"}, Row{"https://:443/", "names no host"},
        Row{"https://a..b/", "where a host name was expected"},
        Row{"https://a../", "where a host name was expected"},
        Row{"https://-a/", "where a host name was expected"},
        Row{"https://a-/", "where a host name was expected"},
        Row{"https://a,b/", "where a host name was expected"},
        Row{"https://" + std::string(64, 'a') + "/", "where a host name was expected"},
        Row{"https://" + std::string(126, 'a').replace(63, 1, ".") + "." +
                std::string(127, 'a').replace(63, 1, ".") + "/",
            "where a host name was expected"},
        Row{"https://2130706433/", "where a host name was expected"},
        Row{"https://0x7f.1/", "where a host name was expected"},
        Row{"https://1.2.0X3/", "where a host name was expected"},
        Row{"https://127.1/", "where a host name was expected"},
        Row{"https://0177.0.0.1/", "where a host name was expected"},
        Row{"https://1.2.3.256/", "where a host name was expected"},
        Row{"https://1.2.3.4444/", "where a host name was expected"},
        Row{"https://[::1/", "where a host name was expected"},
        Row{"https://[/", "where a host name was expected"},
        Row{"https://[]/", "where a host name was expected"},
        Row{"https://[::1]x/", "where a host name was expected"},
        Row{"https://[127.0.0.1]/", "where a host name was expected"},
        Row{"https://[fe80::1%25eth0]/", "where a host name was expected"},
        Row{"https://[::1].evil/", "where a host name was expected"},
        Row{"https://::1/", "names no host"}, Row{"https://h:/", "port that is not a number"},
        Row{"https://h:0/", "port that is not a number"},
        Row{"https://h:65536/", "port that is not a number"},
        Row{"https://h:100000/", "port that is not a number"},
        Row{"https://h:4a/", "port that is not a number"},
        Row{"https://h:-1/", "port that is not a number"},
        Row{"https://h:443:443/", "port that is not a number"},
        Row{"https://h/" + std::string(8192, 'a'), "has 8202 bytes; at most 8192 are allowed"});
    INFO(row.text);
    const auto url = parse_url(row.text);
    REQUIRE_FALSE(url);
    CHECK(url.error().code == ErrorCode::invalid_value);
    INFO(url.error().message);
    CHECK(url.error().message.find(row.message) != std::string::npos);
    CHECK(url.error().message.find("secret") == std::string::npos);
    CHECK(url.error().message.size() < 600);
}

TEST_CASE("hosts that look alike have other origins", "[net]") {
    const auto wanted = parse_url("https://github.com/")->origin;
    const auto other =
        GENERATE("https://github.com.evil.test/", "https://evilgithub.com/",
                 "https://www.github.com/", "https://github.com:444/", "http://github.com:443/");
    CHECK_FALSE(parse_url(other)->origin == wanted);
    CHECK(parse_url("https://GITHUB.com.:443/x")->origin == wanted);
}

TEST_CASE("references are resolved as RFC 3986 says", "[net]") {
    struct Row {
        std::string_view reference;
        std::string_view result;  // empty: refused
    };
    const auto row = GENERATE(
        // section 5.4, as far as it is about hosts and paths
        Row{"g", "https://a/b/c/g"}, Row{"./g", "https://a/b/c/g"}, Row{"g/", "https://a/b/c/g/"},
        Row{"/g", "https://a/g"}, Row{"//g", "https://g/"}, Row{"?y", "https://a/b/c/d;p?y"},
        Row{"g?y", "https://a/b/c/g?y"}, Row{"#s", "https://a/b/c/d;p?q"},
        Row{"g#s", "https://a/b/c/g"}, Row{";x", "https://a/b/c/;x"},
        Row{"", "https://a/b/c/d;p?q"}, Row{".", "https://a/b/c/"}, Row{"./", "https://a/b/c/"},
        Row{"..", "https://a/b/"}, Row{"../g", "https://a/b/g"}, Row{"../..", "https://a/"},
        Row{"../../../g", "https://a/g"}, Row{"/./g", "https://a/g"}, Row{"/../g", "https://a/g"},
        Row{"g.", "https://a/b/c/g."}, Row{"..g", "https://a/b/c/..g"},
        Row{"./../g", "https://a/b/g"}, Row{"g/./h", "https://a/b/c/g/h"},
        Row{"g?y/../x", "https://a/b/c/g?y/../x"}, Row{"https://other:1/x", "https://other:1/x"},
        Row{"http://other/", "http://other/"}, Row{"//evil/x", "https://evil/x"},
        Row{"/..//evil/x", "https://a//evil/x"}, Row{"/x@evil", "https://a/x@evil"},
        // refused
        Row{"/\\evil", ""}, Row{"\\\\evil", ""}, Row{"//u:secret@evil/", ""}, Row{"https:g", ""},
        Row{"g:h", ""}, Row{"javascript:alert(1)", ""}, Row{"file:///etc/passwd", ""},
        Row{"///evil", ""}, Row{"/%0ahost=evil", ""}, Row{"/a b", ""}, Row{"/\r\nX: y", ""});
    INFO(row.reference);
    const auto base = parse_url("https://a/b/c/d;p?q");
    const auto url = resolve_reference(*base, row.reference);
    if (row.result.empty()) {
        REQUIRE_FALSE(url);
        CHECK(url.error().code == ErrorCode::invalid_value);
        CHECK(url.error().message.find("secret") == std::string::npos);
    } else {
        REQUIRE(url);
        CHECK(url->text == row.result);
    }
}

TEST_CASE("a reference keeps scheme, address and port of its base", "[net]") {
    const auto base = parse_url("http://[::1]:8080/a/b?c/d");
    CHECK(resolve_reference(*base, "e")->text == "http://[::1]:8080/a/e");
    CHECK(resolve_reference(*base, "//h")->text == "http://h/");
    CHECK_FALSE(resolve_reference(*base, std::string(8190, 'a')));
}

TEST_CASE("loopback addresses are known", "[net]") {
    for (const auto* host :
         {"localhost", "a.localhost", "127.0.0.1", "127.255.0.9", "::1", "0:0:0:0:0:0:0:1"}) {
        INFO(host);
        CHECK(is_loopback(host));
    }
    for (const auto* host :
         {"", "localhost.evil.test", "evillocalhost", "127.0.0.1.evil.test", "127.1", "127.0.0.01",
          "127.0.0.256", "128.0.0.1", "0.0.0.0", "::", "::2", "::ffff:127.0.0.1", "[::1]"}) {
        INFO(host);
        CHECK_FALSE(is_loopback(host));
    }
    CHECK_FALSE(is_loopback(std::string_view("::1\0evil", 8)));
}

TEST_CASE("shown URLs keep no secret", "[net]") {
    CHECK(shown_url("https://u:p@h:1/a?token=x#f") == "https://h:1/a");
    CHECK(shown_url("https://u:p#w@h/a") == "https://h/a");
    CHECK(shown_url("https://h/a#f") == "https://h/a");
    CHECK(shown_url("https://h/\x1b[2J") == "https://h/\\x1b[2J");
    CHECK(shown_url("").empty());
}
