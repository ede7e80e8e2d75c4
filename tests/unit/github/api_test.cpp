#include "world.hpp"

#include <skillmeat/github/rate_limit.hpp>
#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::test;

namespace {

const std::string commit_id(40, 'c');
const std::string tree_id(40, '7');
const std::string tag_id(40, '1');

std::string commit_body(const std::string& id = commit_id) {
    return R"({"sha":")" + id + R"(","tree":{"sha":")" + tree_id +
           R"("},"verification":{"verified":false,"reason":"unsigned"}})";
}

std::string ref_row(const std::string& name, const std::string& id,
                    const std::string& type = "commit") {
    return R"({"ref":"refs/)" + name + R"(","object":{"type":")" + type + R"(","sha":")" + id +
           R"("}})";
}

std::string refs_url(const std::string& encoded) {
    return api_base + "/git/matching-refs/" + encoded;
}

template <class T>
Error error_of(const Result<T>& result) {
    REQUIRE_FALSE(result);
    return result.error();
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a repository is asked for with form and version, and without a token", "[github]") {
    World world;
    world.http.put(api_base, 200, repository_body());
    const auto facts = world.api().repository(world.repository, world.call);
    REQUIRE(facts);
    CHECK(facts->full_name == "acme/tools");
    CHECK(world.sent("accept") == std::vector<std::string>{"application/vnd.github+json"});
    CHECK(world.sent("x-github-api-version") == std::vector<std::string>{"2022-11-28"});
    CHECK(world.sent("authorization") == std::vector<std::string>{"-"});
    CHECK(world.sent("if-none-match") == std::vector<std::string>{"-"});
}

TEST_CASE("an answer with an ETag is kept and asked for conditionally", "[github]") {
    World world;
    world.http.put(api_base, 200, repository_body(), {{"etag", "\"one\""}});
    world.http.put(api_base, 304, "");
    world.http.put(api_base, 200, repository_body("acme/other"), {{"etag", "\"two\""}});
    CHECK(world.api().repository(world.repository, world.call));
    world.restart();
    const auto again = world.api().repository(world.repository, world.call);
    REQUIRE(again);
    CHECK(again->description == "Tools");
    CHECK(world.api().repository(world.repository, world.call)->full_name == "acme/other");
    CHECK(world.api().repository(world.repository, world.call)->full_name == "acme/other");
    CHECK(world.sent("if-none-match") ==
          std::vector<std::string>{"-", "\"one\"", "\"one\"", "\"two\""});
}

TEST_CASE("a kept answer that is still right is not written again the same day", "[github]") {
    World world;
    world.http.put(api_base, 200, repository_body(), {{"etag", "\"one\""}});
    world.http.put(api_base, 304, "");
    CHECK(world.api().repository(world.repository, world.call));
    CHECK(world.files.writes.size() == 1);
    CHECK(world.api().repository(world.repository, world.call));
    CHECK(world.files.writes.size() == 1);
    world.clock.advance(25 * 3600);
    CHECK(world.api().repository(world.repository, world.call));
    CHECK(world.files.writes.size() == 2);
}

TEST_CASE("answers without ETag, and those that were not understood, are not kept", "[github]") {
    World world;
    world.http.put(api_base, 200, repository_body());
    CHECK(world.api().repository(world.repository, world.call));
    World login;
    login.http.put(api_base, 200, "<html>log in</html>", {{"etag", "\"one\""}});
    CHECK_FALSE(login.api().repository(login.repository, login.call));
    CHECK(world.files.writes.empty());
    CHECK(login.files.writes.empty());
}

TEST_CASE("a kept answer that cannot be read is asked for anew", "[github]") {
    World world;
    const auto url = api_base + "/git/commits/" + commit_id;
    world.http.put(url, 200, commit_body());
    CHECK(world.api().commit(world.repository, commit_id, world.call));
    CHECK(world.http.requests.size() == 1);
    const auto file = world.files.files().at(0);
    auto bytes = *world.files.text(file);
    bytes.replace(bytes.find("\"tree\""), 6, "\"Tree\"");
    world.files.put(file, bytes);
    CHECK(world.api().commit(world.repository, commit_id, world.call));
    CHECK(world.http.requests.size() == 2);
    CHECK(world.api().commit(world.repository, commit_id, world.call));
    CHECK(world.http.requests.size() == 2);
}

