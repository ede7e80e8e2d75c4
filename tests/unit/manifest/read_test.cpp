#include <skillmeat/manifest/manifest.hpp>

#include <support/catch.hpp>

#include <algorithm>

using namespace skillmeat;
using namespace skillmeat::manifest;

namespace {

const std::string path = "skillmeat.toml";

const std::string full_text =
    R"(schema = 1                                  # version of this format

[project]
name = "docs-team"

[settings]                                  # closed list
jobs = 8

[[source]]
id = "anthropics/skills"
url = "https://github.com/anthropics/skills"
ref = "main"
root = "skills"
map = { "prompts/review" = "command" }
tags = ["official", "documents"]
trust = "signed"
visibility = "public"
import_description = true
import_readme = false
description = "our own words"
min_confidence = 60
transport = "git"

[[source.exclude]]
artifact = "skill:./skills/internal-comms"
reason = "superseded by our own"
at = 2026-11-20T10:00:00Z

[[source.exclude]]
artifact = "./drafts/**"

[[source]]
id = "local"
url = "./tools"
)";

std::string source_with(const std::string& lines) {
    return "[[source]]\nid = \"a/b\"\nurl = \"https://github.com/a/b\"\n" + lines + "\n";
}

struct Outcome {
    Result<Manifest> result;
    std::vector<Diagnostic> items;
};

Outcome outcome_of(const std::string& text, const ReadOptions& options = {}) {
    DiagnosticList sink;
    auto result = read(text, path, options, sink);
    return {std::move(result), std::move(sink.items)};
}

/// `line:column message`, of faults alone.
std::vector<std::string> faults_of(const std::string& text, const ReadOptions& options = {}) {
    std::vector<std::string> faults;
    for (const auto& item : outcome_of(text, options).items) {
        if (item.severity == Severity::error) {
            CHECK(item.origin.path == path);
            faults.push_back(std::to_string(item.origin.line) + ":" +
                             std::to_string(item.origin.column) + " " + item.message);
        }
    }
    return faults;
}

/// The one fault of a source that holds these lines from line 4 on.
std::string fault_of(const std::string& lines) {
    const auto outcome = outcome_of(source_with(lines));
    const auto faults = faults_of(source_with(lines));
    if (faults.size() != 1) {
        return std::to_string(faults.size()) + " faults";
    }
    REQUIRE_FALSE(outcome.result);
    CHECK(outcome.result.error().code == ErrorCode::invalid_manifest);
    CHECK(outcome.result.error().origin == outcome.items.front().origin);
    return faults.front();
}

}  // namespace

TEST_CASE("every key of a manifest is read", "[manifest]") {
    const auto outcome = outcome_of(full_text);
    REQUIRE(outcome.result);
    CHECK(outcome.items.empty());
    const auto& manifest = *outcome.result;
    CHECK(manifest.schema == 1);
    CHECK(manifest.project_name == "docs-team");
    CHECK(manifest.settings.find("jobs") != nullptr);
    REQUIRE(manifest.sources.size() == 2);
    const auto& source = manifest.sources[0];
    CHECK(source.id == "anthropics/skills");
    CHECK(source.url == "https://github.com/anthropics/skills");
    CHECK(source.ref == "main");
    CHECK(source.root == "skills");
    CHECK(source.map ==
          std::map<std::string, ArtifactType>{{"prompts/review", ArtifactType::command}});
    CHECK(source.tags == std::vector<std::string>{"official", "documents"});
    CHECK(source.trust == Trust::signed_);
    CHECK(source.visibility == Visibility::public_);
    CHECK(source.import_description);
    CHECK_FALSE(source.import_readme);
    CHECK(source.description == "our own words");
    CHECK(source.min_confidence == 60);
    CHECK(source.transport == Transport::git);
    CHECK(source.origin == Origin{path, 9, 1});
    CHECK(source.index == 0);
    REQUIRE(source.exclude.size() == 2);
    CHECK(source.exclude[0].artifact == "skill:./skills/internal-comms");
    CHECK(source.exclude[0].reason == "superseded by our own");
    CHECK(source.exclude[0].at == parse_timestamp("2026-11-20T10:00:00Z"));
    CHECK(source.exclude[0].origin == Origin{path, 24, 1});
    CHECK_FALSE(source.exclude[1].at);
    CHECK(manifest.sources[1].index == 1);
}

