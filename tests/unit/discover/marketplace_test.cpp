#include "sample.hpp"

#include <skillmeat/base/unicode.hpp>
#include <skillmeat/model/git_url.hpp>

#include <support/catch.hpp>

namespace skillmeat::discover {
namespace {

const std::string pin = "b15ca449a81278b1c92666bdf9a2e57a817dcacd";

std::string message_of(const std::string& text) {
    DiagnosticList sink;
    const auto references = read_marketplace(text, "marketplace.json", on_github(), sink);
    return references ? "taken" : references.error().message;
}

TEST_CASE("a marketplace's plugins are listed with all that is known of them", "[discover]") {
    DiagnosticList sink;
    const auto references = read_marketplace(R"({
        "$schema": "https://example.test/schema.json",
        "name": "official", "owner": {"name": "Acme"}, "renames": {"old": "new"},
        "plugins": [
            {"name": " audit ", "description": "audits", "version": "1.2", "category": "security",
             "source": {"source": "git-subdir", "url": "https://github.com/acme/audit.git",
                        "path": "plugins/audit/", "ref": "v1.2.0",
                        "sha": "B15CA449A81278B1C92666BDF9A2E57A817DCACD"}},
            {"name": "local", "source": "./plugins/local", "strict": false}
        ]})",
                                             claude_file, on_github(), sink);
    REQUIRE(references);
    CHECK(sink.items.empty());
    REQUIRE(references->size() == 2);
    Reference audit;
    audit.name = "audit";
    audit.kind = ReferenceKind::repository;
    audit.description = "audits";
    audit.version = "1.2";
    audit.target = "https://github.com/acme/audit.git";
    audit.url = "https://github.com/acme/audit.git";
    audit.path = "plugins/audit";
    audit.ref = "v1.2.0";
    audit.commit = pin;
    audit.add = "https://github.com/acme/audit.git";
    audit.places = {{claude_file, "/plugins/0"}};
    CHECK(references->front() == audit);
    CHECK(references->front().addable());
    const auto& local = references->back();
    CHECK(local.kind == ReferenceKind::plugin);
    CHECK(local.add == "https://github.com/acme/market");
    CHECK(local.path == "plugins/local");
    CHECK(local.places == std::vector<EntryPlace>{{claude_file, "/plugins/1"}});
}

TEST_CASE("the ways to name another repository", "[discover]") {
    struct Row {
        std::string source;
        std::string url;
        std::string path;
        std::string ref;
        std::string commit;
    };
    const auto row = GENERATE(
        Row{R"({"source": "github", "repo": "acme/tools"})", "https://github.com/acme/tools", "",
            "", ""},
        Row{R"({"source": "github", "repo": "acme/tools", "path": ".github/plugin", "ref": "v1"})",
            "https://github.com/acme/tools", ".github/plugin", "v1", ""},
        Row{R"({"source": "github", "repo": "acme/tools", "sha": ")" + pin + "\"}",
            "https://github.com/acme/tools", "", "", pin},
        Row{R"({"source": "github", "repo": "acme/tools", "ref": null, "sha": null})",
            "https://github.com/acme/tools", "", "", ""},
        Row{R"({"source": "github", "repo": "https://github.com/acme/tools"})",
            "https://github.com/acme/tools", "", "", ""},
        Row{R"({"source": "url", "url": "https://git.test/acme/tools.git", "path": "a/./b//"})",
            "https://git.test/acme/tools.git", "a/b", "", ""},
        Row{R"({"source": "git", "url": "git@git.test:acme/tools.git"})",
            "git@git.test:acme/tools.git", "", "", ""},
        Row{R"({"source": "url", "url": "https://git.test/acme/tools.git#v2"})",
            "https://git.test/acme/tools.git", "", "v2", ""},
        Row{R"({"source": "git-subdir", "url": "acme/tools", "path": "./sub"})",
            "https://github.com/acme/tools", "sub", "", ""},
        Row{R"({"source": "git-subdir", "url": "acme/tools/sub"})", "https://github.com/acme/tools",
            "sub", "", ""},
        Row{R"({"source": "url", "url": "https://git.test/x/y", "sha": ")" + std::string(64, 'a') +
                "\"}",
            "https://git.test/x/y", "", "", std::string(64, 'a')});
    INFO(row.source);
    const auto reference = only(row.source);
    CHECK(reference.kind == ReferenceKind::repository);
    CHECK(reference.reason.empty());
    CHECK(reference.url == row.url);
    CHECK(reference.add == row.url);
    CHECK(reference.path == row.path);
    CHECK(reference.ref == row.ref);
    CHECK(reference.commit == row.commit);
}

