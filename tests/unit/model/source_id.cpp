#include <skillmeat/model/source_id.hpp>

#include <support/catch.hpp>

#include <string>

namespace skillmeat {

TEST_CASE("ids that follow the grammar are accepted", "[model]") {
    const auto* id = GENERATE("a", "A", "_", "0", "anthropics/skills", "acme/tools/sub/dir",
                              "gitlab.example.org/group/sub/project", "a.b-c_d", "_x/_y", "a-/b_",
                              "x.locked", "lock", "a.lock.b");
    INFO(id);
    CHECK(check_source_id(id));
}

TEST_CASE("ids outside the grammar are refused as invalid values", "[model]") {
    const auto* id = GENERATE("", "/", "a/", "/a", "a//b", ".", "..", "a/..", "../a", "a..b", "-a",
                              ".a", "a/.b", "a/-b", "a.", "a./b", "a.lock", "a.lock/b", "a b",
                              "a@b", "a:b", "a+b", "a\\b", "a\nb", "é", "a\xff", "a*", "~a", "a#b");
    INFO(id);
    const auto checked = check_source_id(id);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == ErrorCode::invalid_value);
    CHECK_FALSE(checked.error().hint.empty());
}

TEST_CASE("an id has at most 128 characters", "[model]") {
    CHECK(check_source_id(std::string(128, 'a')));
    CHECK_FALSE(check_source_id(std::string(129, 'a')));
}

TEST_CASE("the message says what is wrong with an id", "[model]") {
    CHECK(check_source_id("a.lock").error().message ==
          "source id 'a.lock' holds a segment that ends in '.lock'");
    CHECK(check_source_id("a/-b").error().message ==
          "source id 'a/-b' holds a segment that begins with '-'");
    CHECK(check_source_id("a\x1b").error().message.find('\x1b') == std::string::npos);
}

TEST_CASE("any text has a valid id close to it", "[model]") {
    struct Row {
        std::string_view text;
        std::string_view id;
    };
    const auto row = GENERATE(Row{"acme/tools", "acme/tools"}, Row{"My Skills", "My-Skills"},
                              Row{"a  b", "a-b"}, Row{".hidden", "hidden"}, Row{"..", "source"},
                              Row{"", "source"}, Row{"///", "source"}, Row{"a..b", "a.b"},
                              Row{"x.lock", "x"}, Row{"x.lock.lock", "x"}, Row{".lock", "lock"},
                              Row{"/a//b/", "a/b"}, Row{"host:8080/x", "host-8080/x"},
                              Row{"é", "source"}, Row{"caf\u00e9 x", "caf-x"}, Row{"a\nb", "a-b"},
                              Row{"-x-", "x"}, Row{"x.-.", "x"}, Row{"~user/repo", "user/repo"});
    INFO(row.text);
    CHECK(slug_source_id(row.text) == row.id);
    CHECK(check_source_id(slug_source_id(row.text)));
}

TEST_CASE("a long text is cut to a valid id", "[model]") {
    for (std::size_t size = 120; size < 135; ++size) {
        for (const auto* end : {".lock", "/x", "-y", "..z", "/"}) {
            const auto id = slug_source_id(std::string(size, 'a') + end + "bbbbbbbbb");
            INFO(id);
            CHECK(check_source_id(id));
        }
    }
}

TEST_CASE("files of a source are named in lower case without slashes", "[model]") {
    CHECK(source_file_stem("Anthropics/Skills") == "anthropics+skills");
    CHECK(source_file_stem("host/a/b") == "host+a+b");
}

TEST_CASE("tags are short words", "[model]") {
    CHECK(check_tag("official"));
    CHECK(check_tag("A-b_9"));
    CHECK(check_tag(std::string(50, 'x')));
    const std::string tag =
        GENERATE(as<std::string>(), "", "a b", "a.b", "é", "a/b", "a\n", std::string(51, 'x'));
    INFO(tag);
    REQUIRE_FALSE(check_tag(tag));
    CHECK(check_tag(tag).error().code == ErrorCode::invalid_value);
}

}  // namespace skillmeat
