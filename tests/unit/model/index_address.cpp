#include <skillmeat/model/index_address.hpp>

#include <skillmeat/model/source_id.hpp>

#include <support/catch.hpp>

namespace skillmeat {
namespace {

TEST_CASE("the text of an address says whether it is a repository or a site", "[model]") {
    struct Row {
        std::string_view text;
        IndexKind kind;
        std::string_view url;  // of the repository or site
        std::string_view id;
    };
    constexpr auto repository = IndexKind::repository;
    constexpr auto site = IndexKind::site;
    const auto row = GENERATE(
        // no http address
        Row{"acme/tools", repository, "https://github.com/acme/tools", "acme/tools"},
        Row{"acme/tools/sub@v1", repository, "https://github.com/acme/tools", "acme/tools/sub"},
        Row{"git@git.test:acme/tools", repository, "git@git.test:acme/tools",
            "git.test/acme/tools"},
        Row{"ssh://git.test/x", repository, "ssh://git.test/x", "git.test/x"},
        Row{"file:///srv/market", repository, "file:///srv/market", "market"},
        Row{"./market.json", repository, "./market.json", "market.json"},
        // 1. GitHub, and .git
        Row{"https://github.com/acme/tools", repository, "https://github.com/acme/tools",
            "acme/tools"},
        Row{"https://GitHub.com/acme/tools/blob/main/.claude-plugin/marketplace.json", repository,
            "https://github.com/acme/tools", "acme/tools"},
        Row{"https://raw.githubusercontent.com/acme/tools/main/marketplace.json", repository,
            "https://github.com/acme/tools", "acme/tools"},
        Row{"https://git.test/tools.git", repository, "https://git.test/tools.git",
            "git.test/tools"},
        Row{"https://git.test/tools.git/", repository, "https://git.test/tools.git/",
            "git.test/tools"},
        Row{"https://git.test/tools.git@v1", repository, "https://git.test/tools.git",
            "git.test/tools"},
        Row{"http://127.0.0.1:8080/x.git", repository, "http://127.0.0.1:8080/x.git",
            "127.0.0.1-8080/x"},
        // 2. files and well-known places
        Row{"https://skills.test/list.json", site, "https://skills.test/list.json",
            "skills.test/list.json"},
        Row{"https://skills.test/a/b/c.json", site, "https://skills.test/a/b/c.json",
            "skills.test/a/b/c.json"},
        Row{"https://skills.test/a/b/.well-known/agent-skills", site, "https://skills.test/a/b",
            "skills.test/a/b"},
        Row{"https://skills.test/.well-known/", site, "https://skills.test", "skills.test"},
        Row{"https://skills.test/.well-known", site, "https://skills.test", "skills.test"},
        Row{"https://skills.test/a/.well-known/agent-skills/index.json", site,
            "https://skills.test/a/.well-known/agent-skills/index.json", "skills.test/a"},
        // 3. owner/repo
        Row{"https://gitlab.test/acme/tools", repository, "https://gitlab.test/acme/tools",
            "gitlab.test/acme/tools"},
        Row{"https://gitlab.test/a/b/c/", repository, "https://gitlab.test/a/b/c/",
            "gitlab.test/a/b/c"},
        // 4. all else
        Row{"https://skills.test", site, "https://skills.test", "skills.test"},
        Row{"HTTPS://Skills.Test/", site, "https://skills.test", "skills.test"},
        Row{"https://skills.test/docs/", site, "https://skills.test/docs", "skills.test/docs"},
        Row{"https://skills.test:8443", site, "https://skills.test:8443", "skills.test-8443"},
        Row{"http://localhost:1", site, "http://localhost:1", "localhost-1"},
        Row{"http://[::1]:1/x", site, "http://[::1]:1/x", "1-1/x"});
    INFO(row.text);
    const auto address = parse_index_address(row.text);
    REQUIRE(address);
    CHECK(address->kind == row.kind);
    CHECK((row.kind == site ? address->url : address->repository.url.text) == row.url);
    CHECK(default_index_id(*address) == row.id);
    CHECK(check_source_id(default_index_id(*address)));
}

TEST_CASE("the kind can be said", "[model]") {
    const auto site = parse_index_address("https://skills.test/docs/v2", IndexKind::site);
    REQUIRE(site);
    CHECK(site->url == "https://skills.test/docs/v2");
    const auto repository = parse_index_address("https://git.test/tools", IndexKind::repository);
    REQUIRE(repository);
    CHECK(repository->repository.url.text == "https://git.test/tools");
    CHECK(parse_index_address("acme/tools", IndexKind::site).error().message ==
          "address of a site 'acme/tools' does not begin with https://");
    CHECK(parse_index_address("ssh://h/x", IndexKind::site).error().code ==
          ErrorCode::invalid_value);
    CHECK(to_string(IndexKind::site) == "site");
    CHECK(to_string(IndexKind::repository) == "repository");
}

TEST_CASE("addresses of sites that are not what they seem are refused", "[model]") {
    const std::string text =
        GENERATE(as<std::string>{}, "http://skills.test", "https://", "https:///x", "https://-h",
                 "https://user@skills.test", "https://user:secret@skills.test", "https://h:0",
                 "https://h:port", "https://h?x=1", "https://h/x?token=1", "https://h/x#y",
                 "https://h/../x.json", "https://h/%2e%2e/x.json", "https://h/./x.json",
                 "https://h/a b", "https://h/a\\b", "https://h/\x1b[2J",
                 "https://h/%0ahost:", "https://h/%zz", "https://h/\xe2\x80\xae.json",
                 "https://h/<x>", "https://h.\xff", "https://" + std::string(5000, 'h'));
    INFO(text);
    const auto address = parse_index_address(text);
    REQUIRE_FALSE(address);
    CHECK(address.error().code == ErrorCode::invalid_value);
    CHECK(address.error().message.find("secret") == std::string::npos);
    CHECK(address.error().message.find('\x1b') == std::string::npos);
    CHECK(address.error().message.size() < 13000);
}

TEST_CASE("a saved index is named in full", "[model]") {
    for (const auto* good :
         {"https://github.com/acme/tools", "https://git.test/x.git#v1", "https://skills.test",
          "./market", "../market", "/srv/market", "git@git.test:acme/tools", "file:///srv/x"}) {
        INFO(good);
        CHECK(check_index_url(good));
    }
    const auto brief = check_index_url("acme/tools");
    REQUIRE_FALSE(brief);
    CHECK(brief.error().hint == "write 'https://github.com/acme/tools'");
    for (const auto* bad : {"", "acme", "ext::sh -c x", "https://h?x", "--upload-pack=x"}) {
        INFO(bad);
        CHECK_FALSE(check_index_url(bad));
    }
    const SavedIndex one{"a", "https://h", 60, {"f", 1, 1}};
    CHECK(one == SavedIndex{"a", "https://h", 60, {"g", 2, 1}});
    CHECK_FALSE(one == SavedIndex{"a", "https://h", std::nullopt, {}});
}

}  // namespace
}  // namespace skillmeat
