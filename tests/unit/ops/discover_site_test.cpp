// Indexes of sites: fetching, copies, tokens and digests.
#include <support/catch.hpp>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/ops/discover/discover.hpp>
#include <skillmeat/ops/discover/index_copies.hpp>

#include <unit/ops/world.hpp>

namespace skillmeat::ops {
namespace {

const std::string site = "https://skills.test";
const std::string first = site + "/.well-known/agent-skills/index.json";
const std::string second = site + "/.well-known/skills/index.json";
const std::string page = "# pdf\n";
constexpr std::int64_t day = 86'400;

std::string skill(const std::string& name, const std::string& digest = "") {
    return R"({"name": ")" + name + R"(", "type": "skill-md", "description": "d", "url": "/)" +
           name + R"(.md")" + (digest.empty() ? "" : R"(, "digest": "sha256:)" + digest + "\"") +
           "}";
}

std::string index_of(const std::string& skills) {
    return R"({"$schema": "https://schemas.agentskills.io/discovery/0.2.0/schema.json",
               "skills": [)" +
           skills + "]}";
}

/// A world with one site, in the first hours of 1970 as the files of the fake disk are.
struct SiteWorld : World {
    DiscoverRequest request;

    SiteWorld() {
        clock.set(Timestamp{1000});
        request.place = site;
    }

    Result<Discovered> discover() {
        const auto scope = project();
        return discover_sources(services, &scope, request);
    }
    std::string names() {
        const auto found = discover();
        if (!found) {
            return "error " + std::string(info(found.error().code).name);
        }
        std::string text;
        for (const auto& row : found->references) {
            text += row.reference.name + " ";
        }
        return text;
    }
    [[nodiscard]] std::vector<std::string> copies() const {
        std::vector<std::string> found;
        for (const auto& file : files.files()) {
            if (file.find("/indexes/") != std::string::npos) {
                found.push_back(file);
            }
        }
        return found;
    }
};

TEST_CASE("a site is asked for its index, and a copy is kept", "[ops]") {
    SiteWorld world;
    world.http.put(first, 200, index_of(skill("pdf") + "," + skill("docx")), {{"etag", "\"1\""}});
    const auto found = world.discover();
    REQUIRE(found);
    CHECK(found->kind == IndexKind::site);
    CHECK(found->index.url == first);
    CHECK(found->index.fetched_at == Timestamp{1000});
    CHECK_FALSE(found->index.from_cache);
    CHECK(found->address == site);
    REQUIRE(found->references.size() == 2);
    CHECK(found->references[0].reference.name == "docx");
    CHECK(found->references[1].reference.url == site + "/pdf.md");
    CHECK(world.copies().size() == 1);
    REQUIRE(world.http.requests.size() == 1);
    CHECK(fakes::FakeHttp::header_of(world.http.requests[0], "accept") == "application/json");
    CHECK(world.http.requests[0].max_body == discover::max_index_size);
}

TEST_CASE("a young copy is believed, for the ttl of the setting", "[ops]") {
    SiteWorld world;
    world.http.put(first, 200, index_of(skill("old")));
    world.http.put(first, 200, index_of(skill("new")));
    CHECK(world.names() == "old ");
    world.clock.set(Timestamp{1299});
    CHECK(world.names() == "old ");
    CHECK(world.http.requests.size() == 1);
    CHECK(world.discover()->index.from_cache);
    world.clock.set(Timestamp{1300});
    CHECK(world.names() == "new ");
    CHECK(world.http.requests.size() == 2);
    world.clock.set(Timestamp{900});  // a copy from the future is none to believe
    CHECK(world.names() == "new ");
    CHECK(world.http.requests.size() == 3);
}