TEST_CASE("absent keys have their documented defaults", "[manifest]") {
    const auto outcome = outcome_of(source_with(""));
    REQUIRE(outcome.result);
    CHECK(outcome.result->schema == 1);
    Source expected;
    expected.id = "a/b";
    expected.url = "https://github.com/a/b";
    CHECK(outcome.result->sources == std::vector<Source>{expected});
    CHECK(outcome_of("").result.has_value());
}

TEST_CASE("every fault of a manifest is reported in one run, in the file's order", "[manifest]") {
    const std::string text = R"(schema = 1
[[source]]
id = "a/b"
url = "ftp://x"
tags = ["ok", "two words", "OK", 3]
min_confidence = 101
trust = "sined"
map = { "x" = "skil", "../y" = "skill", z = 1 }
[[source]]
id = "A/B"
url = "https://github.com/c/d"
import_readme = "yes"
[[source]]
root = "/abs"
)";
    const auto faults = faults_of(text);
    REQUIRE(faults.size() == 14);
    CHECK(faults[0].starts_with("4:7 "));
    CHECK(faults[1].starts_with("5:15 tag 'two words'"));
    CHECK(faults[2] == "5:28 tags 'ok' and 'OK' differ in case alone");
    CHECK(faults[3] == "5:34 expected a string as tag, found an integer");
    CHECK(faults[4] == "6:18 expected an integer from 0 to 100 for 'min_confidence', found 101");
    CHECK(faults[5] == "7:9 expected 'unsigned' or 'signed' for 'trust', found 'sined'");
    CHECK(faults[6].starts_with("8:15 expected one of the types skill, agent, command, mcp, "));
    CHECK(faults[7].starts_with("8:32 expected a path below the repository's root"));
    CHECK(faults[8].starts_with("8:45 expected a type such as \"skill\" for path 'z'"));
    CHECK(faults[9] == "10:6 source id 'A/B' is taken by 'a/b' at line 3");
    CHECK(faults[10] == "12:17 expected true or false for 'import_readme', found a string");
    CHECK(faults[11] == "13:1 expected a key 'id' in [[source]], found none");
    CHECK(faults[12] == "13:1 expected a key 'url' in [[source]], found none");
    CHECK(faults[13].starts_with("14:8 expected a path below"));
    const auto error = outcome_of(text).result.error();
    CHECK(error.origin == Origin{path, 4, 7});
    CHECK(error.message.ends_with("(and 13 faults more)"));
}

TEST_CASE("values outside their grammar are refused", "[manifest]") {
    CHECK(fault_of("ref = \"\"") == "4:7 expected a branch, tag or commit, found an empty ref");
    CHECK(fault_of("ref = \"a..b\"").starts_with("4:7 "));
    CHECK(fault_of("root = \"skills/\"").starts_with("4:8 expected a path below"));
    CHECK(fault_of("root = \".\"").starts_with("4:8 expected a path below"));
    CHECK(fault_of("description = \"" + std::string(2001, 'x') + "\"") ==
          "4:15 expected at most 2000 characters for the description, found 2001");
    CHECK(fault_of("min_confidence = -1").starts_with("4:18 "));
    CHECK(fault_of("min_confidence = 50.0") ==
          "4:18 expected an integer for 'min_confidence', found a number");
    CHECK(fault_of("transport = \"ssh\"") ==
          "4:13 expected 'auto' or 'git' or 'api' for 'transport', found 'ssh'");
    CHECK(fault_of("tags = \"x\"") == "4:8 expected an array for 'tags', found a string");
    CHECK(fault_of("tags = [\"x\", \"x\"]") == "4:14 tag 'x' stands here twice");
    CHECK(fault_of("map = []") == "4:7 expected a table for 'map', found an array");
    CHECK(fault_of("map = { skill = [\"a\"] }").starts_with("4:17 expected a type"));
    CHECK(fault_of("exclude = 1") == "4:11 expected an array for 'exclude', found an integer");
    CHECK(fault_of("exclude = [\"x\"]") ==
          "4:12 expected a table [[source.exclude]], found a string");
    CHECK(outcome_of(source_with("description = \"" + std::string(1998, 'x') + "日本\"")).result);
}

