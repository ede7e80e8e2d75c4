#include <skillmeat/manifest/manifest.hpp>
#include <skillmeat/manifest/migrate.hpp>
#include <skillmeat/manifest/rename_keys.hpp>

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::manifest;

namespace {

const std::string old_text = R"(# ours
[project]
name = "x"

[[source]] # one
id = "a/b"
repo_url = "https://github.com/a/b" # here
"branch"  =  "main"
root_hint = "skills"
manual_map = { "x" = "skill" } # by hand
future = 1

[[source]]
id = "c/d"
repo_url = "https://github.com/c/d"

[source.manual_map]
# two of them
command = ["p", "q/r"]

[[source.exclude]]
artifact = "pdf"
)";

Migration migrated(const std::string& text, int to) {
    auto result = migrate(text, "skillmeat.toml", to);
    INFO((result ? "" : result.error().message));
    REQUIRE(result);
    return *std::move(result);
}

std::vector<Source> sources_of(const std::string& text) {
    DiagnosticList sink;
    const auto manifest = read(text, "skillmeat.toml", {}, sink);
    INFO(text);
    REQUIRE(manifest);
    return manifest->sources;
}

}  // namespace

TEST_CASE("schema 0 is brought forward in place, comments kept", "[manifest]") {
    const auto result = migrated(old_text, 1);
    CHECK(result.from == 0);
    CHECK(result.to == 1);
    CHECK(result.losses.empty());
    CHECK(result.steps.size() == 6);
    CHECK(sources_of(result.text) == sources_of(old_text));
    for (const auto* kept : {"# ours\n", "schema = 1", "[[source]] # one",
                             "\nurl = \"https://github.com/a/b\" # here\n", "\nref  =  \"main\"\n",
                             "\nroot = \"skills\"\n", "\nmap = { \"x\" = \"skill\" } # by hand\n",
                             "future = 1", "[source.map]"}) {
        INFO(result.text);
        CHECK(result.text.find(kept) != std::string::npos);
    }
    DiagnosticList sink;
    CHECK(read(result.text, "f", {}, sink)->schema == 1);
}

TEST_CASE("a manifest goes back to schema 0 and forward again unchanged", "[manifest]") {
    const auto forward = migrated(old_text, 1);
    const auto back = migrated(forward.text, 0);
    CHECK(back.losses.empty());
    CHECK(sources_of(back.text) == sources_of(old_text));
    CHECK(migrated(back.text, 1).text == forward.text);
}

TEST_CASE("what schema 0 cannot hold is listed with its place", "[manifest]") {
    const std::string text = R"(schema = 1
[[source]]
id = "a/b"
url = "https://github.com/a/b"
tags = ["one", "two"]
trust = "signed"
visibility = "public"
import_description = true
import_readme = false
min_confidence = 70
transport = "git"
[[source]]
id = "c/d"
url = "https://github.com/c/d"
)";
    const auto result = migrated(text, 0);
    CHECK(result.losses ==
          std::vector<std::string>{"skillmeat.toml:5: tags of source 'a/b': 'one', 'two'",
                                   "skillmeat.toml:6: trust of source 'a/b': 'signed'",
                                   "skillmeat.toml:8: import_description of source 'a/b': true"});
    CHECK(result.text == R"(schema = 0
[[source]]
id = "a/b"
repo_url = "https://github.com/a/b"
min_confidence = 70
transport = "git"
[[source]]
id = "c/d"
repo_url = "https://github.com/c/d"
)");
}

TEST_CASE("a manifest of the wanted schema stays as it is", "[manifest]") {
    const std::string text = "schema = 1 # now\n";
    const auto result = migrated(text, 1);
    CHECK(result.text == text);
    CHECK(result.steps.empty());
    CHECK(migrated(text, 0).text == "schema = 0 # now\n");
    CHECK(migrated("\r\n", 0).text.find("schema = 0\r\n") != std::string::npos);
}

TEST_CASE("private sources migrate where they stand", "[manifest]") {
    const auto result =
        migrated("[[source]]\nid = \"a\"\nurl = \"./a\"\nvisibility = \"private\"\n", 0);
    REQUIRE(result.losses.size() == 1);
    CHECK(result.losses[0] == "skillmeat.toml:4: visibility of source 'a': 'private'");
}

TEST_CASE("faulty manifests and unknown schemas are not migrated", "[manifest]") {
    CHECK(migrate("", "f", 2).error().code == ErrorCode::invalid_value);
    CHECK(migrate("", "f", -1).error().code == ErrorCode::invalid_value);
    CHECK(migrate("schema = 9", "f", 1).error().code == ErrorCode::newer_format);
    CHECK(migrate("[[source]]\n", "f", 0).error().code == ErrorCode::invalid_manifest);
    CHECK(migrate("[[source]]\nid = \"a\"\nrepo_url = \"./a\"\nroot = \"x\"\n", "f", 1)
              .error()
              .origin == Origin{"f", 4, 1});
}

TEST_CASE("keys are renamed where they stand, and only there", "[manifest]") {
    CHECK(*rename_keys("a = 'é' # a\n'b' = 2", {{2, 1, "b", "c"}, {1, 1, "a", "bb"}}) ==
          "bb = 'é' # a\nc = 2");
    CHECK(*rename_keys("x = {é = 1, \"a\" = 2}", {{1, 13, "a", "b"}}) == "x = {é = 1, b = 2}");
    CHECK(rename_keys("a = 1", {{1, 2, "a", "b"}}).error().code == ErrorCode::internal);
    CHECK(rename_keys("'a = 1", {{1, 1, "a", "b"}}).error().code == ErrorCode::internal);
    CHECK(rename_keys("a = 1", {{2, 1, "a", "b"}}).error().code == ErrorCode::internal);
    CHECK(rename_keys("a = 1", {{0, 0, "a", "b"}}).error().code == ErrorCode::internal);
}
