// The real client of HTTP, the real disk and the real git against tests/support/github_server.py.
#include "server.hpp"

#include <fakes/fake_clock.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/github/api.hpp>
#include <skillmeat/net/curl_client.hpp>
#include <support/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace skillmeat;
using namespace skillmeat::test;

namespace {

const std::string canary = "canary-7c1f0b2d9e";

/// A repository, and the API as the program would use it.
struct World {
    World() {
        box.make_repository("r");
        // No credential helper and no gh of this machine is asked.
        box.environment.variables["GIT_CONFIG_GLOBAL"] = "/dev/null";
        options.cache = box / "api";
        head = box.sh("git -C r rev-parse HEAD");
        http = net::make_curl_client(box.environment);
    }

    std::string served(const std::string& name = "acme/tools") const {
        return name + "=" + (box / "r").string();
    }
    github::Api& api() {
        if (!api_) {
            tokens_ = std::make_unique<github::Tokens>(
                box.environment, *box.runner, std::map<std::string, std::string>{}, nullptr);
            api_ = std::make_unique<github::Api>(*http, *box.files, clock, *tokens_, options);
        }
        return *api_;
    }
    void restart() {
        api_.reset();
        tokens_.reset();
    }
    Result<std::unique_ptr<tree::SourceTree>> open(const github::Repository& repository) {
        SKILLMEAT_ASSIGN(const auto commit, api().commit(repository, head, call));
        return api().open_tree(repository, commit, 100'000, call);
    }
    void forget() const { std::filesystem::remove_all(box / "api"); }

    /// Whether the text stands in any file below a folder of the sandbox.
    bool is_in_files(const std::string& folder, const std::string& text) const {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(box / folder)) {
            std::ifstream stream(entry.path(), std::ios::binary);
            std::ostringstream bytes;
            bytes << stream.rdbuf();
            if (bytes.str().find(text) != std::string::npos ||
                entry.path().string().find(text) != std::string::npos) {
                return true;
            }
        }
        return false;
    }

    Sandbox box;
    github::ApiOptions options;
    github::CallOptions call;
    fakes::FakeClock clock;
    std::string head;
    std::unique_ptr<net::HttpClient> http;

  private:
    std::unique_ptr<github::Tokens> tokens_;
    std::unique_ptr<github::Api> api_;
};

void check_same(std::span<const tree::Entry> a, std::span<const tree::Entry> b) {
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        CHECK(a[i].path == b[i].path);
        CHECK(a[i].id == b[i].id);
        CHECK(a[i].mode == b[i].mode);
    }
}

/// As git gives the same commit.
void check_as_git(World& world, tree::SourceTree& tree) {
    const auto place = must(git::look_at(*world.box.files, world.box / "r"));
    git::ResolvedRef ref;
    ref.commit = world.head;
    ref.hash = place.hash;
    const auto by_git = must(git::open_commit(world.box.git(), place, ref));
    check_same(tree.files(), by_git->files());
    check_same(tree.directories(), by_git->directories());
    must(tree.prefetch(all_files(tree)));
    CHECK(contents(tree) == contents(*by_git));
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

TEST_CASE("facts, refs, commits and the tree come as git has them", "[github]") {
    World world;
    world.box.sh(
        "cd r && ln -s a.txt link && git add . && git commit -qm two && "
        "git tag -a v1 -m v1 && git branch feature/x && "
        "git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),sub && "
        "git commit -qm three");
    world.head = world.box.sh("git -C r rev-parse HEAD");
    GitHubServer server(world.box, {world.served()});
    server.control(R"({"repositories": {"acme/tools": {"description": "Tools for \u00e9vérything",
                       "topics": ["skills", "pdf"]}}})");
    const auto repository = server.repository("acme/tools");
    auto& api = world.api();

    const auto facts = must(api.repository(repository, world.call));
    CHECK(facts.full_name == "acme/tools");
    CHECK(facts.web_url == server.url() + "/acme/tools");
    CHECK(facts.default_branch == "main");
    CHECK(facts.description == "Tools for \xc3\xa9v\xc3\xa9rything");
    CHECK(facts.topics == std::vector<std::string>{"skills", "pdf"});

    CHECK(must(api.commit_id(repository, "HEAD", world.call)) == world.head);
    const auto tags = must(api.find_refs(repository, "v1", world.call));
    REQUIRE(tags.size() == 1);
    CHECK(tags[0].name == "refs/tags/v1");
    CHECK(tags[0].id == world.box.sh("git -C r rev-parse v1"));
    CHECK(tags[0].peeled == world.box.sh("git -C r rev-parse v1^{commit}"));
    CHECK(must(api.find_refs(repository, "feature/x", world.call)).size() == 1);
    CHECK(must(api.find_refs(repository, "feature", world.call)).empty());
    const auto commit = must(api.commit(repository, world.head, world.call));
    CHECK(commit.tree == world.box.sh("git -C r rev-parse HEAD^{tree}"));
    CHECK(commit.verification->reason == "unsigned");

    check_as_git(world, *must(world.open(repository)));
    CHECK_FALSE(world.box.sh("find api -type f ! -perm 0600; find api -type d ! -perm 0700") != "");
}