TEST_CASE("answers named by an object id are asked for once", "[github]") {
    World world;
    world.http.put(api_base + "/git/commits/" + commit_id, 200, commit_body());
    for (int run = 0; run < 3; ++run) {
        const auto facts = world.api().commit(world.repository, commit_id, world.call);
        REQUIRE(facts);
        CHECK(facts->tree == tree_id);
        CHECK(facts->verification->reason == "unsigned");
        world.restart();
    }
    CHECK(world.http.requests.size() == 1);
}

TEST_CASE("offline only what is kept answers", "[github]") {
    World world;
    world.http.put(api_base, 200, repository_body(), {{"etag", "\"one\""}});
    world.call.offline = true;
    const auto error = error_of(world.api().repository(world.repository, world.call));
    CHECK(error.code == ErrorCode::objects_missing);
    CHECK(holds(error.message, "'https://api.github.com/repos/acme/tools'"));
    world.call.offline = false;
    CHECK(world.api().repository(world.repository, world.call));
    world.call.offline = true;
    CHECK(world.api().repository(world.repository, world.call));
    CHECK(world.http.requests.size() == 1);
}

TEST_CASE("the token goes to the API and is written nowhere", "[github]") {
    World world;
    world.environment.variables["GH_TOKEN"] = "canary-0123456789";
    world.http.put(api_base, 200, repository_body(), {{"etag", "\"one\""}});
    CHECK(world.api().repository(world.repository, world.call));
    CHECK(world.sent("authorization") == std::vector<std::string>{"Bearer canary-0123456789"});
    for (const auto& path : world.files.files()) {
        CHECK_FALSE(holds(path, "canary"));
        CHECK_FALSE(holds(*world.files.text(path), "canary"));
    }
}

TEST_CASE("what one token was answered is not shown to another, nor to none", "[github]") {
    World world;
    world.environment.variables["GH_TOKEN"] = "token-one";
    world.http.put(api_base, 200, repository_body(), {{"etag", "\"one\""}});
    world.http.put(api_base, 404, R"({"message":"Not Found"})");
    CHECK(world.api().repository(world.repository, world.call));
    world.environment.variables["GH_TOKEN"] = "token-two";
    world.restart();
    CHECK(error_of(world.api().repository(world.repository, world.call)).code ==
          ErrorCode::repository_not_found);
    world.environment.variables.erase("GH_TOKEN");
    world.restart();
    CHECK(error_of(world.api().repository(world.repository, world.call)).code ==
          ErrorCode::repository_not_found);
    CHECK(world.sent("if-none-match") == std::vector<std::string>{"-", "-", "-"});
    world.call.offline = true;
    CHECK(error_of(world.api().repository(world.repository, world.call)).code ==
          ErrorCode::objects_missing);
}

TEST_CASE("a renamed repository is read where it is now; the token follows on its own host only",
          "[github]") {
    World world;
    world.environment.variables["GH_TOKEN"] = "canary-0123456789";
    world.http.put(api_base, 301, "{}", {{"location", "https://api.github.com/repositories/7"}});
    world.http.put("https://api.github.com/repositories/7", 302, "{}",
                   {{"location", "https://mirror.test/repositories/7"}});
    world.http.put("https://mirror.test/repositories/7", 200, repository_body("new/name"));
    const auto facts = world.api().repository(world.repository, world.call);
    REQUIRE(facts);
    CHECK(facts->full_name == "new/name");
    CHECK(facts->web_url == "https://github.com/new/name");
    CHECK(world.sent("authorization") ==
          std::vector<std::string>{"Bearer canary-0123456789", "Bearer canary-0123456789", "-"});
}

TEST_CASE("a token that is malformed stops the call before anything is sent", "[github]") {
    World world;
    world.environment.variables["GH_TOKEN"] = "bad\ntoken";
    CHECK(error_of(world.api().repository(world.repository, world.call)).code ==
          ErrorCode::invalid_value);
    CHECK(world.http.requests.empty());
}

