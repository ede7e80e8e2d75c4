#include <skillmeat/model/git_url.hpp>
#include <skillmeat/model/source_id.hpp>

#include <support/catch.hpp>

#include <string>

namespace skillmeat {

using Kind = GitUrl::Kind;

TEST_CASE("addresses of repositories are taken apart", "[model]") {
    struct Row {
        std::string_view text;
        Kind kind;
        std::string_view host;
        std::string_view path;
    };
    const auto row = GENERATE(
        Row{"https://github.com/acme/tools", Kind::https, "github.com", "acme/tools"},
        Row{"https://github.com/acme/tools.git", Kind::https, "github.com", "acme/tools"},
        Row{"https://github.com/acme/tools/", Kind::https, "github.com", "acme/tools"},
        Row{"https://github.com/acme/tools.git//", Kind::https, "github.com", "acme/tools"},
        Row{"https://GitHub.com/Acme/.github", Kind::https, "github.com", "Acme/.github"},
        Row{"https://git.example.org:8443/a/b/c.git", Kind::https, "git.example.org:8443", "a/b/c"},
        Row{"https://host/repo", Kind::https, "host", "repo"},
        Row{"https://git.sr.ht/~user/repo", Kind::https, "git.sr.ht", "~user/repo"},
        Row{"https://me@dev.azure.com/org/My%20Project/_git/x", Kind::https, "dev.azure.com",
            "org/My%20Project/_git/x"},
        Row{"https://first.last@host/a/b", Kind::https, "host", "a/b"},
        Row{"https://[2001:db8::1]:444/a/b", Kind::https, "[2001:db8::1]:444", "a/b"},
        Row{"https://xn--bcher-kva.example/a", Kind::https, "xn--bcher-kva.example", "a"},
        Row{"http://127.0.0.1:8080/a/b", Kind::http, "127.0.0.1:8080", "a/b"},
        Row{"http://localhost/a.git", Kind::http, "localhost", "a"},
        Row{"http://[::1]:9/a", Kind::http, "[::1]:9", "a"},
        Row{"git@github.com:acme/tools.git", Kind::ssh, "github.com", "acme/tools"},
        Row{"git@github.com:acme/tools/", Kind::ssh, "github.com", "acme/tools"},
        Row{"git@host:/srv/git/x.git", Kind::ssh, "host", "srv/git/x"},
        Row{"git@my_alias:x", Kind::ssh, "my_alias", "x"},
        Row{"git@[::1]:a/b", Kind::ssh, "[::1]", "a/b"},
        Row{"org-123@github.com:acme/tools", Kind::ssh, "github.com", "acme/tools"},
        Row{"ssh://git@host:2222/a/b.git", Kind::ssh, "host:2222", "a/b"},
        Row{"ssh://host/~/b", Kind::ssh, "host", "~/b"},
        Row{"file:///srv/git/x.git", Kind::file, "", "/srv/git/x.git"},
        Row{"file:///srv/with%20space", Kind::file, "", "/srv/with space"},
        Row{"file:///srv/with space/-x", Kind::file, "", "/srv/with space/-x"},
        Row{"/srv/x", Kind::path, "", "/srv/x"}, Row{"/srv//x/./", Kind::path, "", "/srv/x"},
        Row{"/", Kind::path, "", "/"}, Row{"./x/", Kind::path, "", "./x"},
        Row{"../x", Kind::path, "", "../x"}, Row{"~/x", Kind::path, "", "~/x"},
        Row{".", Kind::path, "", "."}, Row{"./", Kind::path, "", "."},
        Row{"..", Kind::path, "", ".."}, Row{"../..", Kind::path, "", "../.."},
        Row{"~", Kind::path, "", "~"}, Row{"./a:b@c", Kind::path, "", "./a:b@c"},
        Row{"./-x", Kind::path, "", "./-x"}, Row{"/é/ü", Kind::path, "", "/é/ü"});
    INFO(row.text);
    const auto url = parse_git_url(row.text);
    REQUIRE(url);
    CHECK(url->kind == row.kind);
    CHECK(url->host == row.host);
    CHECK(url->path == row.path);
    CHECK(url->text == row.text);
}

TEST_CASE(
    "the scheme is written in lower case, since git looks for a helper of that name otherwise",
    "[model]") {
    const auto url = parse_git_url("HTTPS://Host.example/A");
    REQUIRE(url);
    CHECK(url->text == "https://Host.example/A");
    CHECK(url->host == "host.example");
    CHECK(url->path == "A");
}

TEST_CASE("hostile addresses are refused", "[model]") {
    const auto text = GENERATE(
        as<std::string_view>(), "", " ", "-", "-x", "--upload-pack=touch /tmp/x",
        "-oProxyCommand=touch", "ext::sh -c touch% /tmp/x", "ext::sh -c x/y", "fd::17/foo",
        "helper::https://github.com/a/b", "transport::x", "x::", "::", ":", "://", ":x", "@:x", "@",
        "git://github.com/a/b", "ftp://host/a", "ftps://h/a", "javascript://x/y", "git+ssh://h/a/b",
        "rsync://h/a", "data://x", "+https://h/a", "http://github.com/a/b",
        "http://127.0.0.1.evil.test/a", "http://127.evil.test/a", "http://localhost.evil.test/a",
        "http://2130706433/a",
        // hosts
        "https://", "https:///evil", "https:/github.com/a/b", "https:github.com/a/b",
        "https://github.com", "https://github.com/", "https://-x/a/b", "https://-oProxyCommand=x/a",
        "https://a-/b", "https://a..b/c", "https://../c", "https://.evil/c",
        "https://github.com./a/b", "https://h_/ a", "https://ho st/a", "https://h\\evil/a",
        "https://h%2eevil/a", "https://%0ahost/a", "https://host:/a", "https://host:0/a",
        "https://host:65536/a", "https://host:x/a", "https://host:22:22/a", "https://host:-1/a",
        "https://[::1/a", "https://[::1]x/a", "https://[]/a", "https://[zz::]/a",
        "https://gith\u00fcb.com/a/b", "https://github\u3002com/a/b",
        // user info
        "https://user:password@github.com/a/b", "https://:x@github.com/a/b", "https://user:@h/a",
        "https://ghp_0123456789abcdefghijABCDEFGHIJ012345@github.com/a/b",
        "https://github_pat_x@github.com/a/b", "https://@github.com/a/b",
        "https://0123456789012345678901234567890123456789@h/a", "https://github.com@evil.test/a/b",
        "https://a@b@h/c", "https://-x@h/a", "ssh://-oProxyCommand=x@h/a", "ssh://git:pw@h/a",
        "https://github.com%2f@evil/a", "https://us er@h/a", "git:pw@host:a/b", "-x@host:a/b",
        // paths
        "https://h/-x", "https://h/a/--upload-pack=x", "https://h/%2dx", "https://h/../a",
        "https://h/a/..", "https://h/%2e%2e/a", "https://h/a/./b", "https://h/a//b", "https://h//a",
        "https://h/.git", "https://h/..git", "https://h/a/...git", "https://h/a%2f..%2fb",
        "https://h/a%5cb", "https://h/a\\b", "https://h/a%0ab", "https://h/a%00b",
        "https://h/a%0d%0ahost=evil", "https://h/a%", "https://h/a%zz", "https://h/a%e2%80%aeb",
        "https://h/a%ffb", "https://h/a b", "https://h/a;b", "https://h/a|b", "https://h/a`b`",
        "https://h/$(x)", "https://h/a?x=y", "https://h/a#b", "https://h/a'b", "https://h/a\"b",
        "https://h/a<b", "https://h/a{b}", "https://h/a*b", "https://h/\u00e9", "https://h/a:b",
        // GitHub
        "https://github.com/a", "https://github.com/a/b/c", "https://github.com/a/b/tree/main",
        "https://github.com/a/..", "https://github.com/./b", "https://github.com/a.b/c",
        "https://github.com/a/b~c", "https://github.com/a/b@c", "https://github.com/-a/b",
        "https://github.com/a/.git", "https://github.com/a/b.git.git", "https://github.com/a/b%63",
        // ssh
        "ssh://", "ssh:///a", "ssh://-oProxyCommand=touch/a", "ssh://h", "ssh://h/", "ssh://h/-x",
        "ssh://h:x/a", "ssh://git@-x/a", "git@-oProxyCommand=x:a/b", "git@host:-x",
        "git@host:", "git@host:/", "git@:a/b", "git@host:../a", "git@host:a/../b", "git@host:a b",
        "git@ho st:a", "git@host::a", "git@[::1]a/b", "git@[::1", "host:a/b", "C:\\x", "C:/x",
        "git@host", "g it@host:a", "git@host:a;b", "git@host:`x`",
        // file
        "file://", "file://host/a", "file://a", "file://../a", "file:///a/../b",
        "file:///a/%2e%2e/b", "file:///a%0ab", "file:///a%00", "file:///%zz", "file:a", "file:/a",
        // what cannot be seen
        "https://h/a\nb", "https://h/a\r", "https://h/a\tb", "\nhttps://h/a", "https://h/a\x1b[2J",
        "https://h/a\x7f", "https://h/\u202ea", "https://h/a\u200bb", "https://h/\u009b",
        std::string_view("https://h/a\0b", 13), "https://h/a\xff", "/a\nb", "./a\x1b", "~/\u202e",
        "file:///a\nb", "git@host:a\nb", "/a\xff",
        // neither
        "a", "a/b", "github.com/a/b", "~user/x", "...", ".x", "a/../b", "\\\\host\\share");
    INFO(text);
    const auto url = parse_git_url(text);
    REQUIRE_FALSE(url);
    CHECK(url.error().code == ErrorCode::invalid_value);
    CHECK_FALSE(url.error().message.empty());
    CHECK(url.error().message.find('\x1b') == std::string::npos);
    CHECK(url.error().message.find('\n') == std::string::npos);
}

TEST_CASE("an address has at most 4096 bytes", "[model]") {
    CHECK(parse_git_url("/" + std::string(4095, 'a')));
    CHECK_FALSE(parse_git_url("/" + std::string(4096, 'a')));
}

TEST_CASE("a refused password stands in no message and the hint names credential helpers",
          "[model]") {
    const auto* text =
        GENERATE("https://user:s3cret@github.com/a/b", "https://s3cret:@h/a",
                 "https://ghp_s3cret@github.com/a/b", "ssh://git:s3cret@host/a/b",
                 "git:s3cret@host:a/b", "https://u:s3cret/x@github.com/a/b",
                 "https://u:s3cret@ho st/a", "https://h/a b?token=s3cret", "https://a:s3@cret@h/a");
    INFO(text);
    const auto url = parse_git_url(text);
    REQUIRE_FALSE(url);
    CHECK(url.error().message.find("s3") == std::string::npos);
    CHECK(parse_git_url("https://u:p@github.com/a/b").error().hint.find("credential") !=
          std::string::npos);
}

TEST_CASE("the user is told what is wrong with an address", "[model]") {
    CHECK(parse_git_url("git://h/a").error().message ==
          "repository address 'git://h/a' has the scheme 'git'; expected https, ssh or file");
    CHECK(parse_git_url("ext::sh").error().message ==
          "repository address 'ext::sh' asks git to run the helper program 'ext'");
    CHECK(parse_git_url("http://github.com/a/b").error().hint == "use https://");
}

TEST_CASE("addresses of one repository have one comparison key", "[model]") {
    const auto* text =
        GENERATE("https://github.com/acme/tools", "https://github.com/acme/tools.git",
                 "https://GITHUB.com/acme/tools/", "https://github.com/acme/tools.git/",
                 "https://me@github.com/acme/tools", "git@github.com:acme/tools.git",
                 "git@GitHub.com:acme/tools", "git@github.com:/acme/tools",
                 "ssh://git@github.com/acme/tools", "ssh://git@github.com:22/acme/tools.git",
                 "ssh://git@ssh.github.com:443/acme/tools.git", "https://github.com:443/acme/tools",
                 "https://www.github.com/acme/tools");
    INFO(text);
    const auto url = parse_git_url(text);
    REQUIRE(url);
    CHECK(comparison_key(*url) == "github.com/acme/tools");
    CHECK(default_source_id(*url, "") == "acme/tools");
}

TEST_CASE("addresses of different repositories have different keys", "[model]") {
    const auto key = [](std::string_view text) {
        return comparison_key(parse_git_url(text).value());
    };
    CHECK(key("https://h/a/b") != key("https://h/a/B"));
    CHECK(key("https://h/a/b") != key("https://h:8443/a/b"));
    CHECK(key("https://h/a/b") != key("https://i/a/b"));
    CHECK(key("https://h:443/a") == key("https://h/a"));
    CHECK(key("http://[::1]/a") == key("http://[::1]:80/a"));
    CHECK(key("/srv/x") != key("/srv/x.git"));
    CHECK(key("/srv/x/") == key("/srv//x"));
    CHECK(key("file:///srv/x.git/") == key("file:///srv/x"));
    CHECK(key("file:///srv/x") == key("/srv/x"));
    CHECK(key("./h/a") != key("https://h/a"));
}

TEST_CASE("a source gets an id from its address and root", "[model]") {
    struct Row {
        std::string_view url;
        std::string_view root;
        std::string_view id;
    };
    const auto row =
        GENERATE(Row{"https://github.com/Acme/Tools.git", "", "Acme/Tools"},
                 Row{"https://github.com/acme/tools", "sub/dir", "acme/tools/sub/dir"},
                 Row{"https://github.com/acme/.github", "", "acme/github"},
                 Row{"git@gitlab.com:group/sub/project.git", "", "gitlab.com/group/sub/project"},
                 Row{"https://host:8443/a/b", "x", "host-8443/a/b/x"},
                 Row{"https://git.sr.ht/~user/repo", "", "git.sr.ht/user/repo"},
                 Row{"/home/me/My Skills/", "", "My-Skills"}, Row{"/srv/tools.git", "", "tools"},
                 Row{"/srv/tools/.git", "", "tools"}, Row{"file:///srv/tools.git", "", "tools"},
                 Row{"../tools", "", "tools"}, Row{"/srv/tools", "skills", "tools/skills"},
                 Row{"/srv/tools", ".", "tools"}, Row{"/", "", "source"}, Row{".", "", "source"});
    INFO(row.url);
    const auto url = parse_git_url(row.url);
    REQUIRE(url);
    CHECK(default_source_id(*url, row.root) == row.id);
    CHECK(check_source_id(default_source_id(*url, row.root)));
}

TEST_CASE("credentials are taken out of what is printed", "[model]") {
    CHECK(without_credentials("https://u:p@h/a") == "https://h/a");
    CHECK(without_credentials("https://token@h/a@b") == "https://h/a@b");
    CHECK(without_credentials("https://u:p@q@h/a") == "https://h/a");
    CHECK(without_credentials("https://u:p/q@h/a") == "https://h/a");
    CHECK(without_credentials("https://u:p?q@h/a?x") == "https://h/a");
    CHECK(without_credentials("https://u:p#q@h/a") == "https://h/a");
    CHECK(without_credentials("https://h/a?to=x@y") == "https://h/a");
    CHECK(without_credentials("https://h/a?token=x#y") == "https://h/a");
    CHECK(without_credentials("https://h:80/a@b") == "https://h:80/a@b");
    CHECK(without_credentials("https://[::1]:80/a@b") == "https://[::1]:80/a@b");
    CHECK(without_credentials("ssh://git@h/a") == "ssh://h/a");
    CHECK(without_credentials("git@h:a/b") == "git@h:a/b");
    CHECK(without_credentials("u:p@h:a/b") == "h:a/b");
    CHECK(without_credentials("./a:b@c") == "./a:b@c");
    CHECK(without_credentials("a/b@c") == "a/b@c");
    CHECK(without_credentials("").empty());
    CHECK(without_credentials("://") == "://");
}

}  // namespace skillmeat