TEST_CASE("large and odd trees come as git has them, in parts too", "[github]") {
    World world;
    world.box.sh(
        "cd r && for i in $(seq 1 12); do mkdir -p d$i/e$i/f; echo $i > d$i/e$i/f/x; "
        "echo $i > d$i/y; done; mkdir d1-; echo z > d1-/z; echo 'sp ace' > 'sp ace#?%.md'; "
        "echo q > \"quo'te\\\"\"; echo u > \xc3\xa9.md; git add . && git commit -qm two");
    world.head = world.box.sh("git -C r rev-parse HEAD");
    GitHubServer server(world.box, {world.served(), "--token", canary});
    world.box.environment.variables["GH_TOKEN"] = canary;
    check_as_git(world, *must(world.open(server.repository("acme/tools"))));
    world.forget();
    server.control(R"({"settings": {"tree_limit": 3}})");
    (void)server.requests();
    check_as_git(world, *must(world.open(server.repository("acme/tools"))));
    CHECK(server.request_count() > 24);
}

TEST_CASE("names that are no UTF-8 do not stop a scan", "[github]") {
    World world;
    world.box.sh("cd r && printf x > \"$(printf 'l\\351.md')\" && git add . && git commit -qm two");
    world.head = world.box.sh("git -C r rev-parse HEAD");
    GitHubServer server(world.box, {world.served()});
    const auto tree = must(world.open(server.repository("acme/tools")));
    CHECK(holds(join(paths(*tree), " "), "l\xef\xbf\xbd.md"));
}

TEST_CASE("SHA-256 repositories are read", "[github]") {
    World world;
    world.box.make_repository("s", "--object-format=sha256");
    world.box.sh("rm -rf r && mv s r");
    world.head = world.box.sh("git -C r rev-parse HEAD");
    GitHubServer server(world.box, {world.served()});
    check_as_git(world, *must(world.open(server.repository("acme/tools"))));
}

TEST_CASE("what did not change costs one request that is free, or none", "[github]") {
    World world;
    GitHubServer server(world.box, {world.served()});
    const auto repository = server.repository("acme/tools");
    const auto scan = [&] {
        must(world.api().repository(repository, world.call));
        must(world.api().commit_id(repository, "HEAD", world.call));
        const auto tree = must(world.open(repository));
        must(tree->prefetch(all_files(*tree)));
        world.restart();
    };
    scan();
    CHECK(server.request_count() == 7);  // facts, head, commit, tree, three files
    scan();
    const auto again = server.requests();
    REQUIRE(again.size() == 2);
    CHECK(holds(again[0], "\"status\": 304"));
    CHECK(holds(again[1], "\"status\": 304"));
    world.call.offline = true;
    scan();
    CHECK(server.request_count() == 0);
}

