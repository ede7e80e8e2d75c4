#include <skillmeat/interop/foreign.hpp>

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::interop;

namespace {

ForeignFile file(std::string text, const std::string& name = "file") {
    return {"/work/" + name, "/work", std::move(text)};
}

Foreign read_one(Format format, const std::string& text) {
    auto result = read(format, {file(text)});
    INFO((result ? "" : result.error().message));
    REQUIRE(result);
    return *std::move(result);
}

std::string members_of(const Foreign& foreign) {
    std::string text;
    for (const auto& collection : foreign.collections) {
        for (const auto& member : collection.members) {
            const auto& source = foreign.sources.at(member.source);
            text += collection.name + ": " +
                    (member.type ? std::string(to_string(*member.type)) : "any") + " " +
                    (member.whole          ? "*"
                     : member.path.empty() ? member.name
                                           : "./" + member.path) +
                    " of " + source.repository + (source.ref.empty() ? "" : "#" + source.ref) +
                    "\n";
        }
    }
    return text;
}

std::string remarks_of(const Foreign& foreign) {
    std::string text;
    for (const auto& remark : foreign.remarks) {
        text += remark.origin + (remark.in_part ? " (in part): " : ": ") + remark.reason + "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("skills-lock.json becomes sources and a collection", "[interop]") {
    const auto foreign = read_one(Format::skills_lock, R"({
  "version": 1,
  "skills": {
    "pdf": {"source": "anthropics/skills", "sourceType": "github", "skillPath": "skills/pdf/SKILL.md",
            "computedHash": "0f"},
    "docx": {"source": "anthropics/skills", "sourceType": "github", "computedHash": "1f"},
    "old": {"source": "acme/tools", "sourceType": "github", "ref": "v1", "computedHash": "2f",
            "skillPath": "SKILL.md"},
    "lab": {"source": "team/lab", "sourceType": "gitlab", "computedHash": "3f"},
    "own": {"source": "https://git.example.com/a/b.git", "sourceType": "git", "computedHash": "4f"},
    "near": {"source": "tools/near", "sourceType": "local", "computedHash": "5f"},
    "npm": {"source": "some-package", "sourceType": "node_modules", "computedHash": "6f"}
  }
})");
    CHECK(members_of(foreign) ==
          "skills-lock: skill ./skills/pdf of https://github.com/anthropics/skills\n"
          "skills-lock: skill docx of https://github.com/anthropics/skills\n"
          "skills-lock: skill ./. of https://github.com/acme/tools#v1\n"
          "skills-lock: skill lab of https://gitlab.com/team/lab\n"
          "skills-lock: skill own of https://git.example.com/a/b.git\n"
          "skills-lock: skill near of /work/tools/near\n");
    CHECK(foreign.sources.size() == 5);
    CHECK(remarks_of(foreign) ==
          "skills.npm: a source of type 'node_modules' is no git repository\n");
}

TEST_CASE(".skill-lock.json becomes sources and a collection", "[interop]") {
    const auto foreign = read_one(Format::skill_lock, R"({
  "version": 3,
  "skills": {
    "find": {"source": "vercel-labs/skills", "sourceType": "github",
             "sourceUrl": "https://github.com/vercel-labs/skills.git",
             "skillPath": "skills/find/SKILL.md", "skillFolderHash": "30",
             "installedAt": "2026-02-03T10:32:48.963Z", "updatedAt": "2026-03-14T08:17:20.855Z"},
    "pinned": {"source": "acme/tools", "sourceType": "github", "sourceUrl": "", "pinnedRef": "v2",
               "ref": "main", "skillFolderHash": "31"},
    "ghe": {"source": "acme/tools", "sourceType": "github",
            "sourceUrl": "https://acme.ghe.com/acme/tools.git", "skillFolderHash": "32"},
    "site": {"source": "mintlify/bun.com", "sourceType": "well-known",
             "sourceUrl": "https://bun.com/docs", "skillFolderHash": "33"},
    "odd": {"source": "a/b", "sourceType": "github", "skillFolderHash": "34", "colour": "red"}
  },
  "dismissed": {"findSkillsPrompt": true},
  "lastSelectedAgents": ["codex"],
  "flavour": 1
})");
    CHECK(members_of(foreign) ==
          "skill-lock: skill ./skills/find of https://github.com/vercel-labs/skills\n"
          "skill-lock: skill pinned of https://github.com/acme/tools#v2\n"
          "skill-lock: skill ghe of https://acme.ghe.com/acme/tools.git\n"
          "skill-lock: skill odd of https://github.com/a/b\n");
    CHECK(remarks_of(foreign) ==
          "skills.site: a source of type 'well-known' is no git repository\n"
          "flavour (in part): means nothing here\n"
          "skills.*.colour (in part): means nothing here\n");
}

