#include "sample.hpp"

#include <skillmeat/base/unicode.hpp>

#include <support/catch.hpp>

namespace skillmeat::discover {
namespace {

const std::string digest(64, 'a');
const std::string schema =
    R"("$schema": "https://schemas.agentskills.io/discovery/0.2.0/schema.json", )";

std::string message_of(const std::string& text) {
    DiagnosticList sink;
    const auto references = read_site_index(text, site_url, false, sink);
    return references ? "taken" : references.error().message;
}

/// The only skill of an index of this machine or of another.
Reference only_skill(const std::string& entry, bool local = false) {
    DiagnosticList sink;
    const auto references = read_site_index("{\"skills\": [" + entry + "]}", site_url, local, sink);
    return references && references->size() == 1 ? references->front() : Reference{};
}

TEST_CASE("an index of form 0.2.0 is read", "[discover]") {
    DiagnosticList sink;
    const auto found = skills(
        R"({"name": "code-review", "type": "skill-md", "description": "reviews",
            "url": "/.well-known/agent-skills/code-review/SKILL.md", "digest": "sha256:)" +
            digest + R"(", "extra": 1},
           {"name": "wrangler", "type": "archive", "description": "deploys",
            "url": "https://cdn.test/wrangler.tar.gz", "digest": "sha256:)" +
            digest + R"("},
           {"name": "near", "type": "skill-md", "description": "x", "url": "near/SKILL.md",
            "digest": "sha256:)" +
            std::string(64, 'A') + R"("})",
        sink, schema);
    CHECK(sink.items.empty());
    REQUIRE(found.size() == 3);
    CHECK(found[0].kind == ReferenceKind::skill);
    CHECK(found[0].url == "https://skills.test/.well-known/agent-skills/code-review/SKILL.md");
    CHECK(found[0].target == "/.well-known/agent-skills/code-review/SKILL.md");
    CHECK(found[0].digest == digest);
    CHECK(found[0].reason == "it is a file at a URL; sources are repositories and directories");
    CHECK(found[0].places == std::vector<EntryPlace>{{site_url, "/skills/0"}});
    CHECK(found[1].kind == ReferenceKind::archive);
    CHECK(found[1].url == "https://cdn.test/wrangler.tar.gz");
    CHECK(found[1].reason == "it is an archive; archives are not downloaded");
    CHECK(found[2].url == "https://skills.test/.well-known/agent-skills/near/SKILL.md");
    CHECK(found[2].digest == digest);
}

TEST_CASE("an index of form 0.1.0 is read", "[discover]") {
    DiagnosticList sink;
    const auto found = skills(
        R"({"name": "pdf", "description": "reads", "files": ["SKILL.md", "../../etc/passwd"]})",
        sink);
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == ReferenceKind::skill);
    CHECK(found[0].url == "https://skills.test/.well-known/agent-skills/pdf/SKILL.md");
    CHECK(found[0].digest.empty());
    CHECK(found[0].notes == std::vector<std::string>{"no digest: its content cannot be checked"});
}

TEST_CASE("skills in repositories on GitHub can be added", "[discover]") {
    for (const std::string url :
         {"https://github.com/acme/tools/blob/main/skills/pdf/SKILL.md",
          "https://raw.githubusercontent.com/acme/tools/main/skills/pdf/SKILL.md"}) {
        const auto reference =
            only_skill(R"({"name": "pdf", "type": "skill-md", "url": ")" + url + R"("})");
        CHECK(reference.addable());
        CHECK(reference.add == url);
    }
    const auto page = only_skill(
        R"({"name": "pdf", "type": "skill-md", "url": "https://github.com/acme/tools"})");
    CHECK_FALSE(page.addable());
    const auto faulty = only_skill(
        R"({"name": "pdf", "type": "skill-md", "digest": "md5:1",
            "url": "https://github.com/acme/tools/blob/main/SKILL.md"})");
    CHECK(faulty.reason == "its digest is not of the form sha256:HEX");
    CHECK(faulty.add.empty());
}

TEST_CASE("entries that are odd are listed with what is odd", "[discover]") {
    struct Row {
        std::string entry;
        std::string reason;
    };
    const auto row = GENERATE(
        Row{R"({"name": "a"})", "it names neither a URL nor files"},
        Row{R"({"name": "a", "type": "skill-md", "files": []})",
            "it names neither a URL nor files"},
        Row{R"({"name": "a", "type": "video", "url": "/x"})", "it is of the unknown type 'video'"},
        Row{R"({"name": "a", "url": "/x"})", "it is of the unknown type ''"},
        Row{R"({"name": "a", "type": "skill-md", "url": ""})", "its URL is empty"},
        Row{R"({"name": "a", "type": "skill-md", "url": 4})", "its URL is empty"},
        Row{R"({"name": "a", "type": "skill-md", "url": "http://evil.test/x"})",
            "its URL 'http://evil.test/x' is not https"},
        Row{R"({"name": "a", "type": "skill-md", "url": "http://127.0.0.1/x"})",
            "its URL 'http://127.0.0.1/x' is not https"},
        Row{R"({"name": "a", "type": "skill-md", "url": "/x", "digest": "sha256:zz"})",
            "its digest is not of the form sha256:HEX"},
        Row{R"({"name": "a", "type": "skill-md", "url": "/x", "digest": 5})",
            "its digest is not of the form sha256:HEX"},
        Row{R"({"name": "..", "files": ["SKILL.md"]})",
            "its name leads to no directory beside the index"},
        Row{R"({"name": "a/../../b", "files": ["SKILL.md"]})",
            "its name leads to no directory beside the index"});
    INFO(row.entry);
    const auto reference = only_skill(row.entry);
    CHECK_FALSE(reference.name.empty());
    CHECK(reference.reason == row.reason);
    CHECK(reference.add.empty());
}