TEST_CASE("a token never leaves the host it is for", "[github]") {
    World world;
    world.box.environment.variables["GH_TOKEN"] = canary;
    GitHubServer first(world.box, {world.served(), "--token", canary});
    GitHubServer second(world.box, {world.served()});
    const auto repository = first.repository("acme/tools");
    for (const std::string status : {"301", "302", "307"}) {
        first.control(R"({"faults": [{"kind": "redirect", "status": )" + status + R"(, "to": ")" +
                      second.url() + R"("}]})");
        CHECK(world.api().repository(repository, world.call));
        CHECK(world.api().commit_id(repository, "HEAD", world.call));
        const auto tree = must(world.open(repository));
        must(tree->prefetch(all_files(*tree)));
        const auto reached = second.requests();
        CHECK(reached.size() >= 4);
        for (const auto& request : reached) {
            CHECK_FALSE(holds(ascii_lower(request), "authorization"));
            CHECK_FALSE(holds(request, canary));
        }
        CHECK_FALSE(world.is_in_files("api", canary));
        world.forget();
    }
    for (const auto& request : first.requests()) {
        CHECK(holds(request, "Bearer " + canary));
        CHECK_FALSE(holds(request.substr(0, request.find("\"headers\"")), canary));
    }
    // Nor does it stand in errors.
    first.control(R"({"faults": [], "tokens": []})");
    const auto error = error_of(world.api().repository(repository, world.call));
    CHECK(error.code == ErrorCode::authentication_failed);
    CHECK(holds(error.message, "the token from GH_TOKEN was refused by github.com"));
    CHECK_FALSE(holds(error.message + error.hint + error.origin.path, canary));
}

TEST_CASE("private repositories are there for those with a token", "[github]") {
    World world;
    GitHubServer server(world.box, {world.served(), "--token", canary});
    server.control(R"({"repositories": {"acme/tools": {"private": true}}})");
    const auto repository = server.repository("acme/tools");
    const auto error = error_of(world.api().repository(repository, world.call));
    CHECK(error.code == ErrorCode::repository_not_found);
    CHECK(holds(error.message, "or it is private"));
    world.box.environment.variables["GH_TOKEN"] = canary;
    world.restart();
    CHECK(world.api().repository(repository, world.call));
    // What was read with a token is not shown without one.
    world.box.environment.variables.erase("GH_TOKEN");
    world.restart();
    CHECK(error_of(world.api().repository(repository, world.call)).code ==
          ErrorCode::repository_not_found);
    world.call.offline = true;
    CHECK(error_of(world.api().repository(repository, world.call)).code ==
          ErrorCode::objects_missing);
}

TEST_CASE("renamed and deleted repositories are told apart", "[github]") {
    World world;
    GitHubServer server(world.box, {world.served()});
    server.control(R"({"settings": {"renamed": {"old/name": "acme/tools"}}})");
    const auto old = server.repository("old/name");
    CHECK(must(world.api().repository(old, world.call)).full_name == "acme/tools");
    CHECK(must(world.api().commit_id(old, "HEAD", world.call)) == world.head);
    check_as_git(world, *must(world.open(old)));

    server.control(R"({"settings": {"renamed": {}, "deleted": ["acme/tools"]}})");
    CHECK(error_of(world.api().repository(server.repository("acme/tools"), world.call)).code ==
          ErrorCode::repository_not_found);
    CHECK(error_of(world.api().repository(old, world.call)).code ==
          ErrorCode::repository_not_found);
}

TEST_CASE("a repository without commits says so", "[github]") {
    World world;
    world.box.sh("git init -q -b main empty");
    GitHubServer server(world.box, {"acme/empty=" + (world.box / "empty").string()});
    CHECK(
        error_of(world.api().commit_id(server.repository("acme/empty"), "HEAD", world.call)).code ==
        ErrorCode::empty_repository);
    CHECK(must(world.api().find_refs(server.repository("acme/empty"), "main", world.call)).empty());
}

TEST_CASE("answers that are no answers are refused, and not kept", "[github]") {
    World world;
    GitHubServer server(world.box, {world.served()});
    const auto repository = server.repository("acme/tools");
    struct Row {
        std::string fault;
        ErrorCode code;
        std::size_t requests;
    };
    const std::vector<Row> rows{
        {"html", ErrorCode::network_error, 1},     {"invalid_json", ErrorCode::network_error, 1},
        {"cut_body", ErrorCode::network_error, 3}, {"wrong_length", ErrorCode::network_error, 3},
        {"close", ErrorCode::network_error, 3},    {"huge", ErrorCode::too_large, 1},
        {"gzip_bomb", ErrorCode::too_large, 1}};
    for (const auto& row : rows) {
        server.control(R"({"faults": [{"kind": ")" + row.fault + R"("}]})");
        CAPTURE(row.fault);
        const auto error = error_of(world.api().repository(repository, world.call));
        CAPTURE(error.message);
        CHECK(error.code == row.code);
        CHECK(server.request_count() == row.requests);
        CHECK_FALSE(std::filesystem::exists(world.box / "api"));
    }
}