TEST_CASE("more than 20 tags are one fault at the first that is too many", "[manifest]") {
    std::string tags;
    for (int i = 1; i <= 20; ++i) {
        tags += "\"t" + std::to_string(i) + "\", ";
    }
    CHECK(outcome_of(source_with("tags = [" + tags + "]")).result);
    CHECK(fault_of("tags = [\n" + tags + "\n\"last\"]") ==
          "6:1 expected at most 20 tags, found 21");
}

TEST_CASE("exclusion rows are checked", "[manifest]") {
    const auto row = [](const std::string& lines) { return "[[source.exclude]]\n" + lines; };
    for (const auto* good :
         {"skill:./skills/pdf", "./skills/pdf", "skill:pdf", "pdf", "./drafts/**", "./a/*/x?.md",
          "mcp:./.mcp.json#server/name", "skill:.", ".", "git:commit", "agent:.#a", "a b"}) {
        INFO(good);
        CHECK(outcome_of(source_with(row("artifact = \"" + std::string(good) + "\""))).result);
    }
    for (const auto* bad : {"", " pdf", "pdf ", "./../x", "skill:./a//b", "skill:", "./a/../**",
                            "skil:./x", "skill:./a/.git/x", "a\\tb", "./a//**"}) {
        INFO(bad);
        CHECK(fault_of(row("artifact = \"" + std::string(bad) + "\"")).starts_with("5:12 "));
    }
    CHECK(fault_of(row("reason = \"x\"")) ==
          "4:1 expected a key 'artifact' in [[source.exclude]], found none");
    CHECK(fault_of(row("artifact = 1")) ==
          "5:12 expected a string for 'artifact', found an integer");
    CHECK(fault_of(row("artifact = \"x\"\nreason = \"" + std::string(501, 'x') + "\""))
              .starts_with("6:10 expected at most 500 characters for the reason"));
    CHECK(fault_of(row("artifact = \"x\"\nat = 2026-11-20")) ==
          "6:6 expected a moment such as 2026-11-20T10:00:00Z for 'at', found a date");
    const auto outcome = outcome_of(source_with(row("artifact = \"skil:./x\"")));
    CHECK(outcome.items.at(0).hint == "did you mean 'skill'?");
}

TEST_CASE("a name that looks like a glob is a warning", "[manifest]") {
    const auto outcome = outcome_of(source_with("[[source.exclude]]\nartifact = \"drafts/**\""));
    REQUIRE(outcome.result);
    REQUIRE(outcome.items.size() == 1);
    CHECK(outcome.items[0].severity == Severity::warning);
    CHECK(outcome.items[0].origin == Origin{path, 5, 12});
}

TEST_CASE("unknown keys are warnings with a suggestion", "[manifest]") {
    const auto outcome = outcome_of("shema = 1\n[project]\nnam = \"x\"\n" +
                                    source_with("tag = [\"x\"]\nimport_redme = true\nxyz = 1\n"
                                                "[[source.exclude]]\nartifact = \"x\"\nresaon = "
                                                "\"y\""));
    REQUIRE(outcome.result);
    REQUIRE(outcome.items.size() == 6);
    CHECK(std::all_of(outcome.items.begin(), outcome.items.end(),
                      [](const auto& item) { return item.severity == Severity::warning; }));
    CHECK(outcome.items[0].message == "unknown key 'shema' in the manifest");
    CHECK(outcome.items[0].hint == "did you mean 'schema'?");
    CHECK(outcome.items[1].origin == Origin{path, 3, 1});
    CHECK(outcome.items[2].message == "unknown key 'tag' in [[source]]");
    CHECK(outcome.items[2].hint == "did you mean 'tags'?");
    CHECK(outcome.items[3].hint == "did you mean 'import_readme'?");
    CHECK(outcome.items[4].hint.empty());
    CHECK(outcome.items[5].hint == "did you mean 'reason'?");
}