TEST_CASE("hostile URLs of skills are refused", "[discover]") {
    const std::string url = GENERATE(
        as<std::string>{}, "file:///etc/passwd", "javascript:alert(1)", "https://u:secret@h.test/x",
        "https://h.test/\\u001b[2J", "https://h.test/%0a", "https://h.test:99999/x", "https://",
        "ftp://h.test/x", "//user@h.test/x", "https://h.test\\\\x", "data:text/plain,x");
    INFO(url);
    const auto reference =
        only_skill(R"({"name": "a", "type": "skill-md", "url": ")" + url + R"("})");
    CHECK(reference.name == "a");
    CHECK(reference.url.empty());
    CHECK_FALSE(reference.addable());
    CHECK((reference.reason + reference.target).find("secret") == std::string::npos);
    CHECK(terminal_safe(reference.reason) == reference.reason);
}

TEST_CASE("an index of this machine may name http on it", "[discover]") {
    const std::string loopback =
        R"({"name": "a", "type": "skill-md", "url": "http://127.0.0.1:8080/x"})";
    CHECK(only_skill(loopback, true).url == "http://127.0.0.1:8080/x");
    CHECK(only_skill(loopback, false).url.empty());
    CHECK(only_skill(R"({"name": "a", "type": "skill-md", "url": "http://evil.test/x"})", true)
              .url.empty());
}

TEST_CASE("names that no skill may have are noted", "[discover]") {
    for (const std::string name : {"Upper", "two--dashes", "-x", "x-", "with space",
                                   "sixty-five-characters-0123456789-0123456789-0123456789-0123456"
                                   "789"}) {
        INFO(name);
        const auto reference =
            only_skill(R"({"name": ")" + name + R"(", "type": "skill-md", "url": "/x"})");
        CHECK(reference.notes.size() == 2);
        CHECK(reference.url == "https://skills.test/x");
    }
}

TEST_CASE("entries without names are warned of by their place", "[discover]") {
    DiagnosticList sink;
    CHECK(
        skills(R"([], {"name": ""}, {"name": "a", "type": "skill-md", "url": "x"})", sink).size() ==
        1);
    REQUIRE(sink.items.size() == 2);
    CHECK(sink.items[0].message == "/skills/0 of '" + site_url + "' is no object, and is left out");
}

TEST_CASE("a file that is no index says why", "[discover]") {
    const std::string start = "'" + site_url + "' is no index of skills: it ";
    CHECK(message_of("{}") == start + "has no array 'skills'");
    CHECK(message_of("[]") == start + "has no array 'skills'");
    CHECK(message_of(R"({"skills": {}})") == start + "has no array 'skills'");
    CHECK(message_of("<html>") == start + "is not JSON, or nested too deeply");
    CHECK(message_of(std::string(1000, '[')) == start + "is not JSON, or nested too deeply");
    CHECK(message_of(R"({"$schema": "https://schemas.test/9", "skills": []})") ==
          start + "is of the form 'https://schemas.test/9', which is not known");
    CHECK(message_of(R"({"$schema": 2, "skills": []})") ==
          start + "is of the form '', which is not known");
    CHECK(message_of(R"({"skills": []})") == "taken");
    DiagnosticList sink;
    CHECK(read_site_index(R"({"skills": []})", "not a url", false, sink).error().code ==
          ErrorCode::invalid_value);
}

TEST_CASE("a marketplace on a site is read as one", "[discover]") {
    DiagnosticList sink;
    const auto references = read_site_index(
        R"({"name": "m", "plugins": [
            {"name": "near", "source": "./near"},
            {"name": "far", "source": {"source": "github", "repo": "acme/far"}},
            {"name": "here", "source": {"source": "url", "url": "file:///srv/x"}}]})",
        "https://skills.test/market.json", false, sink);
    REQUIRE(references);
    REQUIRE(references->size() == 3);
    CHECK_FALSE(references->at(0).addable());
    CHECK(references->at(1).add == "https://github.com/acme/far");
    CHECK_FALSE(references->at(2).addable());
    CHECK(message_of(R"({"plugins": 3})") ==
          "'" + site_url + "' is no marketplace: it has no array 'plugins'");
}

}  // namespace
}  // namespace skillmeat::discover
