#include <skillmeat/github/repository.hpp>

#include <support/catch.hpp>

#include <string>

using namespace skillmeat;
using github::Hosts;
using github::repository_of;

namespace {

/// "HOST API OWNER NAME", or nothing.
std::string read(const std::string& address, const Hosts& hosts = {}) {
    const auto url = parse_git_url(address);
    REQUIRE(url);
    const auto found = repository_of(*url, hosts);
    return found ? found->host + ' ' + found->api_url + ' ' + found->owner + ' ' + found->name
                 : "nothing";
}

}  // namespace

TEST_CASE("addresses on GitHub are repositories of its API, however they are written", "[github]") {
    const std::string expected = "github.com https://api.github.com acme tools";
    CHECK(read("https://github.com/acme/tools") == expected);
    CHECK(read("https://github.com/acme/tools.git") == expected);
    CHECK(read("https://www.github.com/acme/tools/") == expected);
    CHECK(read("https://github.com:443/acme/tools") == expected);
    CHECK(read("https://GitHub.com/acme/tools") == expected);
    CHECK(read("git@github.com:acme/tools.git") == expected);
    CHECK(read("ssh://git@github.com/acme/tools") == expected);
    CHECK(read("ssh://git@github.com:22/acme/tools") == expected);
    CHECK(read("ssh://git@ssh.github.com:443/acme/tools.git") == expected);
    CHECK(read("https://github.com/acme/tools", Hosts{"http://127.0.0.1:9/", {}}) ==
          "github.com http://127.0.0.1:9 acme tools");
}

TEST_CASE("hosts that only look like GitHub have no API", "[github]") {
    for (const std::string address :
         {"https://github.com.evil.test/a/b", "https://evilgithub.com/a/b",
          "https://gist.github.com/a/b", "https://github.com:8443/a/b", "https://evilghe.com/a/b",
          "https://ghe.com/a/b", "https://a.b.ghe.com/a/b", "https://x.ghe.com.evil.test/a/b",
          "https://x.ghe.com:8443/a/b", "https://gitlab.com/a/b", "http://127.0.0.1:80/a/b"}) {
        CAPTURE(address);
        CHECK(read(address) == "nothing");
    }
}

TEST_CASE("enterprise hosts are those that were named, and tenants of ghe.com", "[github]") {
    const Hosts hosts{"https://api.github.com",
                      {"git.corp.test", "GHE.corp.test:8443", "127.0.0.1:8080"}};
    CHECK(read("https://git.corp.test/a/b", hosts) ==
          "git.corp.test https://git.corp.test/api/v3 a b");
    CHECK(read("ssh://git@git.corp.test:2222/a/b.git", hosts) ==
          "git.corp.test https://git.corp.test/api/v3 a b");
    CHECK(read("https://ghe.corp.test:8443/a/b", hosts) ==
          "ghe.corp.test:8443 https://ghe.corp.test:8443/api/v3 a b");
    CHECK(read("https://ghe.corp.test/a/b", hosts) == "nothing");
    CHECK(read("http://127.0.0.1:8080/a/b", hosts) ==
          "127.0.0.1:8080 http://127.0.0.1:8080/api/v3 a b");
    CHECK(read("https://acme.ghe.com/a/b") == "acme.ghe.com https://api.acme.ghe.com a b");
    CHECK(read("git@acme.ghe.com:a/b.git") == "acme.ghe.com https://api.acme.ghe.com a b");
}

TEST_CASE("local paths and longer paths are no repositories of the API", "[github]") {
    const Hosts hosts{"https://api.github.com", {"git.corp.test"}};
    CHECK(read("file:///srv/a/b") == "nothing");
    CHECK(read("/srv/a/b") == "nothing");
    CHECK(read("https://git.corp.test/a", hosts) == "nothing");
    CHECK(read("https://git.corp.test/a/b/c", hosts) == "nothing");
    CHECK(read("https://git.corp.test/a/b%20c", hosts) == "nothing");
}