TEST_CASE("wrong shapes of the top level are faults", "[manifest]") {
    CHECK(faults_of("source = 1") ==
          std::vector<std::string>{"1:10 expected tables [[source]], found an integer"});
    CHECK(faults_of("[source]\nid = \"x\"").at(0).ends_with("found a table"));
    CHECK(faults_of("source = [1]") ==
          std::vector<std::string>{"1:11 expected a table [[source]], found an integer"});
    CHECK(faults_of("project = 1\nsettings = 2").size() == 2);
    CHECK(faults_of("[project]\nname = \" \"").size() == 1);
    CHECK(faults_of("[project]\nname = \"" + std::string(256, 'x') + "\"").size() == 1);
    const auto broken = outcome_of("[[source]\n");
    CHECK(broken.result.error().code == ErrorCode::invalid_manifest);
    CHECK(broken.result.error().origin.line == 1);
}

TEST_CASE("url, ref and root together are one source's alone", "[manifest]") {
    const std::string first = source_with("ref = \"main\"");
    const auto second = [](const std::string& url, const std::string& ref) {
        return "[[source]]\nid = \"other\"\nurl = \"" + url + "\"\nref = \"" + ref + "\"\n";
    };
    CHECK(faults_of(first + second("git@github.com:a/b.git", "main")) ==
          std::vector<std::string>{
              "7:7 url, ref and root of source 'other' are those of 'a/b' at line 3"});
    CHECK(faults_of(first + second("https://github.com/a/b", "dev")).empty());
    CHECK(faults_of(first + second("https://github.com/a/b", "main") + "root = \"x\"\n").empty());
}

TEST_CASE("the schema decides whether a manifest can be read", "[manifest]") {
    const auto newer = outcome_of("schema = 2\nanything = 1");
    CHECK(newer.result.error().code == ErrorCode::newer_format);
    CHECK(newer.result.error().origin == Origin{path, 1, 10});
    CHECK(newer.items.empty());
    CHECK(outcome_of("schema = \"1\"").result.error().code == ErrorCode::invalid_manifest);
    CHECK(outcome_of("schema = -1").result.error().code == ErrorCode::invalid_manifest);
    CHECK(outcome_of("schema = 0").result->schema == 0);
}

TEST_CASE("schema 0 is read by its own key names", "[manifest]") {
    const std::string text = R"([[source]]
id = "a/b"
repo_url = "https://github.com/a/b"
branch = "main"
root_hint = "skills"
manual_map = { "x" = "skill" }
min_confidence = 70

[[source]]
id = "c/d"
repo_url = "https://github.com/c/d"
manual_map = { command = ["p", "q/r"], agent = ["s"] }

[[source.exclude]]
artifact = "pdf"
)";
    const auto outcome = outcome_of(text);
    REQUIRE(outcome.result);
    CHECK(outcome.items.empty());
    CHECK(outcome.result->schema == 0);
    const auto& sources = outcome.result->sources;
    CHECK(sources[0].url == "https://github.com/a/b");
    CHECK(sources[0].ref == "main");
    CHECK(sources[0].root == "skills");
    CHECK(sources[0].map.at("x") == ArtifactType::skill);
    CHECK(sources[1].map == std::map<std::string, ArtifactType>{{"p", ArtifactType::command},
                                                                {"q/r", ArtifactType::command},
                                                                {"s", ArtifactType::agent}});
    CHECK(sources[1].exclude.size() == 1);
}