TEST_CASE("the setting and the saved index say how long a copy is believed", "[ops]") {
    SiteWorld world;
    world.http.put(first, 200, index_of(skill("a")));
    const auto scope = world.project(
        "schema = 1\n[settings]\ncache_ttl = \"10s\"\n[[index]]\nid = \"long\"\n"
        "url = \"https://skills.test\"\nttl = \"1h\"\n[[index]]\nid = \"never\"\n"
        "url = \"https://skills.test\"\nttl = 0\n");
    const auto asked = [&](const std::string& place) {
        world.request.place = place;
        REQUIRE(discover_sources(world.services, &scope, world.request));
        return world.http.requests.size();
    };
    CHECK(asked(site) == 1);
    world.clock.set(Timestamp{1009});
    CHECK(asked(site) == 1);
    world.clock.set(Timestamp{1010});
    CHECK(asked("long") == 1);
    CHECK(asked("LONG") == 1);
    CHECK(asked(site) == 2);
    CHECK(asked("never") == 3);
    CHECK(discover_sources(world.services, &scope, world.request)->saved_id == "never");
}

TEST_CASE("refresh asks with the tag of the copy, and 304 makes it young again", "[ops]") {
    SiteWorld world;
    world.http.put(first, 200, index_of(skill("a")), {{"etag", "\"v1\""}});
    world.http.put(first, 304, "");
    CHECK(world.names() == "a ");
    world.clock.set(Timestamp{1100});
    world.request.refresh = true;
    const auto found = world.discover();
    REQUIRE(found);
    CHECK(found->references.size() == 1);
    CHECK(found->index.fetched_at == Timestamp{1100});
    CHECK_FALSE(found->index.from_cache);
    CHECK(fakes::FakeHttp::header_of(world.http.requests[1], "if-none-match") == "\"v1\"");
    world.request.refresh = false;
    world.clock.set(Timestamp{1399});
    CHECK(world.names() == "a ");
    CHECK(world.http.requests.size() == 2);
}

TEST_CASE("without a tag the date of the copy is sent", "[ops]") {
    SiteWorld world;
    world.http.put(first, 200, index_of(skill("a")),
                   {{"last-modified", "Thu, 01 Jan 1970 00:00:00 GMT"}});
    CHECK(world.names() == "a ");
    world.request.refresh = true;
    CHECK(world.names() == "a ");
    CHECK(fakes::FakeHttp::header_of(world.http.requests[1], "if-modified-since") ==
          "Thu, 01 Jan 1970 00:00:00 GMT");
    CHECK(fakes::FakeHttp::header_of(world.http.requests[1], "if-none-match").empty());
}

TEST_CASE("an expired copy is used when the host cannot be reached, and says its age", "[ops]") {
    SiteWorld world;
    world.http.put(first, 200, index_of(skill("a")));
    world.http.put_error(first, ErrorCode::network_error, "cannot reach 'skills.test'");
    CHECK(world.names() == "a ");
    world.clock.set(Timestamp{1000 + 3 * 3600 + 60});
    const auto found = world.discover();
    REQUIRE(found);
    CHECK(found->index.expired);
    CHECK(found->index.from_cache);
    CHECK(found->references.size() == 1);
    REQUIRE(world.diagnostics.items.size() == 1);
    CHECK(world.diagnostics.items[0].severity == Severity::warning);
    CHECK(world.diagnostics.items[0].message ==
          "cannot reach 'skills.test': using a copy of 'https://skills.test' that is 3 hours old");
}

TEST_CASE("an expired copy is not used when the host answers something else", "[ops]") {
    SiteWorld world;
    world.http.put(first, 200, index_of(skill("a")));
    world.http.put(first, 401, "");
    CHECK(world.names() == "a ");
    world.clock.set(Timestamp{2000});
    CHECK(world.names() == "error authentication_failed");
}

