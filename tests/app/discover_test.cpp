// source discover, from words to output, over a site that is faked.
#include <support/catch.hpp>

#include <string>
#include <vector>

#include <skillmeat/base/digest.hpp>

#include <app/commands/registry.hpp>
#include <app/commands/source/discover.hpp>

#include "harness.hpp"

namespace skillmeat::app::commands {
namespace {

using Words = std::vector<std::string>;

const std::string site = "https://skills.test";
const std::string index_url = site + "/.well-known/agent-skills/index.json";

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// The program in a project in the first hours of 1970, with a site that lists two skills.
struct Program : testing::Harness {
    Program() {
        environment.variables["HOME"] = "/home/ana";
        clock.set(Timestamp{1000});
        files.put("/work/skillmeat.toml", "schema = 1\n");
        http.put(index_url, 200,
                 R"({"skills": [
            {"name": "pdf", "type": "skill-md", "description": "reads pdf", "url": "/pdf.md",
             "digest": "sha256:)" +
                     hex_digest(HashKind::sha256, "# pdf\n") + R"("},
            {"name": "docx", "type": "skill-md", "description": "writes docx",
             "url": "https://github.com/acme/tools/blob/main/skills/docx/SKILL.md"}]})");
    }
    int operator()(const Words& words) {
        Words all{"source", "discover"};
        all.insert(all.end(), words.begin(), words.end());
        return run(all, registry());
    }
};

/// Values as the parser would give them; options without a value are flags.
cli::Values values_of(const std::vector<std::pair<std::string, std::string>>& options,
                      const Words& words) {
    cli::Values values;
    for (const auto& [name, value] : options) {
        if (value == "(flag)") {
            values.set_flag(name);
        } else {
            values.add(name, value);
        }
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        values.add(i == 0 ? "REPO" : "NAME", words[i]);
    }
    return values;
}

TEST_CASE("source discover binds what it was told", "[app]") {
    using Action = SourceDiscoverOptions::Action;
    const auto plain = bind_source_discover(values_of({}, {"acme/market"}));
    REQUIRE(plain);
    CHECK(plain->action == Action::show);
    CHECK(plain->request.place == "acme/market");
    CHECK_FALSE(plain->request.kind);
    CHECK(plain->scan);
    const auto full = bind_source_discover(values_of({{"as", "repo"},
                                                      {"ref", "v1"},
                                                      {"add", "a"},
                                                      {"add", "b"},
                                                      {"tag", "t"},
                                                      {"no-scan", "(flag)"},
                                                      {"dry-run", "(flag)"},
                                                      {"save", "(flag)"},
                                                      {"id", "x"},
                                                      {"ttl", "2h"},
                                                      {"refresh", "(flag)"}},
                                                     {"https://git.test/x", "c"}));
    REQUIRE(full);
    CHECK(full->action == Action::add);
    CHECK(full->request.kind == IndexKind::repository);
    CHECK(full->request.ref == "v1");
    CHECK(full->request.refresh);
    CHECK(full->names == Words{"a", "b", "c"});
    CHECK(full->tags == Words{"t"});
    CHECK_FALSE(full->scan);
    CHECK((full->dry_run && full->save));
    CHECK(full->id == "x");
    CHECK(full->ttl == 7200);
    const auto site_of = bind_source_discover(values_of(
        {{"as", "site"}, {"offline", "(flag)"}, {"all", "(flag)"}, {"no-scan", "(flag)"}}, {site}));
    REQUIRE(site_of);
    CHECK(site_of->request.kind == IndexKind::site);
    CHECK(site_of->request.offline);
    CHECK(site_of->names.empty());
    CHECK(bind_source_discover(values_of({{"list", "(flag)"}}, {}))->action == Action::list_saved);
    const auto forget =
        bind_source_discover(values_of({{"forget", "x"}, {"dry-run", "(flag)"}}, {}));
    CHECK(forget->action == Action::forget);
    CHECK(forget->id == "x");
    CHECK(bind_source_discover(values_of({{"verify", "(flag)"}}, {site}))->verify);
}

