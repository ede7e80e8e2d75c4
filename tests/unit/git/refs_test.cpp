#include <skillmeat/git/refs.hpp>

#include <support/catch.hpp>

using namespace skillmeat;
using git::RefKind;

namespace {

const std::string a(40, 'a');
const std::string b(40, 'b');
const std::string c = "cccccccc" + std::string(32, '0');

git::RefList sample() {
    const auto text = "ref: refs/heads/main\tHEAD\n" + a + "\tHEAD\n" + a + "\trefs/heads/main\n" +
                      b + "\trefs/heads/feature/x\n" + c + "\trefs/heads/feature/x/y\n" + b +
                      "\trefs/heads/v1\n" + b + "\trefs/pull/7/head\n" + c + "\trefs/tags/v1\n" +
                      a + "\trefs/tags/v1^{}\n" + a + "\trefs/tags/light\n";
    auto list = git::parse_refs(text);
    REQUIRE(list);
    return *list;
}

ErrorCode code_of(const git::RefList& list, std::string_view wanted) {
    const auto result = git::resolve(list, wanted);
    REQUIRE_FALSE(result);
    return result.error().code;
}

}  // namespace

TEST_CASE("the output of ls-remote and of show-ref is read", "[git]") {
    const auto list = sample();
    CHECK(list.head_name == "refs/heads/main");
    CHECK(list.head_commit == a);
    CHECK(list.refs.size() == 7);
    CHECK(list.refs[5].name == "refs/tags/v1");
    CHECK(list.refs[5].peeled == a);
    CHECK(list.hash == HashKind::sha1);

    const auto shown = git::parse_refs(a + " HEAD\n" + a + " refs/heads/main\n");
    REQUIRE(shown);
    CHECK(shown->head_commit == a);
    CHECK(shown->head_name.empty());
    CHECK(shown->refs.size() == 1);

    const auto long_ids = git::parse_refs(a + b.substr(0, 24) + "\trefs/heads/main\n");
    REQUIRE(long_ids);
    CHECK(long_ids->hash == HashKind::sha256);
    CHECK(git::parse_refs("")->refs.empty());
}

TEST_CASE("ref lines of another form are refused", "[git]") {
    for (const std::string& text :
         {std::string("nonsense\n"), a + "\n", std::string("xyz\trefs/heads/main\n"),
          a.substr(1) + "\tHEAD\n", std::string(40, 'g') + "\trefs/heads/main\n"}) {
        INFO(text);
        const auto result = git::parse_refs(text);
        REQUIRE_FALSE(result);
        CHECK(result.error().code == ErrorCode::git_failed);
    }
    // A peeled line without its tag belongs to nothing.
    CHECK(git::parse_refs(a + "\trefs/tags/x^{}\n")->refs.empty());
}

TEST_CASE("a wanted name is matched against the real refs", "[git]") {
    const auto list = sample();
    struct Row {
        std::string wanted;
        RefKind kind;
        std::string name;
        std::string commit;
    };
    const std::vector<Row> rows{
        {"", RefKind::head, "refs/heads/main", a},
        {"HEAD", RefKind::head, "refs/heads/main", a},
        {"main", RefKind::branch, "refs/heads/main", a},
        {"feature/x", RefKind::branch, "refs/heads/feature/x", b},
        {"feature/x/y", RefKind::branch, "refs/heads/feature/x/y", c},
        {"light", RefKind::tag, "refs/tags/light", a},
        {"refs/tags/v1", RefKind::tag, "refs/tags/v1", a},
        {"tags/v1", RefKind::tag, "refs/tags/v1", a},
        {"heads/main", RefKind::branch, "refs/heads/main", a},
        {"pull/7/head", RefKind::other, "refs/pull/7/head", b},
        {"refs/pull/7/head", RefKind::other, "refs/pull/7/head", b},
        {std::string(40, 'D'), RefKind::commit, "", std::string(40, 'd')},
        {c, RefKind::tag, "refs/tags/v1", a},
        {"aaaaaaa", RefKind::commit, "", a},
        {"BBBBBBBB", RefKind::commit, "", b},
    };
    for (const auto& row : rows) {
        INFO(row.wanted);
        const auto result = git::resolve(list, row.wanted);
        REQUIRE(result);
        CHECK(result->kind == row.kind);
        CHECK(result->name == row.name);
        CHECK(result->commit == row.commit);
        CHECK(result->note.empty());
    }
}