TEST_CASE("plugins enabled in Claude Code become members of their marketplaces", "[interop]") {
    const auto foreign = read_one(Format::claude, R"({
  // comments are allowed
  "model": "x",
  "extraKnownMarketplaces": {
    "team": {"source": {"source": "github", "repo": "acme/plugins", "ref": "v3"}},
    "pinned": {"source": {"source": "git", "url": "https://git.example.com/p.git",
               "ref": "main", "sha": "9d2f1ae187231d8199c64b5b762e1bdf2244733d"}},
    "here": {"source": {"source": "directory", "path": "./plugins"}},
    "file": {"source": {"source": "url", "url": "https://example.com/marketplace.json"}},
    "bad": {"source": "acme"}
  },
  "enabledPlugins": {
    "review@team": true,
    "fix@pinned": ["1.0.0"],
    "local@here": true,
    "off@team": false,
    "far@file": true,
    "who@nobody": true,
    "lsp@claude-plugins-official": true,
    "nameless": true
  }
})");
    CHECK(members_of(foreign) ==
          "claude-plugins: plugin review of https://github.com/acme/plugins#v3\n"
          "claude-plugins: plugin fix of "
          "https://git.example.com/p.git#9d2f1ae187231d8199c64b5b762e1bdf2244733d\n"
          "claude-plugins: plugin local of /work/plugins\n"
          "claude-plugins: plugin lsp of https://github.com/anthropics/claude-plugins-official\n");
    CHECK(remarks_of(foreign) ==
          "extraKnownMarketplaces.file: a marketplace of kind 'url' is no git repository\n"
          "extraKnownMarketplaces.bad: expected a map `source`\n"
          "enabledPlugins.fix@pinned (in part): versions of plugins are not pinned here\n"
          "enabledPlugins.off@team: it is switched off\n"
          "enabledPlugins.far@file: its marketplace 'file' was not taken\n"
          "enabledPlugins.who@nobody: the file does not say where marketplace 'nobody' is\n"
          "enabledPlugins.nameless: expected PLUGIN@MARKETPLACE\n");
}

TEST_CASE("files of Claude Code are read as one", "[interop]") {
    const auto foreign = read(
        Format::claude, {file(R"({"enabledPlugins": {"review@team": true}})", "settings.json"),
                         file(R"({"team": {"source": {"source": "github", "repo": "acme/plugins"},
                 "installLocation": "/home/ana/.claude/plugins/marketplaces/team"}})",
                              "known_marketplaces.json")});
    REQUIRE(foreign);
    CHECK(members_of(*foreign) ==
          "claude-plugins: plugin review of https://github.com/acme/plugins\n");
    CHECK(foreign->remarks.empty());
}

TEST_CASE("a marketplace alone is a source without members", "[interop]") {
    const auto foreign = read_one(
        Format::claude,
        R"({"extraKnownMarketplaces": {"t": {"source": {"source": "github", "repo": "a/b"}}}})");
    CHECK(foreign.sources.size() == 1);
    CHECK(foreign.collections.empty());
}

