// Bringing the entries of several files together, choosing among them, and keeping copies.
#include "sample.hpp"

#include <skillmeat/discover/repository_copy.hpp>
#include <skillmeat/discover/select.hpp>

#include <support/catch.hpp>

namespace skillmeat::discover {
namespace {

Reference entry(const std::string& name, const std::string& repository,
                const std::string& file = "a.json", const std::string& pointer = "/plugins/0") {
    Reference reference;
    reference.name = name;
    reference.kind = ReferenceKind::repository;
    reference.url = repository;
    reference.target = repository;
    reference.add = repository;
    reference.places = {{file, pointer}};
    return reference;
}

std::vector<std::string> names_of(const std::vector<Reference>& references) {
    std::vector<std::string> names;
    for (const auto& reference : references) {
        names.push_back(reference.name + " " + reference.url + " " + reference.path);
    }
    return names;
}

TEST_CASE("kinds have names", "[discover]") {
    CHECK(to_string(ReferenceKind::repository) == "repository");
    CHECK(to_string(ReferenceKind::pip) == "pip");
    CHECK(to_string(ReferenceKind::unknown) == "unknown");
}

TEST_CASE("entries that point to the same thing become one with all their places", "[discover]") {
    auto first = entry("pdf", "https://github.com/acme/pdf");
    auto second = entry("pdf", "https://github.com/acme/pdf.git", "b.json", "/plugins/7");
    second.description = "reads pdf";
    second.version = "2";
    auto third = entry("pdf", "git@github.com:acme/pdf", "c.json");
    third.version = "3";
    third.notes = {"odd"};
    const auto merged = merge({first, second, third});
    REQUIRE(merged.size() == 1);
    CHECK(merged[0].url == "https://github.com/acme/pdf");
    CHECK(merged[0].description == "reads pdf");
    CHECK(merged[0].version == "2");
    CHECK(merged[0].places == std::vector<EntryPlace>{{"a.json", "/plugins/0"},
                                                      {"b.json", "/plugins/7"},
                                                      {"c.json", "/plugins/0"}});
    CHECK(merged[0].notes == std::vector<std::string>{"c.json#/plugins/0 says version '3'", "odd"});
}

TEST_CASE("a name that stands twice in a file is noted", "[discover]") {
    const auto merged = merge({entry("pdf", "https://git.test/x/y"),
                               entry("pdf", "https://git.test/x/y", "a.json", "/plugins/1"),
                               entry("pdf", "https://git.test/x/y", "a.json", "/plugins/2")});
    REQUIRE(merged.size() == 1);
    CHECK(merged[0].places.size() == 3);
    CHECK(merged[0].notes == std::vector<std::string>{"a.json lists it twice"});
}

TEST_CASE("what differs in place, pin, path or name stays apart, in one order", "[discover]") {
    auto pinned = entry("pdf", "https://github.com/acme/pdf");
    pinned.commit = std::string(40, 'a');
    auto below = entry("pdf", "https://github.com/acme/pdf");
    below.path = "sub";
    auto tagged = entry("pdf", "https://github.com/acme/pdf");
    tagged.ref = "v1";
    const std::vector<Reference> all{below,
                                     pinned,
                                     tagged,
                                     entry("zip", "https://git.test/z"),
                                     entry("pdf", "https://git.test/p"),
                                     entry("doc", "https://git.test/z")};
    const auto merged = merge(all);
    CHECK(merged.size() == all.size());
    CHECK(names_of(merged) ==
          std::vector<std::string>{
              "doc https://git.test/z ", "pdf https://git.test/p ",
              "pdf https://github.com/acme/pdf ", "pdf https://github.com/acme/pdf ",
              "pdf https://github.com/acme/pdf sub", "zip https://git.test/z "});
}

TEST_CASE("a plugin named by directory and by address of its repository is one", "[discover]") {
    auto relative = entry("pdf", "https://github.com/acme/market");
    relative.kind = ReferenceKind::plugin;
    relative.path = "plugins/pdf";
    auto absolute = entry("pdf", "https://github.com/acme/market.git", "b.json");
    absolute.path = "plugins/pdf";
    CHECK(merge({relative, absolute}).size() == 1);
}

TEST_CASE("files and packages are the same when their address is", "[discover]") {
    auto one = entry("pdf", "https://h.test/SKILL.md");
    one.kind = ReferenceKind::skill;
    auto other = one;
    other.digest = std::string(64, 'a');
    CHECK(merge({one, other}).size() == 2);
    CHECK(merge({one, one}).size() == 1);
    auto package = entry("pdf", "");
    package.kind = ReferenceKind::npm;
    package.target = "@acme/pdf";
    auto command = package;
    command.kind = ReferenceKind::command;
    CHECK(merge({package, command}).size() == 2);
    CHECK(merge({package, package}).size() == 1);
}

std::vector<Reference> market() {
    auto below = entry("docx", "https://github.com/acme/office");
    below.path = "docx";
    auto twin = entry("twin", "https://github.com/acme/one");
    twin.commit = std::string(40, 'b');
    twin.path = "x";
    auto unreachable = entry("broken", "");
    unreachable.add.clear();
    unreachable.reason = "no";
    return merge({below, entry("PDF", "https://github.com/acme/pdf"), twin,
                  entry("twin", "https://github.com/acme/two", "b.json"), unreachable,
                  entry("pdf", "https://github.com/acme/pdf-lower")});
}

std::vector<std::string> chosen(const std::vector<std::string>& names) {
    const auto references = market();
    const auto found = select(references, names, "acme/market");
    if (!found) {
        return {found.error().message, found.error().hint};
    }
    std::vector<std::string> urls;
    for (const auto i : *found) {
        urls.push_back(references[i].url);
    }
    return urls;
}

TEST_CASE("names choose entries, exactly before ignoring case, and by the id they get",
          "[discover]") {
    using Words = std::vector<std::string>;
    CHECK(chosen({"pdf"}) == Words{"https://github.com/acme/pdf-lower"});
    CHECK(chosen({"PDF"}) == Words{"https://github.com/acme/pdf"});
    CHECK(chosen({"DOCX", "pdf", "docx"}) ==
          Words{"https://github.com/acme/office", "https://github.com/acme/pdf-lower"});
    CHECK(chosen({"acme/two"}) == Words{"https://github.com/acme/two"});
    CHECK(chosen({"acme/office/docx"}) == Words{"https://github.com/acme/office"});
    CHECK(chosen({"broken"}) == Words{""});
    CHECK(chosen({}).empty());
}

TEST_CASE("unknown and ambiguous names say what to do", "[discover]") {
    using Words = std::vector<std::string>;
    CHECK(chosen({"pdf", "docs"}) ==
          Words{"'acme/market' lists nothing of the name 'docs'", "did you mean 'docx'?"});
    CHECK(chosen({"something"})[1] == "leave the name out to see all that is listed");
    CHECK(chosen({"twin"}) ==
          Words{"'twin' is the name of 2 entries: a.json#/plugins/0, b.json#/plugins/0",
                "add the one you mean by itself: `skillmeat source add "
                "https://github.com/acme/one --ref " +
                    std::string(40, 'b') + " --root x`"});
    CHECK(chosen({"Pdf"})[0].starts_with("'Pdf' is the name of 2 entries"));
    const auto references = market();
    CHECK(select(references, {"nothing"}, "m").error().code == ErrorCode::artifact_not_found);
    CHECK(select(references, {"twin"}, "m").error().code == ErrorCode::ambiguous_reference);
    auto broken = entry("x", "https://h.test/a");
    broken.add.clear();
    broken.reason = "no";
    auto other = broken;
    other.url = "https://h.test/b";
    CHECK(select({broken, other}, {"x"}, "m").error().hint.empty());
}

TEST_CASE("only what can be added has an id", "[discover]") {
    CHECK(default_id(entry("pdf", "https://github.com/acme/pdf")) == "acme/pdf");
    auto skill = entry("pdf", "https://github.com/acme/pdf/blob/main/SKILL.md");
    skill.kind = ReferenceKind::skill;
    CHECK(default_id(skill).empty());
    CHECK(default_id(entry("pdf", "")).empty());
}

TEST_CASE("a copy of a repository's index is read as it was written", "[discover]") {
    const RepositoryCopy copy{
        "v1",
        "sub",
        std::string(40, 'a'),
        {{".claude-plugin/marketplace.json", "{\n\"a\": 1}\n"}, {"marketplace.json", ""}},
        {"plugins/a", "plugins/b"}};
    const auto bytes = write_copy(copy);
    CHECK(read_copy(bytes) == copy);
    CHECK(read_copy(write_copy({})) == RepositoryCopy{});
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        INFO(size);
        CHECK_FALSE(read_copy(std::string_view(bytes).substr(0, size)));
    }
    CHECK_FALSE(read_copy(bytes + "x"));
    CHECK_FALSE(read_copy("skillmeat-index-2" + bytes.substr(17)));
}

TEST_CASE("a copy with forged numbers is refused", "[discover]") {
    const std::string head = "skillmeat-index-1\n\n\n\n";
    for (const std::string tail :
         {"18446744073709551615\n", "-1\n", "x\n", "\n", "1\na\n99999999\nb0\n", "0\n1000000\n",
          "1\na\n18446744073709551615\n0\n"}) {
        INFO(tail);
        CHECK_FALSE(read_copy(head + tail));
    }
}

}  // namespace
}  // namespace skillmeat::discover