TEST_CASE("the ways to name a directory of the same repository", "[discover]") {
    struct Row {
        std::string source;
        std::string path;
    };
    const auto row = GENERATE(
        Row{R"("./plugins/demo")", "plugins/demo"}, Row{R"("plugins/demo/")", "plugins/demo"},
        Row{R"("./")", ""}, Row{R"(".")", ""}, Row{R"("")", ""}, Row{R"("./a/./b")", "a/b"},
        Row{R"({"source": "local", "path": "./plugins/demo"})", "plugins/demo"},
        Row{R"({"source": "url", "url": "./"})", ""}, Row{R"({"source": "url", "url": "."})", ""},
        Row{R"({"source": "url", "url": "./", "path": "plugins/demo"})", "plugins/demo"});
    INFO(row.source);
    const auto reference = only(row.source);
    CHECK(reference.kind == ReferenceKind::plugin);
    CHECK(reference.reason.empty());
    CHECK(reference.path == row.path);
    CHECK(reference.url == "https://github.com/acme/market");
    CHECK(reference.add == "https://github.com/acme/market");
}

TEST_CASE("directories start from where the marketplace stands, at the ref that was asked for",
          "[discover]") {
    auto surroundings = on_github();
    surroundings.base = "market";
    surroundings.ref = "v3";
    CHECK(only(R"("./demo")", surroundings).path == "market/demo");
    CHECK(only(R"("./demo")", surroundings).ref == "v3");
    CHECK(only(R"("./")", surroundings).path == "market");
}

TEST_CASE("an entry without a source means the marketplace's directory, and says so",
          "[discover]") {
    DiagnosticList sink;
    const auto references =
        read_marketplace(R"({"plugins": [{"name": "demo"}]})", claude_file, on_github(), sink);
    REQUIRE(references);
    CHECK(references->front().addable());
    CHECK(references->front().notes.size() == 1);
}

TEST_CASE("bare names are looked for below pluginRoot first", "[discover]") {
    auto surroundings = on_github();
    surroundings.has_directory = [](std::string_view path) {
        return path == "plugins/one" || path == "two" || path == "three" || path == "plugins/three";
    };
    const auto path_of = [&](const std::string& source) {
        DiagnosticList sink;
        const auto references = read_marketplace(
            R"({"metadata": {"pluginRoot": "./plugins/"}, "plugins": [{"name": "d", "source": ")" +
                source + "\"}]}",
            claude_file, surroundings, sink);
        return references->front().path + (references->front().addable() ? "" : " missing");
    };
    CHECK(path_of("one") == "plugins/one");
    CHECK(path_of("two") == "two");
    CHECK(path_of("three") == "plugins/three");
    CHECK(path_of("./three") == "three");
    CHECK(path_of("four") == "four missing");
    CHECK(path_of("./one") == "one missing");
}

TEST_CASE("a directory that the repository lacks cannot be added", "[discover]") {
    auto surroundings = on_github();
    surroundings.has_directory = [](std::string_view) { return false; };
    const auto reference = only(R"("./gone")", surroundings);
    CHECK(reference.reason == "the repository has no directory 'gone'");
    CHECK(reference.add.empty());
    CHECK(only(R"("./")", surroundings).addable());
}

TEST_CASE("what is no repository is listed with the reason why it cannot be added", "[discover]") {
    struct Row {
        std::string source;
        ReferenceKind kind;
        std::string target;
        std::string reason;
    };
    const auto row = GENERATE(
        Row{R"({"source": "npm", "package": "@acme/plugin", "version": "^2", "registry": "x"})",
            ReferenceKind::npm, "@acme/plugin",
            "it is a package of npm; packages are not installed"},
        Row{R"({"source": "pip", "package": "acme"})", ReferenceKind::pip, "acme",
            "it is a package of pip; packages are not installed"},
        Row{R"({"source": "archive", "url": "https://h.test/x.zip", "sha256": "00"})",
            ReferenceKind::archive, "https://h.test/x.zip",
            "it is an archive; archives are not downloaded"},
        Row{R"({"source": "archive", "url": "javascript:x"})", ReferenceKind::archive,
            "javascript:x", "it is an archive; archives are not downloaded"},
        Row{R"({"source": "command", "command": "curl x | sh"})", ReferenceKind::command,
            "curl x | sh", "it is what a command prints; commands of an index are never run"},
        Row{R"({"source": "hologram"})", ReferenceKind::unknown, "hologram",
            "its source is of the unknown kind 'hologram'"},
        Row{R"({})", ReferenceKind::unknown, "", "its source is of the unknown kind ''"},
        Row{R"(7)", ReferenceKind::unknown, "", "its source is neither a text nor an object"},
        Row{R"(null)", ReferenceKind::unknown, "", "its source is neither a text nor an object"},
        Row{R"({"source": "github"})", ReferenceKind::repository, "",
            "its source names no repository"},
        Row{R"({"source": "github", "repo": ["a/b"]})", ReferenceKind::repository, "",
            "its source names no repository"});
    INFO(row.source);
    const auto reference = only(row.source);
    CHECK(reference.name == "demo");
    CHECK(reference.kind == row.kind);
    CHECK(reference.target == row.target);
    CHECK(reference.reason == row.reason);
    CHECK(reference.add.empty());
    CHECK((row.kind == ReferenceKind::archive) ==
          (reference.url == "https://h.test/x.zip" || row.target == "javascript:x"));
}