TEST_CASE("source discover shows what a site lists", "[app]") {
    Program skillmeat;
    CHECK(skillmeat({site, "--format", "plain"}) == 0);
    CHECK(skillmeat.out() ==
          "docx\tskill\tnew\thttps://github.com/acme/tools/blob/main/skills/docx/SKILL.md\t\t"
          "writes docx\n"
          "pdf\tskill\tnot addable\thttps://skills.test/pdf.md\t\t"
          "it is a file at a URL; sources are repositories and directories\n");
    CHECK(contains(skillmeat.err(), "2 entries: 0 here as sources, 1 to add"));
    CHECK(skillmeat({site, "pdf"}) == 0);
    CHECK(contains(skillmeat.err(), "as of 1970-01-01T00:16:40Z"));
    CHECK(skillmeat({site, "--json"}) == 0);
    CHECK(contains(skillmeat.out(), "\"from_cache\": true, \"expired\": false"));
    CHECK(contains(skillmeat.out(), "\"saved\": null, \"changed\": false"));
    CHECK(skillmeat.http.requests.size() == 1);
    CHECK(skillmeat({site, "zip"}) == 1);
    CHECK(contains(skillmeat.err(), "lists nothing of the name 'zip'"));
}

TEST_CASE("source discover --verify compares digests", "[app]") {
    Program skillmeat;
    skillmeat.http.put(site + "/pdf.md", 200, "# pdf\n");
    skillmeat.http.put(site + "/pdf.md", 200, "# other\n");
    CHECK(skillmeat({site, "--verify", "--json"}) == 0);
    CHECK(contains(skillmeat.out(), "\"digest_check\": \"matches\""));
    CHECK(skillmeat({site, "--verify", "--json"}) == 6);
    CHECK(contains(skillmeat.err(), "integrity_failed"));
}

TEST_CASE("source discover saves, lists and forgets", "[app]") {
    Program skillmeat;
    CHECK(skillmeat({"--list"}) == 0);
    CHECK(contains(skillmeat.err(), "no saved indexes"));
    CHECK(skillmeat({site, "--save", "--ttl", "1h"}) == 0);
    CHECK(contains(skillmeat.err(), "saved index 'skills.test'"));
    CHECK(skillmeat({site, "--save"}) == 0);
    CHECK(contains(skillmeat.err(), "there already: index 'skills.test'"));
    CHECK(skillmeat({"--list", "--format", "plain"}) == 0);
    CHECK(contains(skillmeat.out(),
                   "skills.test\tsite\thttps://skills.test\t1h\t1970-01-01T00:16:40Z\n"));
    CHECK(skillmeat({"skills.test", "--json"}) == 0);
    CHECK(contains(skillmeat.out(), "\"index\": {\"id\": \"skills.test\""));
    CHECK(skillmeat({"--forget", "skills.test", "--dry-run"}) == 0);
    CHECK(contains(skillmeat.err(), "would forget index 'skills.test'"));
    CHECK(skillmeat({"--forget", "skills.test", "--json"}) == 0);
    CHECK(contains(skillmeat.out(), "\"changed\": true"));
    CHECK(skillmeat.files.text("/work/skillmeat.toml") == "schema = 1\n");
    CHECK(skillmeat({"--forget", "skills.test"}) == 1);
}

TEST_CASE("source discover adds without scanning", "[app]") {
    Program skillmeat;
    const auto list = site + "/list.json";
    skillmeat.http.put(list, 200, R"({"plugins": [
        {"name": "one", "source": {"source": "github", "repo": "acme/one",
         "sha": "b15ca449a81278b1c92666bdf9a2e57a817dcacd"}},
        {"name": "same", "source": {"source": "url", "url": "https://github.com/acme/one.git",
         "sha": "b15ca449a81278b1c92666bdf9a2e57a817dcacd"}},
        {"name": "pack", "source": {"source": "npm", "package": "x"}}]})");
    CHECK(skillmeat({list, "--all", "--no-scan", "--dry-run", "--json"}) == 0);
    skillmeat.clock.advance(600);
    CHECK(skillmeat({list, "--all", "--no-scan", "--json"}) == 0);
    const auto manifest = skillmeat.files.text("/work/skillmeat.toml").value();
    CHECK(contains(manifest, "id = \"acme/one\""));
    CHECK(contains(manifest, "ref = \"b15ca449a81278b1c92666bdf9a2e57a817dcacd\""));
    CHECK(manifest.find("[[source]]") == manifest.rfind("[[source]]"));
    CHECK(contains(skillmeat.out(), "\"result\": \"would_add\""));
    CHECK(contains(skillmeat.out(), "\"source_id\": \"acme/one\""));
    CHECK(skillmeat({list, "--all", "--no-scan"}) == 0);
    CHECK(contains(skillmeat.err(), "left out: 2 here already, 1 that cannot be added"));
    CHECK(skillmeat({list, "--add", "one", "--no-scan"}) == 1);
    CHECK(contains(skillmeat.err(), "acme/one"));
    CHECK(skillmeat({list, "--add", "one", "same", "--no-scan"}) == 1);
    CHECK(skillmeat({list, "--add", "pack", "--no-scan"}) == 2);
}

}  // namespace
}  // namespace skillmeat::app::commands