TEST_CASE("a branch wins over a tag of the same name and says so", "[git]") {
    const auto result = git::resolve(sample(), "v1");
    REQUIRE(result);
    CHECK(result->kind == RefKind::branch);
    CHECK(result->commit == b);
    CHECK(result->note.find("refs/tags/v1") != std::string::npos);
}

TEST_CASE("names that fit nothing are refused with help", "[git]") {
    const auto list = sample();
    CHECK(code_of(list, "aaaaaa") == ErrorCode::ref_not_found);   // too short
    CHECK(code_of(list, "1234567") == ErrorCode::ref_not_found);  // fits none
    CHECK(code_of(list, "refs/heads/none") == ErrorCode::ref_not_found);
    CHECK(code_of(list, "-x") == ErrorCode::invalid_value);
    CHECK(code_of(list, "a..b") == ErrorCode::invalid_value);
    CHECK(code_of(list, "a b") == ErrorCode::invalid_value);
    CHECK(code_of(list, "x\ny") == ErrorCode::invalid_value);
    CHECK(code_of(git::RefList{}, "main") == ErrorCode::empty_repository);
    CHECK(git::resolve(list, "ligth").error().hint == "did you mean 'light'?");
    CHECK(git::resolve(list, "something-else").error().hint.find("and others") !=
          std::string::npos);
    auto two = git::parse_refs("abcdef12" + std::string(32, '0') + "\trefs/heads/x\nabcdef12" +
                               std::string(32, '1') + "\trefs/heads/y\n");
    REQUIRE(two);
    CHECK(git::resolve(*two, "abcdef12").error().message.find("several") != std::string::npos);
}

TEST_CASE("what stands behind /tree/ is split at the longest ref", "[git]") {
    const auto list = sample();
    struct Row {
        std::string text;
        std::string ref;
        std::string path;
    };
    const std::vector<Row> rows{
        {"main", "main", ""},
        {"main/", "main", ""},
        {"main/skills/pdf", "main", "skills/pdf"},
        {"feature/x/skills", "feature/x", "skills"},
        {"feature/x/y/skills", "feature/x/y", "skills"},
        {"feature/x/yz", "feature/x", "yz"},
        {"v1/a//b", "v1", "a//b"},
        {"HEAD/a", "HEAD", "a"},
        {a + "/skills", a, "skills"},
        {"aaaaaaaa/skills", "aaaaaaaa", "skills"},
    };
    for (const auto& row : rows) {
        INFO(row.text);
        const auto result = git::split_ref_and_path(list, row.text);
        REQUIRE(result);
        CHECK(result->ref == row.ref);
        CHECK(result->path == row.path);
    }
    for (const std::string text : {"", "/", "mainx/y", "feature", "none/of/these", "abc"}) {
        INFO(text);
        const auto result = git::split_ref_and_path(list, text);
        REQUIRE_FALSE(result);
        CHECK(result.error().code == ErrorCode::ref_not_found);
    }
    CHECK(git::split_ref_and_path(list, "mian/x").error().hint == "did you mean 'main'?");
}

TEST_CASE("short names leave out what git adds", "[git]") {
    CHECK(git::short_name("refs/heads/a/b") == "a/b");
    CHECK(git::short_name("refs/tags/v1") == "v1");
    CHECK(git::short_name("refs/pull/1/head") == "refs/pull/1/head");
}
