#include <skillmeat/github/json_answers.hpp>

#include <skillmeat/github/json_events.hpp>
#include <support/catch.hpp>

#include <string>
#include <vector>

using namespace skillmeat;
using namespace skillmeat::github;

namespace {

const std::string url = "https://api.github.com/repos/a/b?x=secret";
const std::string id(40, 'a');
const std::string other(40, 'b');

template <class T>
void check_refused(const Result<T>& result, const std::string& part) {
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::network_error);
    CAPTURE(result.error().message, part);
    CHECK(result.error().message.starts_with("'https://api.github.com/repos/a/b' "));
    CHECK(result.error().message.find(part) != std::string::npos);
}

std::string nested(int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
}

Result<std::vector<std::string>> rows_of(const std::string& body, TreeAnswer* tree = nullptr) {
    std::vector<std::string> rows;
    const auto read = read_tree(body, url, [&](const TreeRow& row) -> Result<void> {
        rows.push_back(std::string(row.path) + ' ' + std::to_string(row.mode) + ' ' +
                       std::to_string(row.size) + ' ' + row.id.front());
        return {};
    });
    if (!read) {
        return fail(read.error());
    }
    if (tree != nullptr) {
        *tree = *read;
    }
    return rows;
}

std::string tree_body(const std::string& rows, const std::string& truncated = "false") {
    return R"({"sha":")" + id + R"(","tree":[)" + rows + R"(],"truncated":)" + truncated + "}";
}

std::string row(const std::string& path, const std::string& mode, const std::string& type) {
    return R"({"path":")" + path + R"(","mode":")" + mode + R"(","type":")" + type +
           R"(","sha":")" + other + R"("})";
}

}  // namespace

TEST_CASE("values of JSON are told with the place they stand at", "[github]") {
    std::vector<std::string> seen;
    const auto fault = read_json(
        R"({"a":1,"b":{"c":[true,{"d":null}],"":"x","e/f":"y"},"g":-2.5})",
        [&](const JsonEvent& event) {
            seen.push_back(std::string(event.path) + '=' + std::string(name_of(event.kind)));
            return true;
        });
    CHECK(fault.empty());
    CHECK(seen == std::vector<std::string>{"=an object", "a=a number", "b=an object",
                                           "b/c=an array", "b/c/*=a boolean", "b/c/*=an object",
                                           "b/c/*/d=null", "b/?=a string", "b/?=a string",
                                           "g=a number"});
}

TEST_CASE("reading JSON ends when enough was seen", "[github]") {
    int count = 0;
    CHECK(read_json("[1,2,3 and then no JSON", [&](const JsonEvent&) {
              return ++count < 3;
          }).empty());
    CHECK(count == 3);
}

TEST_CASE("text that is no JSON is named", "[github]") {
    const auto all = [](const JsonEvent&) { return true; };
    CHECK(read_json("", all) == "nothing");
    CHECK(read_json(" \n", all) == "nothing");
    CHECK(read_json("<!DOCTYPE html><html>", all) == "HTML or XML");
    CHECK(read_json("{\"a\":", all).starts_with("JSON that breaks at byte "));
    CHECK(read_json("{} {}", all).starts_with("JSON that breaks at byte "));
    CHECK(read_json("{\"a\":\"\xFF\"}", all).starts_with("JSON that breaks at byte "));
    CHECK(read_json(nested(64), all).empty());
    CHECK(read_json(nested(65), all) == "JSON nested deeper than 64 levels");
    CHECK(read_json(nested(1'000'000), all) == "JSON nested deeper than 64 levels");
}

TEST_CASE("facts of a repository are read", "[github]") {
    const auto facts = read_repository(
        R"({"full_name":"Acme/Tools","html_url":"https://github.com/Acme/Tools","id":5,
            "owner":{"full_name":"not this"},"description":"What it is",
            "default_branch":"main","topics":["skills","pdf"],"parent":{"topics":["no"]}})",
        url);
    REQUIRE(facts);
    CHECK(facts->full_name == "Acme/Tools");
    CHECK(facts->web_url == "https://github.com/Acme/Tools");
    CHECK(facts->default_branch == "main");
    CHECK(facts->description == "What it is");
    CHECK(facts->topics == std::vector<std::string>{"skills", "pdf"});

    const auto bare = read_repository(
        R"({"full_name":"a/b","html_url":"h","default_branch":"m","description":null})", url);
    REQUIRE(bare);
    CHECK(bare->description.empty());
    CHECK(bare->topics.empty());
}

