#include <skillmeat/deploy/findings.hpp>
#include <skillmeat/deploy/names.hpp>

#include <support/catch.hpp>

using namespace skillmeat::deploy;

TEST_CASE("names on disk are slugs", "[deploy]") {
    for (const char* name : {"a", "pdf", "a-b", "0", "a--b", "nul-ls", "com10", "console"}) {
        INFO(name);
        CHECK(is_slug(name));
    }
    CHECK(is_slug(std::string(64, 'a')));
    CHECK(!is_slug(std::string(65, 'a')));
    for (const char* name : {"", "-a", "A", "a.b", "a b", "a/b", "..", ".", "a_b", "con", "nul",
                             "com1", "lpt9", "aux", "\xc3\xa9", "a\n"}) {
        INFO(name);
        CHECK(!is_slug(name));
    }
}

TEST_CASE("an artifact is installed under its name, its path or what is left of them", "[deploy]") {
    CHECK(installed_name("pdf", "skills/other") == "pdf");
    CHECK(installed_name("PDF Tools!", "skills/pdf-tools") == "pdf-tools");
    CHECK(installed_name("Code Review", "agents/Code_Review.agent.md") == "code-review");
    CHECK(installed_name("..", "../../etc") == "etc");
    CHECK(installed_name("con", "agents/con.md") == std::nullopt);
    CHECK(installed_name("con", "agents/con-x.md") == "con-x");
    CHECK(installed_name("\xe6\x97\xa5", "\xe6\x97\xa5") == std::nullopt);
    CHECK(installed_name("/etc/passwd", ".") == "etc-passwd");
    CHECK(installed_name("x", ".mcp.json#server") == "x");
    CHECK(installed_name("!", ".mcp.json#server") == "server");
    CHECK(installed_name(std::string(63, 'A') + "!b", ".") == std::string(63, 'a'));
    CHECK(installed_names("git:commit", "commands/git/commit.md", '/') == "git/commit");
    CHECK(installed_names("git:commit", "commands/git/commit.md", '-') == "git-commit");
    CHECK(installed_names("plain", "commands/plain.md", '/') == "plain");
    CHECK(installed_names("a:..:b", "", '/') == std::nullopt);
    CHECK(installed_names("a:", "", '/') == std::nullopt);
}

TEST_CASE("names of files that mean something else somewhere are refused", "[deploy]") {
    for (const char* name :
         {"a", "SKILL.md", ".env", "a b", "\xc3\xa9.md", "console.txt",
          "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xac", "gitx", ".gitignore"}) {
        INFO(name);
        CHECK(fault_of_segment(name).empty());
    }
    for (const char* name : {"",
                             ".",
                             "..",
                             ".git",
                             ".GIT",
                             "git~1",
                             ".gitmodules",
                             "a\\b",
                             "a/b",
                             "a\nb",
                             "a\x1b",
                             "\xff",
                             "a.",
                             "a ",
                             "con",
                             "CON.txt",
                             "Lpt1.md",
                             "nul",
                             "a\xe2\x80\xae"
                             "b",
                             "a\xe2\x80\x8b",
                             "conin$"}) {
        INFO(name);
        CHECK(!fault_of_segment(name).empty());
    }
    CHECK(!fault_of_segment(std::string(256, 'a')).empty());
    CHECK(fault_of_segment(std::string(255, 'a')).empty());
}

TEST_CASE("characters that people do not see are found with their place", "[deploy]") {
    const auto found = [](std::string_view text) { return find_hidden("f.md", text); };
    const auto one = found(
        "ok\nab\xe2\x80\xae"
        "c");
    REQUIRE(one.size() == 1);
    CHECK(one[0].rule == "bidirectional");
    CHECK(one[0].line == 2);
    CHECK(one[0].column == 3);
    CHECK(to_string(one[0]) == "f.md:2:3: U+202E (bidirectional)");
    const auto rule = [&](std::string_view text) {
        const auto all = found(text);
        return all.empty() ? std::string() : std::string(all.front().rule);
    };
    CHECK(rule("a\xe2\x81\xa6"
               "b") == "bidirectional");        // isolate
    CHECK(rule("a\xf3\xa0\x81\xa1") == "tag");  // U+E0061
    CHECK(rule("a\xe2\x80\x8b"
               "b") == "zero-width");  // U+200B
    CHECK(rule("a\xe2\x80\x8d"
               "b") == "zero-width");  // joiner
    CHECK(rule("a\xe2\x81\xa0"
               "b") == "zero-width");               // word joiner
    CHECK(rule("ab\xef\xbb\xbf") == "zero-width");  // mark not first
    CHECK(rule("a\xef\xb8\x8f\xef\xb8\x8f") == "selector-run");
    CHECK(rule("a\x1b[2J") == "control");
    CHECK(rule("a\x7f") == "control");
    CHECK(rule("a\xc2\x9b") == "control");  // C1
    CHECK(found(std::string(100, '\x01')).size() == 20);
    CHECK(find_hidden("f", std::string(100, '\x01'), 3).size() == 3);
}

TEST_CASE("writing systems and emoji are no findings", "[deploy]") {
    for (const char* text : {
             "plain\ttext\r\n\f",
             "\xef\xbb\xbf# a byte order mark at the start",
             "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xac",          // ZWJ sequence
             "\xe2\x9d\xa4\xef\xb8\x8f\xe2\x80\x8d\xf0\x9f\x94\xa5",  // with selector
             "\xf0\x9f\x8f\xb4\xf3\xa0\x81\xa7\xf3\xa0\x81\xa2\xf3\xa0\x81\xa5\xf3\xa0\x81\xae"
             "\xf3\xa0\x81\xa7\xf3\xa0\x81\xbf",  // flag of England
             "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae\xd9\x88\xd8\xa7\xd9\x87\xd9\x85",  // Persian,
                                                                                      // ZWNJ
             "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d\xe2\x80\x8f (x)",                      // Hebrew, RLM
             "\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8d\xe0\xa4\xb7",                      // Devanagari
             "caf\xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac",
             "not text\0\x01",
             "\xff\xfe\x01",
         }) {
        INFO(text);
        CHECK(find_hidden("f", text).empty());
    }
    CHECK(find_hidden("f", std::string_view("a\0\x01", 3)).empty());
}
