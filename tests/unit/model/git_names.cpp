#include <skillmeat/model/git_url.hpp>
#include <skillmeat/model/percent.hpp>

#include <support/catch.hpp>

#include <string>

namespace skillmeat {

TEST_CASE("names that git allows for refs are accepted", "[model]") {
    const auto* ref = GENERATE("main", "v1.0", "feature/x/y", "refs/heads/main", "HEAD", "a-b",
                               "pkg@1.0.0", "@scope/pkg@1.2.3", "é", "a{b}", "9d2f1ae1", "x.locked",
                               "a#b", "a'b", "a;b", "a$(b)", "a%2fb", "{@}");
    INFO(ref);
    CHECK(check_ref_name(ref));
}

TEST_CASE("hostile refs are refused", "[model]") {
    const auto ref =
        GENERATE(as<std::string_view>(), "", "-x", "--upload-pack=touch /tmp/x", "-oProxyCommand=x",
                 "a..b", "..", ".", ".a", "a/.b", "a/", "/a", "a//b", "a.", "a.lock", "a.lock/b",
                 "@", "a@{1}", "@{u}", "a b", "a~1", "a^{}", "a:b", "a?b", "a*", "a[b", "a\\b",
                 "a\nb", "a\rb", "a\tb", "a\x7f", "\x1b[2J", "a\u202eb", "a\u200bb", "a\xff",
                 std::string_view("a\0b", 3), "a\u009b");
    INFO(ref);
    const auto checked = check_ref_name(ref);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == ErrorCode::invalid_value);
    CHECK(checked.error().message.find('\x1b') == std::string::npos);
}

TEST_CASE("a ref has at most 1000 bytes", "[model]") {
    CHECK(check_ref_name(std::string(1000, 'a')));
    CHECK_FALSE(check_ref_name(std::string(1001, 'a')));
}

TEST_CASE("ordinary tree paths are safe", "[model]") {
    const auto* path =
        GENERATE("a", "a/b/c.md", ".github/x", ".claude/skills", "..a", "a..", "...", ".gitignore",
                 ".gitx", "a.git", "git", "git~", "git~2", "with space", "-x", "é", "a:b", "a#b",
                 "a\nb", "a\xff", ".git2", "C#/x");
    INFO(path);
    CHECK(is_safe_tree_path(path));
}

TEST_CASE("hostile tree paths are not safe", "[model]") {
    const auto path =
        GENERATE(as<std::string_view>(), "", "/", "/a", "a/", "a//b", ".", "..", "./a", "../a",
                 "a/..", "a/../b", "a/.", "a/./b", "a\\b", "..\\a", std::string_view("a\0b", 3),
                 ".git", ".GIT", ".Git/config", "a/.git/hooks", "GIT~1", "git~1/config", ".git.",
                 ".git ", ".git. .", ".g\u200cit", "\ufeff.git", ".git\u200d/x",
                 ".git::$INDEX_ALLOCATION", ".git:x", "/etc/passwd");
    INFO(path);
    CHECK_FALSE(is_safe_tree_path(path));
}

TEST_CASE("a tree path has at most 4096 bytes and 32 segments", "[model]") {
    CHECK(is_safe_tree_path(std::string(4096, 'a')));
    CHECK_FALSE(is_safe_tree_path(std::string(4097, 'a')));
    std::string deep = "a";
    for (int i = 1; i < 32; ++i) {
        deep += "/a";
    }
    CHECK(is_safe_tree_path(deep));
    CHECK_FALSE(is_safe_tree_path(deep + "/a"));
}

TEST_CASE("everything that means something in a URL is escaped", "[model]") {
    CHECK(percent_encode("aZ09-._~") == "aZ09-._~");
    CHECK(percent_encode("heads/a b#?%&+\xc3\xa9\n") == "heads%2Fa%20b%23%3F%25%26%2B%C3%A9%0A");
    CHECK(percent_encode("").empty());
}

TEST_CASE("percent escapes are decoded unless they hide something", "[model]") {
    CHECK(percent_decode("a%2Fb%20c") == "a/b c");
    CHECK(percent_decode("%C3%A9") == "é");
    CHECK(percent_decode("%2525") == "%25");
    CHECK(percent_decode("") == "");
    const auto* bad = GENERATE("%", "%2", "%zz", "a%2", "%00", "%0a", "%0D", "%1b", "%7f", "%ff",
                               "%E2%80%AE", "%C2%9B", "% 1", "%+1");
    INFO(bad);
    CHECK_FALSE(percent_decode(bad));
}

}  // namespace skillmeat