TEST_CASE("faults in a map of schema 0 are found", "[manifest]") {
    const auto faults = faults_of(
        "[[source]]\nid = \"a\"\nrepo_url = \"https://github.com/a/b\"\n"
        "manual_map = { skil = [\"a\"], skill = [\"../b\", 3, \"c\"], agent = [\"c\"] }");
    REQUIRE(faults.size() == 4);
    CHECK(faults[0].starts_with("4:24 expected one of the types"));
    CHECK(faults[1].starts_with("4:39 expected a path below"));
    CHECK(faults[2] == "4:47 expected a path, found an integer");
    CHECK(faults[3] == "4:65 path 'c' is mapped twice");
}

TEST_CASE("old and new key names in one file are refused at the first stray key", "[manifest]") {
    const std::string mixed =
        "[[source]]\nid = \"a\"\nurl = \"https://github.com/a/b\"\n"
        "branch = \"main\"\ntags = [\"x\"]\n";
    CHECK(faults_of(mixed) == std::vector<std::string>{"3:1 key 'url' belongs to schema 1, but "
                                                       "this file has key names of schema 0"});
    CHECK(faults_of("schema = 1\n" + mixed) ==
          std::vector<std::string>{
              "5:1 key 'branch' belongs to schema 0, but this file is of schema 1"});
    CHECK(faults_of("schema = 0\n" + mixed) ==
          std::vector<std::string>{
              "4:1 key 'url' belongs to schema 1, but this file is of schema 0"});
    CHECK(faults_of("[[source]]\nid = \"a\"\nrepo_url = \"https://github.com/a/b\"\ntags = []\n") ==
          std::vector<std::string>{"4:1 key 'tags' belongs to schema 1, but this file has key "
                                   "names of schema 0"});
    CHECK(outcome_of("schema = 1\n" + mixed).items.at(0).hint == "write 'ref' instead");
}

TEST_CASE("a private source may stand in the file of private sources alone", "[manifest]") {
    const auto text = source_with("visibility = \"private\"");
    const auto outcome = outcome_of(text);
    REQUIRE(outcome.items.size() == 1);
    CHECK(outcome.items[0].origin == Origin{path, 4, 14});
    CHECK(outcome.items[0].hint.find("source update a/b --visibility private") !=
          std::string::npos);
    const auto allowed = outcome_of(text, {Role::shared, true});
    REQUIRE(allowed.result);
    CHECK(allowed.result->sources[0].visibility == Visibility::private_);
    CHECK(outcome_of(text, {Role::local, false}).result);
}

TEST_CASE("in the file of private sources private is the default and public a fault",
          "[manifest]") {
    const ReadOptions local{Role::local, false};
    const auto outcome = outcome_of("schema = 1\n" + source_with(""), local);
    REQUIRE(outcome.result);
    CHECK(outcome.result->sources[0].visibility == Visibility::private_);
    CHECK(faults_of(source_with("visibility = \"public\""), local).size() == 1);
    CHECK(faults_of("[settings]\njobs = 1\n[project]\nname = \"x\"\n", local) ==
          std::vector<std::string>{"1:2 expected 'schema' and [[source]] alone in the file of "
                                   "private sources, found 'settings'",
                                   "3:2 expected 'schema' and [[source]] alone in the file of "
                                   "private sources, found 'project'"});
}

TEST_CASE("both files together have each url, ref and root once", "[manifest]") {
    const auto make = [](const std::string& id, const std::string& url) {
        Source source;
        source.id = id;
        source.url = url;
        source.origin = {"f.toml", 7, 1};
        return source;
    };
    Manifest shared;
    shared.sources = {make("a/b", "https://github.com/a/b")};
    Manifest local;
    local.sources = {make("A/b", "https://github.com/a/b"), make("x", "https://github.com/x/x")};
    DiagnosticList sink;
    check_together(shared, local, sink);
    CHECK(sink.items.empty());
    local.sources.push_back(make("mine", "git@github.com:a/b"));
    check_together(shared, local, sink);
    REQUIRE(sink.items.size() == 1);
    CHECK(sink.items[0].severity == Severity::error);
    CHECK(sink.items[0].message ==
          "url, ref and root of source 'mine' are those of 'a/b' at f.toml:7");
}