TEST_CASE("a repository of another form is refused with what was found", "[github]") {
    check_refused(read_repository("<html>", url), "answered with HTML or XML, expected the JSON");
    check_refused(read_repository("[]", url), "no 'full_name'");
    check_refused(read_repository("{}", url), "no 'full_name'");
    check_refused(read_repository(R"({"full_name":"a/b","html_url":"h"})", url),
                  "no 'default_branch'");
    check_refused(read_repository(R"({"full_name":7})", url),
                  "a number where a string was expected, at 'full_name'");
    check_refused(read_repository(R"({"full_name":{}})", url), "an object where a string");
    check_refused(
        read_repository(
            R"({"full_name":"a/b","html_url":"h","default_branch":"m","description":[]})", url),
        "at 'description'");
    check_refused(
        read_repository(R"({"full_name":"a/b","html_url":"h","default_branch":"m","topics":[1]})",
                        url),
        "at 'topics/*'");
    check_refused(read_repository(nested(70), url), "nested deeper");
    check_refused(read_repository(R"({"full_name":"a/b")", url), "JSON that breaks");
}

TEST_CASE("a commit is read with the host's word on its signature", "[github]") {
    const auto facts = read_commit(R"({"sha":")" + id + R"(","tree":{"sha":")" + other +
                                       R"("},"parents":[{"sha":"x"}],
            "verification":{"verified":true,"reason":"valid","signature":null}})",
                                   url);
    REQUIRE(facts);
    CHECK(facts->id == id);
    CHECK(facts->tree == other);
    REQUIRE(facts->verification);
    CHECK(facts->verification->verified);
    CHECK(facts->verification->reason == "valid");

    const auto bare =
        read_commit(R"({"sha":")" + id + R"(","tree":{"sha":")" + other + R"("}})", url);
    REQUIRE(bare);
    CHECK_FALSE(bare->verification);
}

TEST_CASE("a commit of another form is refused", "[github]") {
    check_refused(read_commit(R"({"sha":"abc"})", url), "no object id at 'sha'");
    check_refused(read_commit(R"({"sha":")" + std::string(40, 'A') + R"("})", url),
                  "no object id at 'sha'");
    check_refused(read_commit(R"({"sha":")" + id + R"("})", url), "no 'tree/sha'");
    check_refused(read_commit(R"({"tree":{"sha":")" + id + R"("}})", url), "no 'sha'");
    check_refused(read_commit(R"({"verification":{"verified":"yes"}})", url),
                  "at 'verification/verified'");
}

TEST_CASE("the short answer is an id and nothing else", "[github]") {
    CHECK(read_commit_id(id + "\n", url) == id);
    CHECK(read_commit_id(std::string(64, '0'), url) == std::string(64, '0'));
    check_refused(read_commit_id("", url), "expected the id of a commit");
    check_refused(read_commit_id("<html>", url), "answered with HTML");
    check_refused(read_commit_id(id + id, url), "expected the id");
    check_refused(read_commit_id("\x1b[31m", url), "'\\x1b[31m'");
}

