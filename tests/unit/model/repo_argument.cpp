#include <skillmeat/model/git_url.hpp>

#include <support/catch.hpp>

namespace skillmeat {

TEST_CASE("REPO is read as people type and paste it", "[model]") {
    struct Row {
        std::string_view text;
        std::string_view url;
        std::string_view ref;
        std::string_view subpath;
    };
    const auto row = GENERATE(
        Row{"acme/tools", "https://github.com/acme/tools", "", ""},
        Row{"acme/tools/", "https://github.com/acme/tools", "", ""},
        Row{"acme/tools.git", "https://github.com/acme/tools", "", ""},
        Row{"acme/.github", "https://github.com/acme/.github", "", ""},
        Row{"acme/tools@v1.0", "https://github.com/acme/tools", "v1.0", ""},
        Row{"acme/tools@feature/x", "https://github.com/acme/tools", "feature/x", ""},
        Row{"acme/tools@pkg@1.0.0", "https://github.com/acme/tools", "pkg@1.0.0", ""},
        Row{"acme/tools/sub/dir", "https://github.com/acme/tools", "", "sub/dir"},
        Row{"acme/tools/sub/dir/@main", "https://github.com/acme/tools", "", "sub/dir/@main"},
        Row{"acme/tools/sub/dir@main", "https://github.com/acme/tools", "main", "sub/dir"},
        Row{"acme/tools/packages/@scope/x@main", "https://github.com/acme/tools", "main",
            "packages/@scope/x"},
        Row{"acme/tools/tree/main", "https://github.com/acme/tools", "", "tree/main"},
        // URLs
        Row{"https://github.com/acme/tools", "https://github.com/acme/tools", "", ""},
        Row{"https://github.com/acme/tools/", "https://github.com/acme/tools/", "", ""},
        Row{"https://github.com/acme/tools.git@v1", "https://github.com/acme/tools.git", "v1", ""},
        Row{"https://github.com/acme/tools.git@a/b", "https://github.com/acme/tools.git", "a/b",
            ""},
        Row{"https://github.com/acme/tools@v1", "https://github.com/acme/tools", "v1", ""},
        Row{"https://github.com/acme/tools#dev", "https://github.com/acme/tools", "dev", ""},
        Row{"https://github.com/acme/tools#readme", "https://github.com/acme/tools", "", ""},
        Row{"https://github.com/acme/tools?tab=readme-ov-file#x", "https://github.com/acme/tools",
            "", ""},
        Row{"https://gitlab.com/a/b/c.git@v1", "https://gitlab.com/a/b/c.git", "v1", ""},
        Row{"https://gitlab.com/a/b#feature/x", "https://gitlab.com/a/b", "feature/x", ""},
        Row{"git@github.com:acme/tools.git@v1", "git@github.com:acme/tools.git", "v1", ""},
        Row{"git@github.com:acme/tools#v1", "git@github.com:acme/tools", "v1", ""},
        Row{"git@github.com:acme/tools", "git@github.com:acme/tools", "", ""},
        Row{"ssh://git@host:2222/a/b.git@v1", "ssh://git@host:2222/a/b.git", "v1", ""},
        Row{"file:///srv/x.git@main", "file:///srv/x.git", "main", ""},
        Row{"file:///srv/x#main", "file:///srv/x", "main", ""},
        Row{"file:///srv/x", "file:///srv/x", "", ""},
        // directories take no ref: an '@' or '#' belongs to the name
        Row{".", ".", "", ""}, Row{"..", "..", "", ""}, Row{"~", "~", "", ""},
        Row{"./x@y#z", "./x@y#z", "", ""}, Row{"/srv/x.git@v1", "/srv/x.git@v1", "", ""},
        Row{"~/x", "~/x", "", ""}, Row{"../x/", "../x/", "", ""});
    INFO(row.text);
    const auto argument = parse_repo_argument(row.text);
    REQUIRE(argument);
    CHECK(argument->url.text == row.url);
    CHECK(argument->ref == row.ref);
    CHECK(argument->subpath == row.subpath);
    CHECK(argument->ref_and_path.empty());
    CHECK_FALSE(argument->is_blob);
}

TEST_CASE("pages of GitHub leave ref and path together", "[model]") {
    struct Row {
        std::string_view text;
        std::string_view rest;
        bool is_blob;
    };
    const auto row = GENERATE(
        Row{"https://github.com/acme/tools/tree/main", "main", false},
        Row{"https://github.com/acme/tools/tree/main/", "main", false},
        Row{"https://github.com/acme/tools/tree/main/skills/pdf//", "main/skills/pdf", false},
        Row{"https://github.com/acme/tools/tree/feature/x/skills", "feature/x/skills", false},
        Row{"https://github.com/acme/tools/tree/feature%2Fx/my%20skills", "feature/x/my skills",
            false},
        Row{"https://github.com/acme/tools/tree/main/a?tab=readme#top", "main/a", false},
        Row{"https://www.github.com/acme/tools/tree/main", "main", false},
        Row{"HTTPS://GitHub.com/acme/tools/tree/main", "main", false},
        Row{"https://github.com/acme/tools.git/tree/main", "main", false},
        Row{"https://github.com/acme/tools/tree/refs/heads/main/a", "main/a", false},
        Row{"https://github.com/acme/tools/tree/refs/tags/v1", "v1", false},
        Row{"https://github.com/acme/tools/blob/main/skills/pdf/SKILL.md#L10",
            "main/skills/pdf/SKILL.md", true},
        Row{"https://github.com/acme/tools/blob/main/a.md?plain=1", "main/a.md", true},
        Row{"https://github.com/acme/tools/blame/main/a.md", "main/a.md", true},
        Row{"https://github.com/acme/tools/raw/main/a.md", "main/a.md", true},
        Row{"https://github.com/acme/tools/raw/refs/heads/main/a.md", "main/a.md", true},
        Row{"https://raw.githubusercontent.com/acme/tools/main/a.md?token=secret", "main/a.md",
            true},
        Row{"https://raw.githubusercontent.com/acme/tools/refs/heads/main/a.md", "main/a.md",
            true});
    INFO(row.text);
    const auto argument = parse_repo_argument(row.text);
    REQUIRE(argument);
    CHECK(argument->url.text == "https://github.com/acme/tools");
    CHECK(argument->url.path == "acme/tools");
    CHECK(argument->ref_and_path == row.rest);
    CHECK(argument->is_blob == row.is_blob);
    CHECK(argument->ref.empty());
    CHECK(argument->subpath.empty());
}

TEST_CASE("hostile or unclear REPO is refused", "[model]") {
    const auto text = GENERATE(
        as<std::string_view>(), "", "foo", "foo/", "/ \n", "//\x1b", "-x", "-x/y",
        "--upload-pack=x/y", "acme/-x", "acme/..", "../\n", "acme/.", "acme/.git", "acme/..git",
        "acme/...git@x", "acme/x.git.git", "acme//b", "a b/c", "a/b c", "acme/tools@",
        "acme/tools@-x", "acme/tools@a..b", "acme/tools@a b", "acme/tools@a@{1}",
        "acme/tools@x.lock", "acme/tools@\x1b", "acme/tools/../x", "acme/tools/a//b",
        "acme/tools/.git/hooks", "acme/tools/a\\b", "acme/tools/./a", "github.com/acme/tools",
        "gitlab.com/a/b", "acme/to\u202eols", "acme/tools\n", "@acme/tools", "acme/@scope/x",
        "ext::sh -c x/y", "ext::x", "git@host", "owner/repo#x", "owner/repo?x",
        "https://github.com/acme", "https://github.com/acme/tools/issues",
        "https://github.com/acme/tools/tree", "https://github.com/acme/tools/tree/",
        "https://github.com/acme/tools/tree//main", "https://github.com/acme/tools/tree/../x",
        "https://github.com/acme/tools/tree/main/../x",
        "https://github.com/acme/tools/tree/main/%2e%2e/x", "https://github.com/acme/tools/tree/-x",
        "https://github.com/acme/tools/tree/%2dx", "https://github.com/acme/tools/tree/a%0ab",
        "https://github.com/acme/tools/tree/a%zz", "https://github.com/acme/tools/tree/main/.git",
        "https://github.com/acme/tools/tree/a%5cb", "https://github.com/acme/tools/blob/main",
        "https://github.com/acme/tools/raw/main", "https://github.com/acme/tools/tree/main?\n",
        "https://github.com/-x/tools/tree/main", "https://github.com/acme/../tree/main",
        "https://user:pw@github.com/acme/tools/tree/main", "https://github.com//tools/tree/main",
        "https://raw.githubusercontent.com/acme/tools",
        "https://raw.githubusercontent.com/acme/tools/main", "https://github.com/acme/tools#-x",
        "https://github.com/acme/tools#", "https://h/a.git@", "https://h/a.git@-x",
        "https://h/a#a..b", "https://h/a?ref=x", "git@host:a.git@-x",
        "https://gitlab.com/a/b/-/tree/main", "https://github.com/acme/tools@",
        "https://github.com/acme/tools@-x", "http://github.com/acme/tools/tree/main",
        "https://github.com@x/a", "file:///srv/x.git@-x", "file:///srv/x#", "~user/x/y\n");
    INFO(text);
    const auto argument = parse_repo_argument(text);
    REQUIRE_FALSE(argument);
    CHECK(argument.error().code == ErrorCode::invalid_value);
    CHECK(argument.error().message.find('\x1b') == std::string::npos);
    CHECK(argument.error().message.find("pw") == std::string::npos);
    CHECK(argument.error().hint.find('\x1b') == std::string::npos);
}

TEST_CASE("a host name without a scheme is explained", "[model]") {
    CHECK(parse_repo_argument("github.com/acme/tools").error().hint == "write https:// before it");
    CHECK(parse_repo_argument("foo").error().hint.find("./") != std::string::npos);
}

}  // namespace skillmeat