TEST_CASE("offline nothing is asked, and any copy serves", "[ops]") {
    SiteWorld world;
    world.request.offline = true;
    CHECK(world.names() == "error objects_missing");
    CHECK(world.http.requests.empty());
    world.request.offline = false;
    world.http.put(first, 404, "");
    world.http.put(second, 200, index_of(skill("a")));
    CHECK(world.names() == "a ");
    world.request.offline = true;
    CHECK(world.names() == "a ");
    CHECK(world.diagnostics.items.empty());  // young: nothing to say
    world.clock.set(Timestamp{1000 + 2 * day});
    CHECK(world.names() == "a ");
    REQUIRE(world.diagnostics.items.size() == 1);
    CHECK(world.diagnostics.items[0].message ==
          "offline: using a copy of 'https://skills.test' that is 2 days old");
    CHECK(world.http.requests.size() == 2);
}

TEST_CASE("copies that were not renewed for 30 days go away by themselves", "[ops]") {
    SiteWorld world;
    world.http.put(first, 200, index_of(skill("a")));
    CHECK(world.names() == "a ");
    world.files.put("/home/ana/.cache/skillmeat/git/x-0.git/HEAD", "x");
    REQUIRE(world.copies().size() == 1);
    world.request.offline = true;
    world.clock.set(Timestamp{30 * day});
    CHECK(world.names() == "a ");
    world.clock.set(Timestamp{30 * day + 1});
    CHECK(world.names() == "error objects_missing");
    CHECK(world.copies().empty());
    CHECK(world.files.exists("/home/ana/.cache/skillmeat/git/x-0.git/HEAD"));
}

TEST_CASE("the second place is asked when the first has no index", "[ops]") {
    struct Row {
        int status;
        std::string body;
    };
    const auto row = GENERATE(Row{404, ""}, Row{410, ""}, Row{200, "<!doctype html>"},
                              Row{200, R"({"skills": 3})"});
    SiteWorld world;
    world.http.put(first, row.status, row.body);
    world.http.put(second, 200, index_of(skill("a")));
    const auto found = world.discover();
    REQUIRE(found);
    CHECK(found->index.url == second);
    CHECK(world.http.requests.size() == 2);
    CHECK(world.names() == "a ");  // from the copy of the second
    CHECK(world.http.requests.size() == 2);
}

TEST_CASE("a site without an index says where it was looked for", "[ops]") {
    SiteWorld world;
    world.http.put(first, 404, "");
    world.http.put(second, 404, "");
    const auto found = world.discover();
    REQUIRE_FALSE(found);
    CHECK(found.error().code == ErrorCode::index_not_found);
    CHECK(found.error().message == "'https://skills.test' serves no index: neither '" + first +
                                       "' nor '" + second + "' is there");
    CHECK(found.error().hint.find("--as repo") != std::string::npos);
    CHECK(world.copies().empty());
}