TEST_CASE("the head of the default branch comes as plain text", "[github]") {
    World world;
    world.http.put(api_base + "/commits/HEAD", 200, commit_id, {{"etag", "\"x\""}});
    CHECK(world.api().commit_id(world.repository, "HEAD", world.call) == commit_id);
    CHECK(world.sent("accept") == std::vector<std::string>{"application/vnd.github.sha"});
    World empty;
    empty.http.put(api_base + "/commits/HEAD", 409, R"({"message":"Git Repository is empty."})");
    const auto error = error_of(empty.api().commit_id(empty.repository, "HEAD", empty.call));
    CHECK(error.code == ErrorCode::empty_repository);
    CHECK(error.message == "'acme/tools' has no commits");
}

TEST_CASE("refs are found by their exact name, branches before tags", "[github]") {
    World world;
    world.http.put(
        refs_url("heads%2Fmain"), 200,
        "[" + ref_row("heads/main", commit_id) + "," + ref_row("heads/main-2", tree_id) + "]");
    world.http.put(refs_url("tags%2Fmain"), 200, "[" + ref_row("tags/main", tree_id) + "]");
    const auto refs = world.api().find_refs(world.repository, "main", world.call);
    REQUIRE(refs);
    REQUIRE(refs->size() == 2);
    CHECK((*refs)[0].name == "refs/heads/main");
    CHECK((*refs)[0].id == commit_id);
    CHECK((*refs)[0].peeled.empty());
    CHECK((*refs)[1].name == "refs/tags/main");
}

TEST_CASE("names below refs/ and strange names are asked for as they are", "[github]") {
    World world;
    world.http.put(refs_url("pull%2F7%2Fhead"), 200, "[" + ref_row("pull/7/head", commit_id) + "]");
    CHECK(world.api().find_refs(world.repository, "refs/pull/7/head", world.call)->size() == 1);
    world.http.put(refs_url("heads%2Fa%23b%3Fc%25d%20%C3%A9"), 200, "[]");
    world.http.put(refs_url("tags%2Fa%23b%3Fc%25d%20%C3%A9"), 200, "[]");
    CHECK(world.api().find_refs(world.repository, "a#b?c%d \xc3\xa9", world.call)->empty());
}

TEST_CASE("annotated tags are peeled, tags of tags too, but not for ever", "[github]") {
    World world;
    const auto tag_url = [](const std::string& id) { return api_base + "/git/tags/" + id; };
    const std::string inner(40, '2');
    world.http.put(refs_url("heads%2Fv1"), 200, "[]");
    world.http.put(refs_url("tags%2Fv1"), 200, "[" + ref_row("tags/v1", tag_id, "tag") + "]");
    world.http.put(tag_url(tag_id), 200, R"({"object":{"type":"tag","sha":")" + inner + R"("}})");
    world.http.put(tag_url(inner), 200,
                   R"({"object":{"type":"commit","sha":")" + commit_id + R"("}})");
    const auto refs = world.api().find_refs(world.repository, "v1", world.call);
    REQUIRE(refs);
    REQUIRE(refs->size() == 1);
    CHECK((*refs)[0].id == tag_id);
    CHECK((*refs)[0].peeled == commit_id);

    World loop;
    loop.http.put(refs_url("tags%2Fv1"), 200, "[" + ref_row("tags/v1", tag_id, "tag") + "]");
    loop.http.put(tag_url(tag_id), 200, R"({"object":{"type":"tag","sha":")" + tag_id + R"("}})");
    CHECK(error_of(loop.api().find_refs(loop.repository, "refs/tags/v1", loop.call)).code ==
          ErrorCode::ref_not_found);
}

TEST_CASE("pages are followed until the name is found; endless ones are not", "[github]") {
    World world;
    const auto second = "https://api.github.com/repositories/7/git/matching-refs/heads%2Fv?page=2";
    world.http.put(refs_url("heads%2Fv"), 200, "[" + ref_row("heads/v-1", tree_id) + "]",
                   {{"link", "<" + std::string(second) + ">; rel=\"next\""}});
    world.http.put(second, 200, "[" + ref_row("heads/v", commit_id) + "]",
                   {{"link", "<https://api.github.com/third>; rel=\"next\""}});
    const auto refs = world.api().find_refs(world.repository, "refs/heads/v", world.call);
    REQUIRE(refs);
    CHECK(refs->size() == 1);
    CHECK(world.http.requests.size() == 2);

    World endless;
    endless.http.put(refs_url("heads%2Fv"), 200, "[]", {{"link", "<?page=2>; rel=next"}});
    endless.http.put(refs_url("heads%2Fv") + "?page=2", 200, "[]",
                     {{"link", "<?page=2>; rel=\"next\""}});
    const auto error =
        error_of(endless.api().find_refs(endless.repository, "refs/heads/v", endless.call));
    CHECK(error.code == ErrorCode::network_error);
    CHECK(holds(error.message, "more than 50 pages"));
    CHECK(endless.http.requests.size() == 50);
}