TEST_CASE("a slow answer ends at the deadline", "[github]") {
    World world;
    GitHubServer server(world.box, {world.served()});
    server.control(R"({"faults": [{"kind": "slow"}]})");
    world.call.deadline_ms = world.clock.ticks_ms() + 300;
    CHECK(error_of(world.api().repository(server.repository("acme/tools"), world.call)).code ==
          ErrorCode::network_error);
}

TEST_CASE("failures and limits that pass are waited out", "[github]") {
    World world;
    GitHubServer server(world.box, {world.served()});
    const auto repository = server.repository("acme/tools");
    server.control(R"({"faults": [{"kind": "status", "status": 503, "times": 2}]})");
    CHECK(world.api().repository(repository, world.call));
    CHECK(world.clock.waits.size() == 2);
    server.control(R"({"faults": [{"kind": "secondary_limit", "retry_after": 9, "times": 1}]})");
    CHECK(world.api().repository(repository, world.call));
    CHECK(world.clock.waits.back() / 1000 == 9);
    server.control(R"({"faults": [{"kind": "secondary_limit", "status": 429, "times": 1}]})");
    CHECK(world.api().repository(repository, world.call));
    CHECK(world.clock.waits.back() == 60'000);
    server.control(R"({"faults": [{"kind": "cut_body", "path": "blobs", "times": 2}]})");
    const auto tree = must(world.open(repository));
    must(tree->prefetch(all_files(*tree)));
    CHECK(contents(*tree).size() == 3);
}

TEST_CASE("a quota that is used up is an error with a time", "[github]") {
    World world;
    GitHubServer server(world.box, {world.served()});
    server.control(R"({"settings": {"limit_anonymous": 2}})");
    const auto repository = server.repository("acme/tools");
    // The server's clock is the machine's, ours stands still long before it.
    CHECK(world.api().repository(repository, world.call));
    CHECK(world.api().commit_id(repository, "HEAD", world.call));
    const auto error = error_of(world.api().commit(repository, world.head, world.call));
    CHECK(error.code == ErrorCode::rate_limited);
    CHECK(holds(error.message, "0 of 2 are left"));
    CHECK(holds(error.hint, "GH_TOKEN"));
}

TEST_CASE("endless pages end, and rows left out are noticed", "[github]") {
    World world;
    GitHubServer server(world.box, {world.served()});
    server.control(R"({"faults": [{"kind": "endless_pages"}]})");
    const auto repository = server.repository("acme/tools");
    CHECK(holds(error_of(world.api().find_refs(repository, "none", world.call)).message,
                "more than 50 pages"));
    server.control(R"({"faults": [{"kind": "lost_row", "name": "skills/pdf/SKILL.md"}],
                       "settings": {"limit_anonymous": 1000}})");
    CHECK(error_of(world.open(repository)).code == ErrorCode::integrity_failed);
    server.control(R"({"faults": []})");
    check_as_git(world, *must(world.open(repository)));
}

TEST_CASE("enterprise servers are spoken to below /api/v3", "[github]") {
    World world;
    GitHubServer server(world.box, {world.served(), "--token", canary});
    const auto host = server.url().substr(std::string("http://").size());
    const auto url = must(parse_git_url(server.url() + "/acme/tools"));
    const auto repository = github::repository_of(url, {"https://api.github.com", {host}});
    REQUIRE(repository);
    // GitHub's own token is not for this host; the one of GH_HOST is.
    world.box.environment.variables["GH_TOKEN"] = "another-canary-1234";
    CHECK(world.api().repository(*repository, world.call));
    CHECK_FALSE(holds(server.requests().at(0), "canary"));
    world.box.environment.variables["GH_HOST"] = host;
    world.box.environment.variables["GH_ENTERPRISE_TOKEN"] = canary;
    world.restart();
    CHECK(world.api().repository(*repository, world.call));
    const auto requests = server.requests();
    CHECK(holds(requests.at(0), "/api/v3/repos/acme/tools"));
    CHECK(holds(requests.at(0), "Bearer " + canary));
}