TEST_CASE("what is there but no index is told rather than what is not there", "[ops]") {
    SiteWorld world;
    world.http.put(first, 200, R"({"$schema": "https://schemas.test/9", "skills": []})");
    world.http.put(second, 404, "");
    const auto found = world.discover();
    REQUIRE_FALSE(found);
    CHECK(found.error().message.find("'https://schemas.test/9', which is not known") !=
          std::string::npos);
    CHECK(world.copies().empty());
}

TEST_CASE("answers of hosts have their errors", "[ops]") {
    struct Row {
        int status;
        ErrorCode code;
    };
    const auto row =
        GENERATE(Row{401, ErrorCode::authentication_failed},
                 Row{403, ErrorCode::authentication_failed}, Row{429, ErrorCode::rate_limited},
                 Row{500, ErrorCode::network_error}, Row{503, ErrorCode::network_error},
                 Row{204, ErrorCode::network_error}, Row{304, ErrorCode::network_error});
    SiteWorld world;
    world.request.place = site + "/list.json";
    world.http.put(site + "/list.json", row.status, "");
    const auto found = world.discover();
    REQUIRE_FALSE(found);
    CHECK(found.error().code == row.code);
    CHECK(found.error().message.find("'https://skills.test/list.json'") != std::string::npos);
}

TEST_CASE("an index file named by itself is asked alone", "[ops]") {
    SiteWorld world;
    world.request.place = site + "/list.json";
    world.http.put(site + "/list.json", 404, "");
    const auto found = world.discover();
    CHECK(found.error().message == "'https://skills.test/list.json' is not there");
    CHECK(world.http.requests.size() == 1);
}

TEST_CASE("URLs are relative to what answered in the end", "[ops]") {
    SiteWorld world;
    world.http.put(first, 302, "", {{"location", "https://cdn.test/x/index.json"}});
    world.http.put("https://cdn.test/x/index.json", 200,
                   R"({"skills": [{"name": "a", "type": "skill-md", "url": "a.md"}]})");
    const auto found = world.discover();
    REQUIRE(found);
    CHECK(found->index.url == "https://cdn.test/x/index.json");
    CHECK(found->references[0].reference.url == "https://cdn.test/x/a.md");
    CHECK(world.names() == "a ");
    CHECK(world.discover()->references[0].reference.url == "https://cdn.test/x/a.md");
    CHECK(world.http.requests.size() == 2);
}

/// A world whose user names the variable of a token, which goes to one place only.
struct PrivateWorld : SiteWorld {
    explicit PrivateWorld(const std::string& host = "skills.test") {
        files.put("/home/ana/.config/skillmeat/skillmeat.toml",
                  "schema = 1\n[settings]\ntoken_variables = [\"" + host + "=SKILLS_TOKEN\"]\n");
        environment.variables["SKILLS_TOKEN"] = "canary-0123456789";
    }
    [[nodiscard]] std::string sent(std::size_t at) const {
        return fakes::FakeHttp::header_of(http.requests.at(at), "authorization");
    }
};

TEST_CASE("a token goes to its host, and stays behind on redirects", "[ops]") {
    PrivateWorld world;
    world.http.put(first, 302, "", {{"location", "https://evil.test/index.json"}});
    world.http.put("https://evil.test/index.json", 302, "",
                   {{"location", "https://skills.test:8443/index.json"}});
    world.http.put("https://skills.test:8443/index.json", 200, index_of(skill("a")));
    CHECK(world.names() == "a ");
    CHECK(world.sent(0) == "Bearer canary-0123456789");
    CHECK(world.sent(1).empty());
    CHECK(world.sent(2).empty());
    for (const auto& file : world.files.files()) {
        CHECK(world.text(file).find("canary") == std::string::npos);
    }
}

TEST_CASE("tokens are for one host and port", "[ops]") {
    const std::string host =
        GENERATE("evilskills.test", "skills.test:8443", "test", "sub.skills.test", "skills.tes");
    PrivateWorld world(host);
    world.http.put(first, 200, index_of(skill("a")));
    CHECK(world.names() == "a ");
    CHECK(world.sent(0).empty());
}

TEST_CASE("http on this machine may have a token, http elsewhere never", "[ops]") {
    PrivateWorld world("127.0.0.1:8080");
    world.request.place = "http://127.0.0.1:8080/list.json";
    world.http.put(world.request.place, 200, index_of(skill("a")));
    CHECK(world.names() == "a ");
    CHECK(world.sent(0) == "Bearer canary-0123456789");
    const IndexTokens tokens(world.environment, {{"h.test:80", "SKILLS_TOKEN"}}, nullptr);
    CHECK(tokens.variable_of({"http", "h.test", 80}).empty());
    CHECK(tokens.variable_of({"https", "h.test", 80}) == "SKILLS_TOKEN");
    const IndexTokens ipv6(world.environment, {{"[::1]:81", "SKILLS_TOKEN"}}, nullptr);
    CHECK(ipv6.variable_of({"http", "::1", 81}) == "SKILLS_TOKEN");
}

TEST_CASE("another token never sees the copy of one", "[ops]") {
    PrivateWorld world;
    world.http.put(first, 200, index_of(skill("private")));
    world.http.put(first, 404, "");
    world.http.put(second, 404, "");
    CHECK(world.names() == "private ");
    CHECK(world.names() == "private ");
    CHECK(world.http.requests.size() == 1);
    world.environment.variables["SKILLS_TOKEN"] = "another-0123456789";
    CHECK(world.names() == "error index_not_found");
    world.environment.variables.erase("SKILLS_TOKEN");
    CHECK(world.names() == "error index_not_found");
}

TEST_CASE("a token that is refused, missing or damaged is named by its variable", "[ops]") {
    PrivateWorld world;
    world.http.put(first, 401, "");
    CHECK(world.discover().error().message ==
          "'" + first + "' refuses the token from SKILLS_TOKEN");
    world.environment.variables.erase("SKILLS_TOKEN");
    CHECK(world.discover().error().message ==
          "'" + first + "' asks for a token, and SKILLS_TOKEN is not set");
    world.environment.variables["SKILLS_TOKEN"] = "canary\r\nX-Evil: 1";
    const auto damaged = world.discover();
    CHECK(damaged.error().code == ErrorCode::invalid_value);
    CHECK(damaged.error().message.find("canary") == std::string::npos);
    CHECK(damaged.error().message.find("SKILLS_TOKEN") != std::string::npos);
}

TEST_CASE("a host that wants a token nobody named says how to name it", "[ops]") {
    SiteWorld world;
    world.http.put(first, 403, "");
    CHECK(world.discover().error().hint.find("token_variables") != std::string::npos);
}

TEST_CASE("a project cannot send a token anywhere", "[ops]") {
    SiteWorld world;
    world.environment.variables["GITHUB_TOKEN"] = "canary-0123456789";
    const auto scope =
        world.project("schema = 1\n[settings]\ntoken_variables = [\"skills.test=GITHUB_TOKEN\"]\n");
    world.http.put(first, 200, index_of(skill("a")));
    REQUIRE(discover_sources(world.services, &scope, world.request));
    CHECK(fakes::FakeHttp::header_of(world.http.requests[0], "authorization").empty());
}

TEST_CASE("digests of skill files are compared when that is asked for", "[ops]") {
    SiteWorld world;
    const auto right = hex_digest(HashKind::sha256, page);
    world.http.put(
        first, 200,
        index_of(skill("differs", std::string(64, 'a')) + "," + skill("gone", right) + "," +
                 skill("moved", right) + "," + skill("none") + "," + skill("right", right) + R"(,
                            {"name": "zip", "type": "archive", "description": "d",
                             "url": "/z.zip", "digest": "sha256:)" +
                 right + "\"}"));
    for (const std::string name : {"right", "differs"}) {
        world.http.put(site + "/" + name + ".md", 200, page);
    }
    world.http.put(site + "/gone.md", 404, "");
    world.http.put(site + "/moved.md", 302, "", {{"location", "/new.md"}});
    world.http.put(site + "/new.md", 200, page);
    auto found = world.discover();
    REQUIRE(found);
    CHECK(world.http.requests.size() == 1);
    REQUIRE(verify_digests(world.services, *found, {0, 1, 2, 3, 4, 5}));
    std::vector<std::string> results;
    for (const auto& row : found->references) {
        results.push_back(row.reference.name + " " + std::string(to_string(row.digest.result)));
    }
    CHECK(results == std::vector<std::string>{"differs differs", "gone failed", "moved matches",
                                              "none unchecked", "right matches", "zip unchecked"});
    CHECK(found->references[0].digest.error->code == ErrorCode::integrity_failed);
    CHECK(found->references[0].digest.error->message.find(right) != std::string::npos);
    CHECK(found->references[1].digest.error->code == ErrorCode::network_error);
    CHECK(world.http.requests.size() == 7);  // the moved one from its first place again
}

TEST_CASE("only the files asked for are read, with the token of their own host", "[ops]") {
    PrivateWorld world;
    const auto digest = hex_digest(HashKind::sha256, page);
    world.http.put(first, 200,
                   index_of(skill("a", digest) + R"(,
                   {"name": "b", "type": "skill-md", "description": "d",
                    "url": "https://cdn.test/b.md", "digest": "sha256:)" +
                            digest + "\"}"));
    world.http.put(site + "/a.md", 200, page);
    world.http.put("https://cdn.test/b.md", 200, page);
    auto found = world.discover();
    REQUIRE(found);
    REQUIRE(verify_digests(world.services, *found, {1}));
    CHECK(found->references[0].digest.result == DigestCheck::unchecked);
    CHECK(found->references[1].digest.result == DigestCheck::matches);
    CHECK(world.sent(1).empty());
    REQUIRE(verify_digests(world.services, *found, {0}));
    CHECK(world.sent(2) == "Bearer canary-0123456789");
}

TEST_CASE("a site has no ref", "[ops]") {
    SiteWorld world;
    world.request.ref = "v1";
    CHECK(world.discover().error().code == ErrorCode::invalid_usage);
}

TEST_CASE("without a place for a scope or a cache sites are read all the same", "[ops]") {
    SiteWorld world;
    world.environment.variables.clear();
    world.http.put(first, 200, index_of(skill("a")));
    const auto found = discover_sources(world.services, nullptr, world.request);
    REQUIRE(found);
    CHECK(found->references.size() == 1);
    CHECK(world.files.writes.empty());
    REQUIRE(discover_sources(world.services, nullptr, world.request));
    CHECK(world.http.requests.size() == 2);
}

TEST_CASE("a mistyped id of a saved index is suggested", "[ops]") {
    SiteWorld world;
    const auto scope =
        world.project("schema = 1\n[[index]]\nid = \"official\"\nurl = \"https://skills.test\"\n");
    world.request.place = "oficial";
    const auto found = discover_sources(world.services, &scope, world.request);
    REQUIRE_FALSE(found);
    CHECK(found.error().code == ErrorCode::index_not_found);
    CHECK(found.error().hint == "did you mean 'official'?");
    world.request.place = "something";
    CHECK(discover_sources(world.services, &scope, world.request).error().code ==
          ErrorCode::invalid_value);
}

TEST_CASE("entries on a site that are sources here are marked", "[ops]") {
    SiteWorld world;
    world.http.put(first, 200, R"({"skills": [
        {"name": "a", "type": "skill-md",
         "url": "https://github.com/acme/tools/blob/main/skills/a/SKILL.md"},
        {"name": "b", "type": "skill-md",
         "url": "https://github.com/acme/tools/blob/main/skills/b/SKILL.md"},
        {"name": "c", "type": "skill-md",
         "url": "https://github.com/acme/whole/blob/main/SKILL.md"}]})");
    const auto scope = world.project(
        "schema = 1\n[[source]]\nid = \"x\"\nurl = \"git@github.com:acme/tools\"\n"
        "root = \"skills/a\"\n[[source]]\nid = \"y\"\nurl = "
        "\"https://github.com/acme/whole.git\"\n");
    const auto found = discover_sources(world.services, &scope, world.request);
    REQUIRE(found);
    CHECK(found->references[0].source_id == "x");
    CHECK(found->references[1].source_id.empty());
    CHECK(found->references[2].source_id == "y");
    CHECK(choose_references(*found, {}) == std::vector<std::size_t>{1});
    const auto request = add_request(found->references[1]);
    CHECK(request.repository == found->references[1].reference.url);
    CHECK((request.ref.empty() && request.root.empty() && request.id.empty()));
}

TEST_CASE("ages are said in the unit that fits", "[ops]") {
    CHECK(age_text(-5) == "0 seconds");
    CHECK(age_text(1) == "1 second");
    CHECK(age_text(119) == "119 seconds");
    CHECK(age_text(120) == "2 minutes");
    CHECK(age_text(7199) == "119 minutes");
    CHECK(age_text(7200) == "2 hours");
    CHECK(age_text(2 * day) == "2 days");
}

}  // namespace
}  // namespace skillmeat::ops