TEST_CASE("the token does not follow a page on another host", "[github]") {
    World world;
    world.environment.variables["GH_TOKEN"] = "canary-0123456789";
    world.http.put(refs_url("heads%2Fv"), 200, "[]",
                   {{"link", "<https://evil.test/2>; rel=\"next\""}});
    world.http.put("https://evil.test/2", 200, "[]");
    CHECK(world.api().find_refs(world.repository, "refs/heads/v", world.call)->empty());
    CHECK(world.sent("authorization") == std::vector<std::string>{"Bearer canary-0123456789", "-"});
}

TEST_CASE("a commit that is not there is told from a repository that is not", "[github]") {
    World world;
    world.http.put(api_base + "/git/commits/" + commit_id, 404, R"({"message":"Not Found"})");
    world.http.put(api_base, 200, repository_body());
    const auto error = error_of(world.api().commit(world.repository, commit_id, world.call));
    CHECK(error.code == ErrorCode::ref_not_found);
    CHECK(holds(error.message, "'acme/tools' on github.com has no commit"));

    World gone;
    gone.http.put(api_base + "/git/commits/" + commit_id, 404, "");
    gone.http.put(api_base, 404, "");
    CHECK(error_of(gone.api().commit(gone.repository, commit_id, gone.call)).code ==
          ErrorCode::repository_not_found);

    World bad;
    bad.http.put(api_base + "/git/commits/abc", 422, R"({"message":"No commit found for SHA"})");
    CHECK(error_of(bad.api().commit(bad.repository, "abc", bad.call)).code ==
          ErrorCode::ref_not_found);
}

TEST_CASE("another commit than the one asked for is refused and not kept", "[github]") {
    World world;
    world.http.put(api_base + "/git/commits/" + commit_id, 200, commit_body(tag_id));
    CHECK(error_of(world.api().commit(world.repository, commit_id, world.call)).code ==
          ErrorCode::integrity_failed);
    CHECK(world.files.writes.empty());
}

TEST_CASE("refusals name the token's place and say what to do", "[github]") {
    struct Row {
        int status;
        bool token;
        ErrorCode code;
        std::string message;
        std::string hint;
    };
    const std::vector<Row> rows{
        {401, true, ErrorCode::authentication_failed,
         "the token from GH_TOKEN was refused by github.com (github.com: no)",
         "it may have expired or been revoked; set another one, or none for public repositories"},
        {401, false, ErrorCode::authentication_failed,
         "github.com wants a token to read 'acme/tools' (github.com: no)",
         "set GH_TOKEN, or run: gh auth login"},
        {403, true, ErrorCode::authentication_failed,
         "the token from GH_TOKEN may not read 'acme/tools' on github.com (github.com: no)",
         "look at the token's permissions and at single sign-on of the organisation"},
        {403, false, ErrorCode::authentication_failed,
         "it is not allowed without a token to read 'acme/tools' on github.com (github.com: no)",
         "set GH_TOKEN, or run: gh auth login"},
        {404, true, ErrorCode::repository_not_found,
         "there is no repository 'acme/tools' on github.com, or the token from GH_TOKEN may not "
         "read it",
         "check the spelling and the token's permissions"},
        {404, false, ErrorCode::repository_not_found,
         "there is no repository 'acme/tools' on github.com, or it is private",
         "set GH_TOKEN, or run: gh auth login"},
        {410, false, ErrorCode::repository_not_found,
         "github.com no longer offers 'acme/tools' (github.com: no)", ""},
        {451, false, ErrorCode::repository_not_found,
         "github.com no longer offers 'acme/tools' (github.com: no)", ""},
        {400, false, ErrorCode::network_error,
         "'https://api.github.com/repos/acme/tools' answered with status 400 (github.com: no)", ""},
        {501, false, ErrorCode::network_error,
         "'https://api.github.com/repos/acme/tools' answered with status 501 (github.com: no)",
         "try again later"},
        {304, false, ErrorCode::network_error,
         "'https://api.github.com/repos/acme/tools' answered with status 304 (github.com: no)", ""},
    };
    for (const auto& row : rows) {
        World world;
        if (row.token) {
            world.environment.variables["GH_TOKEN"] = "canary-0123456789";
        }
        world.http.put(api_base, row.status, R"({"message":"no"})");
        const auto error = error_of(world.api().repository(world.repository, world.call));
        CAPTURE(row.status, row.token);
        CHECK(error.code == row.code);
        CHECK(error.message == row.message);
        CHECK(error.hint == row.hint);
        CHECK(error.origin.path == api_base);
        CHECK(world.http.requests.size() == 1);
        CHECK(world.files.writes.empty());
    }
}

