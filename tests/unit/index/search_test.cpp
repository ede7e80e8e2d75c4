#include <support/catch.hpp>

#include "world.hpp"

namespace skillmeat::index {
namespace {

using namespace testing;
using Names = std::vector<std::string>;

std::vector<CatalogEntry> library() {
    return {entry(ArtifactType::agent, "code-reviewer", "Reviews pull requests"),
            entry(ArtifactType::agent, "helper", "Pulls data on request"),
            skill("convert", "Turns a pdf into markdown"),
            skill("pdf", "Fill in forms", {"documents"}),
            skill("pdf-viewer", "Shows files"),
            skill("scale", "Scale up and down")};
}

}  // namespace

TEST_CASE("A name says more than a tag, a tag more than a description", "[index][search]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    world.add(scope, "a/a",
              {skill("aa", "about zebras at length"), skill("bb", "x", {"zebras"}),
               skill("zebras", "y"), skill("zebras-and-more", "z")});
    CHECK(world.names(scope, "zebras") == Names{"zebras", "zebras-and-more", "bb", "aa"});
}

TEST_CASE("Forms of a word are found, the one typed first", "[index][search]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    world.add(scope, "a/a", {skill("a", "reviewing things"), skill("b", "review things")});
    CHECK(world.names(scope, "review") == Names{"b", "a"});
    CHECK(world.names(scope, "reviews").size() == 2);
    CHECK(world.names(scope, "\"review things\"") == Names{"b"});
}

TEST_CASE("Who does a thing is found by the word for it", "[index][search]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    world.add(scope, "a/a",
              {skill("debugger", "a"), skill("linter", "b"), skill("pap", "c"), skill("paper", "d"),
               skill("writer", "e")});
    CHECK(world.names(scope, "debug") == Names{"debugger"});
    CHECK(world.names(scope, "linting") == Names{"linter"});
    CHECK(world.names(scope, "write") == Names{"writer"});
    // Not the other way: most words in -er are no such thing.
    CHECK(world.names(scope, "paper") == Names{"paper"});
}

TEST_CASE("Required, excluded and missing words", "[index][search]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    world.add(scope, "a/a", library());
    CHECK(world.names(scope, "pull requests").front() == "code-reviewer");
    CHECK(world.names(scope, "\"pull requests\"") == Names{"code-reviewer"});
    CHECK(world.names(scope, "pdf -forms") == Names{"pdf-viewer", "convert"});
    CHECK(world.names(scope, "pdf* forms*") == Names{"pdf"});
    CHECK(world.names(scope, "\"no such phrase\" pdf").empty());
}

TEST_CASE("Hits within words follow the others", "[index][search]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    world.add(scope, "a/a", library());
    const auto result = world.search(scope, "down");
    REQUIRE(result.hits.size() == 2);
    CHECK(result.hits[0].stored.entry.name == "scale");
    CHECK(result.hits[0].kind == HitKind::word);
    CHECK(result.hits[1].stored.entry.name == "convert");
    CHECK(result.hits[1].kind == HitKind::inside);
    CHECK(result.matcher.inside == Names{"down"});
}

TEST_CASE("The nearest word is taken for one that stands nowhere", "[index][search]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    world.add(scope, "a/a", library());
    auto result = world.search(scope, "markdwon");
    CHECK(result.corrections == std::vector<Correction>{{"markdwon", "markdown"}});
    CHECK(result.hits.size() == 1);
    result = world.search(scope, "zzzzzzz pdf");
    CHECK(result.corrections.empty());
    CHECK(result.unmatched == Names{"zzzzzzz"});
    CHECK(result.hits.size() == 3);
    CHECK(world.search(scope, "zzzzzzz").total == 0);
}

TEST_CASE("Equal hits keep one order and pages join", "[index][search]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    for (const auto* id : {"c/c", "a/a", "b/b"}) {
        std::vector<CatalogEntry> entries;
        for (int i = 10; i < 20; ++i) {
            entries.push_back(skill("same" + std::to_string(i), "alike"));
        }
        world.add(scope, id, entries);
    }
    for (const auto order : {SearchOrder::relevance, SearchOrder::name, SearchOrder::changed}) {
        SearchRequest request;
        request.order = order;
        const auto whole = world.search(scope, "alike", request);
        REQUIRE(whole.hits.size() == 30);
        for (std::size_t i = 0; i + 1 < whole.hits.size(); ++i) {
            const auto& hit = whole.hits[i];
            const auto& last = hit.stored.entry;
            const auto source = world.index.sources(scope).value();
            std::string id;
            for (const auto& row : source) {
                id = row.id == hit.stored.source ? row.source.id : id;
            }
            request.limit = 1;
            request.after = SearchPlace{hit.kind, hit.score, last.name, last.changed_at.seconds,
                                        id,       "one",     last.type, last.path};
            const auto next = world.search(scope, "alike", request);
            REQUIRE(next.hits.size() == 1);
            CHECK(next.hits[0].stored.document == whole.hits[i + 1].stored.document);
            CHECK(next.total == 30);
            CHECK(next.more == (i + 2 < whole.hits.size()));
        }
    }
}

TEST_CASE("Filters narrow without changing scores", "[index][search]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    const auto row = world.add(scope, "a/a", library());
    world.add(scope, "b/b", library());
    const auto all = world.search(scope, "pdf");
    SearchRequest request;
    request.conditions.tags = {{"documents", {}}};
    auto some = world.search(scope, "pdf", request);
    CHECK(some.total == 2);
    CHECK(some.hits.front().score == all.hits.front().score);
    request = {};
    request.bounds.sources = std::vector<std::int64_t>{row.id};
    CHECK(world.names(scope, "pdf", request).size() == 3);
    request = {};
    request.conditions.types = {ArtifactType::agent};
    CHECK(world.names(scope, "pdf", request).empty());
}

TEST_CASE("Scores do not depend on other scopes or on how the index came to be",
          "[index][search]") {
    MemoryIndex alone;
    const auto lone = alone.scope("one");
    alone.add(lone, "a/a", library());
    MemoryIndex crowded;
    const auto other = crowded.scope("other");
    const auto scope = crowded.scope("one");
    crowded.add(other, "x/x", {skill("pdf", "pdf pdf pdf"), skill("pull", "pull requests")});
    auto row = crowded.add(scope, "a/a", {skill("old", "pdf pull")});
    crowded.add(other, "y/y", library());
    crowded.replace(scope, row, library());
    for (const auto* query : {"pdf", "pull requests", "down", "fill forms", "markdwon"}) {
        const auto one = alone.search(lone, query);
        const auto two = crowded.search(scope, query);
        REQUIRE(one.hits.size() == two.hits.size());
        CHECK(one.corrections == two.corrections);
        for (std::size_t i = 0; i < one.hits.size(); ++i) {
            CHECK(one.hits[i].stored.entry == two.hits[i].stored.entry);
            CHECK(one.hits[i].score == two.hits[i].score);
        }
    }
}

TEST_CASE("Searches over nothing find nothing", "[index][search]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    CHECK(world.search(scope, "pdf").total == 0);
    world.add(scope, "a/a", {});
    CHECK(world.search(scope, "pdf -x \"y z\" w*").total == 0);
    SearchRequest request;
    request.query = parse_query("pdf").value();
    CHECK(search(world.index, request).value().total == 0);
}

}  // namespace skillmeat::index
