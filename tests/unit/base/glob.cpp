#include <skillmeat/base/glob.hpp>

#include <support/catch.hpp>

#include <string>

namespace skillmeat {

TEST_CASE("a glob fits a whole path", "[base]") {
    struct Row {
        std::string_view pattern;
        std::string_view path;
        bool fits;
    };
    const auto row = GENERATE(
        Row{"a/b", "a/b", true}, Row{"a/b", "a/b/c", false}, Row{"a", "b", false},
        Row{"a/b", "a", false}, Row{"a", "A", false}, Row{"", "", true}, Row{"", "a", false},
        // within a segment
        Row{"*", "a", true}, Row{"*", "a/b", false}, Row{"*", "", false}, Row{"a*", "a", true},
        Row{"*.md", "x.md", true}, Row{"*.md", "x.mdx", false}, Row{"a*b*c", "aXbYbZc", true},
        Row{"a*b*c", "aXbYbZ", false}, Row{"a/*/c", "a/b/c", true}, Row{"a/*/c", "a/b/b/c", false},
        Row{"?", "a", true}, Row{"?", "", false}, Row{"a?c", "a/c", false}, Row{"??", "a", false},
        Row{"a***b", "ab", true}, Row{"*?", "a", true}, Row{"?*?", "a", false},
        Row{".*", ".hidden", true}, Row{"*", ".hidden", true},
        // across segments
        Row{"**", "a", true}, Row{"**", "a/b/c", true}, Row{"**", "", true},
        Row{"drafts/**", "drafts", true}, Row{"drafts/**", "drafts/a/b", true},
        Row{"drafts/**", "draftsx/a", false}, Row{"**/a", "a", true}, Row{"**/a", "x/y/a", true},
        Row{"**/a", "x/y/b", false}, Row{"a/**/b", "a/b", true}, Row{"a/**/b", "a/x/y/b", true},
        Row{"a/**/b", "a/x/y", false}, Row{"**/x/**/y", "a/x/b/x/c/y", true},
        Row{"**/**", "a", true}, Row{"a/**/*.md", "a/b/c/d.md", true}, Row{"a**b", "a/b", false},
        Row{"a**b", "axxb", true}, Row{"**a", "x/a", false},
        // no classes, no escapes
        Row{"[ab]", "a", false}, Row{"[ab]", "[ab]", true}, Row{"\\*", "*", false},
        Row{"\\*", "\\x", true}, Row{"{a,b}", "a", false},
        // bytes, not characters
        Row{"??", "é", true}, Row{"?", "é", false});
    INFO(row.pattern << " on " << row.path);
    CHECK(glob_match(row.pattern, row.path) == row.fits);
}

TEST_CASE("a pattern made to explode is answered like any other", "[base]") {
    std::string pattern;
    std::string path;
    for (int i = 0; i < 400; ++i) {
        pattern += "**/a*a*a/";
        path += "aaaaaa/";
    }
    CHECK_FALSE(glob_match(pattern + "b", path + "a"));
    CHECK_FALSE(glob_match(std::string(2000, '*') + "b", std::string(2000, 'a')));
    std::string stars;
    for (int i = 0; i < 1000; ++i) {
        stars += "*a";
    }
    CHECK_FALSE(glob_match(stars + "b", std::string(2000, 'a')));
}

}  // namespace skillmeat