TEST_CASE("what a host says is cut short and harmless on a terminal", "[github]") {
    World world;
    world.http.put(api_base, 400, R"({"message":"\u001b[2J)" + std::string(500, 'x') + R"("})");
    const auto error = error_of(world.api().repository(world.repository, world.call));
    CHECK_FALSE(holds(error.message, "\x1b"));
    CHECK(holds(error.message, "\\x1b[2J"));
    CHECK(error.message.size() < 330);
}

TEST_CASE("hints for enterprise hosts name their variables", "[github]") {
    World world;
    world.repository.host = "ghe.corp.test";
    world.http.put(api_base, 404, "");
    CHECK(error_of(world.api().repository(world.repository, world.call)).hint ==
          "set GH_HOST and GH_ENTERPRISE_TOKEN, or run: gh auth login --hostname ghe.corp.test");
    world.repository.host = "acme.ghe.com";
    CHECK(error_of(world.api().repository(world.repository, world.call)).hint ==
          "set GH_TOKEN, or run: gh auth login --hostname acme.ghe.com");
}

TEST_CASE("failures that pass are tried three times in all", "[github]") {
    World world;
    world.http.put(api_base, 502, "");
    world.http.put(api_base, 503, "");
    world.http.put(api_base, 200, repository_body());
    CHECK(world.api().repository(world.repository, world.call));
    CHECK(world.clock.waits ==
          std::vector<std::int64_t>{
              github::back_off_ms(1, 0),
              github::back_off_ms(2, static_cast<std::uint64_t>(github::back_off_ms(1, 0)))});
    World down;
    down.http.put(api_base, 500, "");
    const auto error = error_of(down.api().repository(down.repository, down.call));
    CHECK(error.code == ErrorCode::network_error);
    CHECK(error.message ==
          "'https://api.github.com/repos/acme/tools' answered with status 500, after 3 tries");
    CHECK(down.http.requests.size() == 3);
}

TEST_CASE("a limit that passes soon is waited for", "[github]") {
    World world;
    world.http.put(api_base, 403, "", {{"retry-after", "7"}});
    world.http.put(api_base, 429, "",
                   {{"x-ratelimit-remaining", "0"},
                    {"x-ratelimit-reset", std::to_string(world.clock.now().seconds + 30)}});
    world.http.put(api_base, 200, repository_body());
    CHECK(world.api().repository(world.repository, world.call));
    REQUIRE(world.clock.waits.size() == 2);
    CHECK(world.clock.waits[0] / 1000 == 7);
    CHECK(world.clock.waits[1] / 1000 == 23);  // of the thirty seconds seven had passed
}

TEST_CASE("a limit that lasts longer is an error with the time and what is left", "[github]") {
    World world;
    const std::vector<net::Header> headers{{"x-ratelimit-limit", "60"},
                                           {"x-ratelimit-remaining", "0"},
                                           {"x-ratelimit-reset", "1767226200"}};
    world.http.put(api_base, 403, R"({"message":"API rate limit exceeded"})", headers);
    const auto error = error_of(world.api().repository(world.repository, world.call));
    CHECK(error.code == ErrorCode::rate_limited);
    CHECK(error.message ==
          "github.com wants no more requests until 2026-01-01T00:10:00Z: 0 of 60 are left");
    CHECK(error.hint ==
          "set GH_TOKEN: with a token the limit is 5,000 requests an hour instead of 60");
    CHECK(world.http.requests.size() == 1);
    CHECK(world.clock.waits.empty());

    World with_token;
    with_token.environment.variables["GH_TOKEN"] = "canary-0123456789";
    with_token.http.put(api_base, 429, "", {{"retry-after", "120"}});
    const auto other =
        error_of(with_token.api().repository(with_token.repository, with_token.call));
    CHECK(other.code == ErrorCode::rate_limited);
    CHECK(holds(other.message, "github.com wants no more requests until 2026-01-01T00:02:0"));
    CHECK(other.hint == "wait until then");

    World patient;
    patient.options.longest_wait_ms = 3'600'000;
    patient.http.put(api_base, 403, "", headers);
    patient.http.put(api_base, 200, repository_body());
    CHECK(patient.api().repository(patient.repository, patient.call));
}

TEST_CASE("nothing goes on after the deadline", "[github]") {
    World world;
    world.call.deadline_ms = 5'000;
    world.http.put(api_base, 200, repository_body());
    CHECK(world.api().repository(world.repository, world.call));
    CHECK(world.http.requests.back().total_timeout_ms == 5'000);
    world.clock.advance(4);
    CHECK(world.api().repository(world.repository, world.call));
    CHECK(world.http.requests.back().total_timeout_ms == 1'000);
    world.clock.advance(1);
    const auto error = error_of(world.api().repository(world.repository, world.call));
    CHECK(error.code == ErrorCode::network_error);
    CHECK(world.http.requests.size() == 2);

    World limited;
    limited.call.deadline_ms = 5'000;
    limited.http.put(api_base, 429, "", {{"retry-after", "6"}});
    CHECK(error_of(limited.api().repository(limited.repository, limited.call)).code ==
          ErrorCode::rate_limited);
    CHECK(limited.clock.waits.empty());
}

TEST_CASE("redirects take from the time of the call", "[github]") {
    // Each answer takes three seconds.
    class SlowHttp final : public net::HttpClient {
      public:
        explicit SlowHttp(World& world) : world_(world) {}
        Result<net::HttpResponse> send(const net::HttpRequest& request) override {
            world_.clock.advance(3);
            return world_.http.send(request);
        }
        void send_all(std::span<const net::HttpRequest> requests, std::size_t parallel,
                      const Visitor& visit) override {
            world_.http.send_all(requests, parallel, visit);
        }

      private:
        World& world_;
    };
    World world;
    for (int hop = 0; hop < 3; ++hop) {
        world.http.put(api_base + (hop == 0 ? "" : std::to_string(hop)), 302, "",
                       {{"location", api_base + std::to_string(hop + 1)}});
    }
    world.call.deadline_ms = 5'000;
    SlowHttp slow(world);
    github::Tokens tokens(world.environment, world.processes, {}, nullptr);
    github::Api api(slow, world.files, world.clock, tokens, {});
    const auto error = error_of(api.repository(world.repository, world.call));
    CHECK(error.code == ErrorCode::network_error);
    REQUIRE(world.http.requests.size() == 2);
    CHECK(world.http.requests[0].total_timeout_ms == 5'000);
    CHECK(world.http.requests[1].total_timeout_ms == 2'000);
}

TEST_CASE("a connection that breaks is tried again, other errors are not", "[github]") {
    const Error broken{
        ErrorCode::network_error, "cut off", {}, {}, std::string(net::broken_connection_hint)};
    World world;
    world.http.put_for("GET " + api_base, fail(broken));
    world.http.put(api_base, 200, repository_body());
    CHECK(world.api().repository(world.repository, world.call));
    CHECK(world.clock.waits.size() == 1);
    for (const auto code : {ErrorCode::network_error, ErrorCode::too_large, ErrorCode::interrupted,
                            ErrorCode::invalid_value}) {
        World other;
        other.http.put_error(api_base, code, "no");
        CHECK(error_of(other.api().repository(other.repository, other.call)).code == code);
        CHECK(other.http.requests.size() == 1);
    }
}