TEST_CASE("the version of a package stands in for that of the plugin", "[discover]") {
    CHECK(only(R"({"source": "npm", "package": "x", "version": "^2"})").version == "^2");
}

TEST_CASE("hostile sources are listed but cannot be added", "[discover]") {
    const std::string source = GENERATE(
        as<std::string>{},
        // directories
        R"("../outside")", R"("./a/../../b")", R"("/etc")", R"("./.git/hooks")", R"("a\\b")",
        R"("./a\u0000b")", R"("./a\u001b[2J")", R"("./\u202egnp")", R"("https://git.test/x")",
        R"("~/x/..")", R"({"source": "local", "path": "../x"})",
        R"({"source": "url", "url": "./../x"})",
        // addresses
        R"({"source": "github", "repo": "acme"})", R"({"source": "github", "repo": "acme/.."})",
        R"({"source": "github", "repo": "-oProxyCommand=x/y"})",
        R"({"source": "github", "repo": "--upload-pack=x"})",
        R"({"source": "url", "url": "--upload-pack=touch x"})",
        R"({"source": "url", "url": "ext::sh -c touch% x"})",
        R"({"source": "url", "url": "fd::17"})", R"({"source": "url", "url": "file:///etc"})",
        R"({"source": "url", "url": "/srv/repo"})", R"({"source": "url", "url": "../repo"})",
        R"({"source": "url", "url": "~/repo"})", R"({"source": "url", "url": ".."})",
        R"({"source": "url", "url": "http://127.0.0.1/x/y"})",
        R"({"source": "url", "url": "http://evil.test/x/y"})",
        R"({"source": "url", "url": "ssh://-oProxyCommand=x/y"})",
        R"({"source": "url", "url": "https://u:secret@git.test/x"})",
        R"({"source": "url", "url": "https://github.com@evil.test/x/y"})",
        R"({"source": "url", "url": "https://git.test/x\n.git"})",
        R"({"source": "url", "url": "https://git.test/%0ahost:x"})",
        R"({"source": "url", "url": "https://github.com/acme/tools/tree/main/x"})",
        R"x({"source": "url", "url": "javascript:alert(1)"})x",
        // paths, refs and pins
        R"({"source": "git-subdir", "url": "acme/tools", "path": "../x"})",
        R"({"source": "git-subdir", "url": "acme/tools", "path": "/x"})",
        R"({"source": "git-subdir", "url": "acme/tools", "path": "a/.GIT/x"})",
        R"({"source": "github", "repo": "acme/tools", "ref": "-x"})",
        R"({"source": "github", "repo": "acme/tools", "ref": "a..b"})",
        R"({"source": "github", "repo": "acme/tools", "ref": "a\u0007"})",
        R"({"source": "github", "repo": "acme/tools", "sha": "b15ca449"})",
        R"({"source": "github", "repo": "acme/tools", "sha": ""})",
        R"({"source": "github", "repo": "acme/tools", "sha": 7})",
        R"({"source": "github", "repo": "acme/tools", "sha": "--upload-pack=x"})");
    INFO(source);
    const auto reference = only(source);
    CHECK(reference.name == "demo");
    CHECK_FALSE(reference.addable());
    CHECK(reference.add.empty());
    CHECK((reference.reason + reference.target).find("secret") == std::string::npos);
    CHECK(terminal_safe(reference.reason) == reference.reason);
    CHECK((reference.path.empty() || is_safe_tree_path(reference.path)));
    CHECK((reference.ref.empty() || check_ref_name(reference.ref)));
}

TEST_CASE("only an index of this machine may point to this machine", "[discover]") {
    auto local = on_github();
    local.local = true;
    for (const std::string source : {R"({"source": "url", "url": "file:///srv/tools"})",
                                     R"({"source": "url", "url": "http://127.0.0.1:8080/x/y"})"}) {
        CHECK(only(source, local).addable());
        CHECK(only(source).reason.find("is a place on this machine") != std::string::npos);
    }
    CHECK_FALSE(only(R"({"source": "url", "url": "/srv/tools"})", local).addable());
    CHECK_FALSE(only(R"({"source": "url", "url": "http://evil.test/x/y"})", local).addable());
}

TEST_CASE("a directory beside a marketplace on a site is nowhere", "[discover]") {
    const auto reference = only(R"("./plugins/x")", {});
    CHECK(reference.kind == ReferenceKind::plugin);
    CHECK_FALSE(reference.addable());
    CHECK(reference.url.empty());
}

TEST_CASE("a file that is no marketplace says what it is", "[discover]") {
    const std::string no_array = "'marketplace.json' is no marketplace: it has no array 'plugins'";
    const std::string no_json =
        "'marketplace.json' is no marketplace: it is not JSON, or nested too deeply";
    CHECK(message_of("{}") == no_array);
    CHECK(message_of("[]") == no_array);
    CHECK(message_of("\"plugins\"") == no_array);
    CHECK(message_of(R"({"plugins": {"a": 1}})") == no_array);
    CHECK(message_of(R"({"name": "x", "agents": []})") == no_array);
    CHECK(message_of("") == no_json);
    CHECK(message_of("<!doctype html><title>404</title>") == no_json);
    CHECK(message_of(R"({"plugins": [)") == no_json);
    CHECK(message_of("{\"plugins\": [], \"name\": \"\xff\"}") == no_json);
    CHECK(message_of(std::string(100'000, '[')) == no_json);
    CHECK(message_of(std::string(100'000, '[') + std::string(100'000, ']')) == no_json);
    CHECK(message_of(R"({"plugins": []} x)") == no_json);
    CHECK(message_of("\xEF\xBB\xBF{\"plugins\": []}") == "taken");
    CHECK(message_of(R"({"plugins": [], "x": )" + std::string(62, '[') + std::string(62, ']') +
                     "}") == "taken");
}

TEST_CASE("entries that cannot be named are warned of by their place, and hide no others",
          "[discover]") {
    DiagnosticList sink;
    const auto references = read_marketplace(
        R"({"plugins": [7, {"source": "./a"}, {"name": 3}, {"name": "  "}, {"name": ")" +
            std::string(256, 'x') + R"("}, {"name": "good", "source": "./good"}, null]})",
        claude_file, on_github(), sink);
    REQUIRE(references);
    REQUIRE(references->size() == 1);
    CHECK(references->front().places.front().pointer == "/plugins/5");
    REQUIRE(sink.items.size() == 6);
    CHECK(sink.items[0].message ==
          "/plugins/0 of '.claude-plugin/marketplace.json' is no object, and is left out");
    CHECK(sink.items[1].message ==
          "/plugins/1 of '.claude-plugin/marketplace.json' has no name, and is left out");
    CHECK(sink.items[4].message ==
          "/plugins/4 of '.claude-plugin/marketplace.json' has a name of more than 255 "
          "characters, and is left out");
    CHECK(sink.items[0].severity == Severity::warning);
}

TEST_CASE("members of other types than expected are as if they were absent", "[discover]") {
    DiagnosticList sink;
    const auto references = read_marketplace(
        R"({"metadata": [], "plugins": [{"name": "a", "description": 3, "version": {},
            "source": "./a"}]})",
        claude_file, on_github(), sink);
    REQUIRE(references);
    CHECK(references->front().description.empty());
    CHECK(references->front().version.empty());
    CHECK(references->front().addable());
}