TEST_CASE("apm.yml becomes sources and collections", "[interop]") {
    const auto foreign = read_one(Format::apm, R"(name: shop
version: 1.0.0
description: what we use
target: claude
dependencies:
  apm:
    - microsoft/apm-sample-package
    - microsoft/apm-sample-package#v1.0.0
    - ComposioHQ/awesome-claude-skills/brand-guidelines
    - contoso/prompts/review.prompt.md
    - github.com/acme/tools/skills/pdf#main
    - gitlab.com/group/sub/repo#main
    - git@github.com:acme/ssh.git
    - https://git.example.com/a/b.git#v2
    - ./packages/own
    - acme/range#^1.2.0
    - git: https://git.example.com/mono.git
      path: instructions/security
      ref: v2.0
      alias: sec
    - git: acme/bundle
      skills: [one, two]
    - path: ./packages/other
  mcp:
    - io.github.github/github-mcp-server
devDependencies:
  apm: [acme/dev]
)");
    CHECK(members_of(foreign) ==
          "shop: any * of https://github.com/microsoft/apm-sample-package\n"
          "shop: any * of https://github.com/microsoft/apm-sample-package#v1.0.0\n"
          "shop: any ./brand-guidelines of https://github.com/ComposioHQ/awesome-claude-skills\n"
          "shop: any ./review.prompt.md of https://github.com/contoso/prompts\n"
          "shop: any ./skills/pdf of https://github.com/acme/tools#main\n"
          "shop: any * of https://gitlab.com/group/sub/repo#main\n"
          "shop: any * of git@github.com:acme/ssh.git\n"
          "shop: any * of https://git.example.com/a/b.git#v2\n"
          "shop: any * of /work/packages/own\n"
          "shop: any * of https://github.com/acme/range\n"
          "shop: any ./instructions/security of https://git.example.com/mono.git#v2.0\n"
          "shop: skill one of https://github.com/acme/bundle\n"
          "shop: skill two of https://github.com/acme/bundle\n"
          "shop: any * of /work/packages/other\n"
          "shop (development): any * of https://github.com/acme/dev\n");
    CHECK(foreign.collections.front().description == "what we use");
    CHECK(remarks_of(foreign) ==
          "dependencies.apm[9] (in part): '^1.2.0' is a range of versions: the default branch is "
          "taken instead\n"
          "dependencies.apm[10] (in part): the alias is left out: artifacts keep their names\n"
          "dependencies.mcp[0]: an MCP server from a registry, or of the file's own, is in no "
          "repository\n"
          "target (in part): means nothing here\n");
}

TEST_CASE("entries of apm.yml that name no repository are remarks", "[interop]") {
    const auto foreign = read_one(Format::apm, R"(dependencies:
  apm:
    - name: sec-check
      marketplace: acme-plugins
    - id: acme/toolkit
      version: ^2.0.0
    - git: parent
      path: skills/shared
    - [1]
    - alone
    - ../outside
    - http://git.example.com/x/y
    - {git: acme/tools, ref: "a..b"}
    - {git: acme/tools, path: ../up}
    - {}
)");
    CHECK(foreign.collections.empty());
    CHECK(foreign.remarks.size() == 10);
}

TEST_CASE("hostile entries are remarks, never sources", "[interop]") {
    for (const char* source :
         {"ext::sh -c id", "--upload-pack=x/y", "https://user:secret@host/../a", "/etc", "../../x",
          "~/private", "file:///etc", "a/b\\u0000c", "https://example.com/a b", "-x/y", "."}) {
        INFO(source);
        for (const char* type : {"git", "github", "local"}) {
            const auto foreign = read_one(Format::skills_lock,
                                          std::string(R"({"version":1,"skills":{"x":{"source":")") +
                                              source + R"(","sourceType":")" + type + "\"}}}");
            const bool inside =
                std::string(source) == "." ||
                (std::string(type) == "local" && std::string(source).find_first_of("/~.") != 0);
            if (!inside) {
                CHECK(foreign.sources.empty());
                CHECK(foreign.remarks.size() == 1);
            }
        }
    }
    const auto foreign = read_one(Format::skill_lock,
                                  R"({"version":3,"skills":{
            "a":{"source":"a/b","sourceType":"github","skillPath":"../../x/SKILL.md"},
            "b":{"source":"a/b","sourceType":"github","skillPath":"x/.git/SKILL.md"},
            "\u001b[31m":{"source":"a/b","sourceType":"github"},
            "d":{"source":"a/b","sourceType":"github","ref":"--x"},
            "e":7}})");
    CHECK(foreign.collections.empty());
    CHECK(foreign.remarks.size() == 5);
}