TEST_CASE("refs and tags are read", "[github]") {
    const auto refs = read_refs(R"([{"ref":"refs/heads/main","object":{"type":"commit","sha":")" +
                                    id + R"("}},{"ref":"refs/tags/v1","object":{"sha":")" + other +
                                    R"(","type":"tag"}}])",
                                url);
    REQUIRE(refs);
    CHECK(*refs == std::vector<RefRow>{{"refs/heads/main", {id, "commit"}},
                                       {"refs/tags/v1", {other, "tag"}}});
    CHECK(read_refs("[]", url)->empty());
    check_refused(read_refs("{}", url), "an object where an array was expected, at ''");
    check_refused(read_refs(R"(["x"])", url), "at '*'");
    check_refused(read_refs("[{}]", url), "no '*/ref'");
    check_refused(read_refs(R"([{"ref":"r"}])", url), "no '*/object/sha'");
    check_refused(read_refs(R"([{"ref":"r","object":{"sha":")" + id + R"("}}])", url),
                  "no '*/object/type'");
    check_refused(read_refs("3", url), "at ''");

    CHECK(read_tag(R"({"tag":"v1","object":{"sha":")" + id + R"(","type":"commit"}})", url) ==
          ObjectName{id, "commit"});
    check_refused(read_tag("{}", url), "no 'object/sha'");
    check_refused(read_tag(R"({"object":{"sha":")" + id + R"("}})", url), "no 'object/type'");
}

TEST_CASE("rows of a tree are handed over as they stand", "[github]") {
    TreeAnswer answer;
    const auto rows = rows_of(
        tree_body(row("a", "040000", "tree") + "," + row("a/b.sh", "100755", "blob") + "," +
                  row("a/l", "120000", "blob") + "," + row("m", "160000", "commit") + "," +
                  row("old", "100664", "blob") + R"(,{"path":"s","mode":"100644","type":"blob",
                     "sha":")" +
                  other + R"(","size":12,"url":"u"})"),
        &answer);
    REQUIRE(rows);
    CHECK(*rows == std::vector<std::string>{"a 16384 0 b", "a/b.sh 33261 0 b", "a/l 40960 0 b",
                                            "m 57344 0 b", "old 33204 0 b", "s 33188 12 b"});
    CHECK(answer.id == id);
    CHECK_FALSE(answer.truncated);
    CHECK_FALSE(answer.dropped);
    CHECK(rows_of(tree_body("", "true"), &answer)->empty());
    CHECK(answer.truncated);
}

TEST_CASE("rows of unknown types or modes are dropped, and that is told", "[github]") {
    for (const auto& bad :
         {row("x", "100644", "tree"), row("x", "040000", "blob"), row("x", "100644", "commit"),
          row("x", "140000", "blob"), row("x", "", "blob"), row("x", "rw", "blob"),
          row("x", "100644", "thing"), row("x", "99999999999999999999", "blob")}) {
        CAPTURE(bad);
        TreeAnswer answer;
        const auto rows = rows_of(tree_body(bad + "," + row("y", "100644", "blob")), &answer);
        REQUIRE(rows);
        CHECK(rows->size() == 1);
        CHECK(answer.dropped);
    }
}

TEST_CASE("a tree of another form is refused", "[github]") {
    check_refused(rows_of("{}"), "no 'sha'");
    check_refused(rows_of(R"({"sha":")" + id + R"("})"), "no 'tree'");
    check_refused(rows_of(R"({"sha":")" + id + R"(","tree":[]})"), "no 'truncated'");
    check_refused(rows_of(R"({"sha":")" + id + R"(","tree":{"*":{"path":"x"}}})"), "at 'tree'");
    check_refused(rows_of(tree_body("[]")), "at 'tree/*'");
    check_refused(rows_of(tree_body("{}")), "no 'tree/*/path'");
    check_refused(rows_of(tree_body(R"({"path":"x"})")), "no 'tree/*/sha'");
    check_refused(rows_of(tree_body(R"({"path":"x","sha":"y"})")), "no object id");
    check_refused(rows_of(tree_body("", "1")), "at 'truncated'");
}

TEST_CASE("an error of the one who takes the rows ends the reading", "[github]") {
    int count = 0;
    const auto read =
        read_tree(tree_body(row("x", "100644", "blob") + "," + row("y", "100644", "blob")), url,
                  [&](const TreeRow&) -> Result<void> {
                      ++count;
                      return fail(ErrorCode::too_large, "enough");
                  });
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::too_large);
    CHECK(count == 1);
}

TEST_CASE("messages of failures are found where there are any", "[github]") {
    CHECK(read_message(R"({"message":"Not Found","status":"404"})") == "Not Found");
    CHECK(read_message(R"({"message":{"message":"x"}})").empty());
    CHECK(read_message("<html>").empty());
    CHECK(read_message("").empty());
}