TEST_CASE("long texts are cut, and too many entries left out with a warning", "[discover]") {
    std::string text = R"({"plugins": [{"name": "a", "description": ")" + std::string(3000, 'd') +
                       R"(", "version": ")" + std::string(200, '1') + R"("})";
    for (std::size_t i = 0; i < max_entries; ++i) {
        text += R"(,{"name":"n"})";
    }
    DiagnosticList sink;
    const auto references = read_marketplace(text + "]}", claude_file, on_github(), sink);
    REQUIRE(references);
    CHECK(references->size() == max_entries);
    CHECK(references->front().description.size() == 2000);
    CHECK(references->front().version.size() == 100);
    REQUIRE(sink.items.size() == 1);
    CHECK(sink.items[0].message ==
          "'.claude-plugin/marketplace.json' has 10001 entries, of which the first 10000 are read");
}

TEST_CASE("the directory of a marketplace file means the one it belongs to", "[discover]") {
    CHECK(base_of_directory("a/.claude-plugin") == "a");
    CHECK(base_of_directory("a/b/.github/plugin") == "a/b");
    CHECK(base_of_directory(".agents/plugins").empty());
    CHECK(base_of_directory(".plugin").empty());
    CHECK(base_of_directory("x.plugin") == "x.plugin");
    CHECK(base_of_directory("a/plugins") == "a/plugins");
    CHECK(base_of_directory("plugins/x") == "plugins/x");
    CHECK(base_of_directory("").empty());
}

}  // namespace
}  // namespace skillmeat::discover