TEST_CASE("secrets of an address that is refused are not told", "[interop]") {
    const auto foreign = read_one(
        Format::skills_lock,
        R"({"version":1,"skills":{"x":{"source":"https://me:secret@host/a","sourceType":"git"}}})");
    CHECK(foreign.sources.empty());
    CHECK(remarks_of(foreign).find("secret") == std::string::npos);
}

TEST_CASE("files are recognised by what they hold", "[interop]") {
    CHECK(recognise(file(R"({"version":1,"skills":{}})")) == Format::skills_lock);
    CHECK(recognise(file(R"({"version":3,"skills":{}})")) == Format::skill_lock);
    CHECK(recognise(file(R"({"version":4,"skills":{}})", ".skill-lock.json")) ==
          Format::skill_lock);
    CHECK(recognise(file(R"({"enabledPlugins":{}})")) == Format::claude);
    CHECK(recognise(file(R"({"a":{"source":{"source":"github"}}})")) == Format::claude);
    CHECK(recognise(file("dependencies:\n  apm: []\n")) == Format::apm);
    CHECK(recognise(file("name: x\n", "apm.yml")) == Format::apm);
    for (const char* text : {"", "{}", "[]", "schema = 1\n", R"({"skills":[]})", "a: b\n"}) {
        INFO(text);
        const auto result = recognise(file(text));
        REQUIRE_FALSE(result);
        CHECK(result.error().code == ErrorCode::invalid_value);
        CHECK_FALSE(result.error().hint.empty());
    }
    for (const auto format :
         {Format::skills_lock, Format::skill_lock, Format::claude, Format::apm}) {
        CHECK(parse_format(to_string(format)) == format);
    }
    CHECK_FALSE(parse_format("npm"));
}

TEST_CASE("a file that is not of the format is refused as a whole", "[interop]") {
    struct Case {
        Format format;
        std::string text;
        ErrorCode code;
    };
    const std::vector<Case> cases{
        {Format::skills_lock, "{", ErrorCode::invalid_value},
        {Format::skills_lock, "[]", ErrorCode::invalid_value},
        {Format::skills_lock, R"({"version":1,"skills":[]})", ErrorCode::invalid_value},
        {Format::skills_lock, R"({"version":2,"skills":{}})", ErrorCode::newer_format},
        {Format::skill_lock, R"({"version":1,"skills":{}})", ErrorCode::newer_format},
        {Format::claude, R"({"model":"x"})", ErrorCode::invalid_value},
        {Format::apm, "- a\n", ErrorCode::invalid_value},
        {Format::apm, "a: [\n", ErrorCode::invalid_value},
        {Format::skills_lock, std::string(40, '[') + std::string(40, ']'),
         ErrorCode::invalid_value},
        {Format::skills_lock, std::string((8U << 20U) + 1, ' '), ErrorCode::too_large},
    };
    for (const auto& [format, text, code] : cases) {
        INFO(text.substr(0, 60));
        const auto result = read(format, {file(text)});
        REQUIRE_FALSE(result);
        CHECK(result.error().code == code);
    }
    const auto damaged = read(Format::skills_lock, {file("{\n  \"version\": 1,\n  oops\n}")});
    CHECK(damaged.error().origin.line == 3);
    CHECK(damaged.error().origin.path == "/work/file");
    CHECK_FALSE(read(Format::apm, {}));
    CHECK_FALSE(read(Format::apm, {file("a: b\n"), file("a: b\n")}));
}
