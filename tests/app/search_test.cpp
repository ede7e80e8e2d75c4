// search, from words to output: options, and a run over a project that exists only in memory.
#include <support/catch.hpp>

#include <string>
#include <vector>

#include <app/commands/catalog/list.hpp>
#include <app/commands/registry.hpp>
#include <app/commands/search/search.hpp>
#include <skillmeat/catalog/format.hpp>
#include <skillmeat/lock/lock.hpp>
#include <skillmeat/manifest/manifest.hpp>

#include "harness.hpp"

namespace skillmeat::app::commands {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// The program in the project /work, with one scanned source.
struct Program : testing::Harness {
    explicit Program(bool terminal = false) : Harness(terminal, 120) {
        environment.variables["HOME"] = "/home/ana";
        files.put("/work/skillmeat.toml",
                  "schema = 1\n[[source]]\nid = \"acme/tools\"\n"
                  "url = \"https://github.com/acme/tools\"\n");
        Catalog catalog;
        catalog.header = {"acme/tools", "https://github.com/acme/tools",  "", commit,
                          tree,         manifest::options_hash(Source{}), 1};
        catalog.entries = {entry("convert", "Turns a pdf into markdown"),
                           entry("pdf", "Fill in forms")};
        files.put("/work/.skillmeat/catalog/acme+tools.toml", catalog::write(catalog));
        LockRow row;
        row.id = "acme/tools";
        row.url = "https://github.com/acme/tools";
        row.commit = commit;
        row.tree = tree;
        lock::LockFile lock;
        lock::put(lock, row);
        files.put("/work/skillmeat.lock", lock::write(lock));
    }

    static CatalogEntry entry(const std::string& name, const std::string& description) {
        CatalogEntry made;
        made.name = name;
        made.path = "skills/" + name;
        made.description = description;
        made.sha = tree;
        made.confidence = 90;
        return made;
    }

    int operator()(const std::vector<std::string>& words) { return run(words, registry()); }

    static inline const std::string commit = "9d2f1ae187231d8199c64b5b762e1bdf2244733d";
    static inline const std::string tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
};

TEST_CASE("search binds its words, filters and order", "[app]") {
    cli::Values values;
    values.add("QUERY", "pull");
    values.add("QUERY", "requests -draft");
    values.add("type", "agent");
    values.add("tag", "office");
    values.add("sort", "updated");
    values.add("limit", "20");
    values.set_flag("include-excluded");
    const auto search = bind_search(values);
    REQUIRE(search);
    CHECK(search->query == "pull requests -draft");
    CHECK(search->filter.types == std::vector<ArtifactType>{ArtifactType::agent});
    CHECK(search->filter.tags == std::vector<std::string>{"office"});
    CHECK(search->filter.include_excluded);
    CHECK(search->order == index::SearchOrder::changed);
    CHECK(search->limit == 20);
    CHECK_FALSE(search->remote);
    values.set_flag("remote");
    CHECK(bind_search(values)->remote);
    cli::Values empty_cursor;
    empty_cursor.add("cursor", "");
    CHECK(bind_search(empty_cursor).error().code == ErrorCode::invalid_cursor);
    CHECK(bind_search(cli::Values{})->order == index::SearchOrder::relevance);
}

TEST_CASE("search prints what it found, best first", "[app]") {
    Program program;
    CHECK(program({"search", "pdf", "--format", "plain"}) == 0);
    CHECK(program.out() ==
          "skill\tpdf\tacme/tools\tskills/pdf\tFill in forms\t\n"
          "skill\tconvert\tacme/tools\tskills/convert\tTurns a pdf into markdown\t\n");
    CHECK(program.err().empty());
}

TEST_CASE("search writes nothing where the disk is no disk", "[app]") {
    Program program;
    CHECK(program({"search", "pdf", "--json"}) == 0);
    CHECK(contains(program.out(), "\"schema\": \"skillmeat.search/1\""));
    CHECK(contains(program.out(), "\"total\": 2"));
    CHECK(program.files.writes.empty());
}

TEST_CASE("search tells scanned entries, and indexes that have no copy", "[app]") {
    Program program;
    CHECK(program({"search", "pdf", "--json"}) == 0);
    CHECK(contains(program.out(), "\"scanned\": true, \"index\": null, \"add\": null"));
    Program asking;
    asking.files.put("/work/skillmeat.toml",
                     "schema = 1\n[[index]]\nid = \"away\"\nurl = \"https://a.example\"\n"
                     "[[source]]\nid = \"acme/tools\"\nurl = \"https://github.com/acme/tools\"\n");
    CHECK(asking({"search", "pdf", "--remote"}) == 0);
    CHECK(contains(asking.err(), "no copy of the index 'away' is here"));
    CHECK(contains(asking.out(), "convert"));
}

TEST_CASE("search marks what matches on a terminal", "[app]") {
    Program program(true);
    CHECK(program({"search", "pdf", "--color", "always"}) == 0);
    CHECK(contains(program.out(), "\x1b[33mpdf\x1b[0m"));
}

TEST_CASE("search says what it took a word for", "[app]") {
    Program program;
    CHECK(program({"search", "markdwon"}) == 0);
    CHECK(contains(program.err(), "nothing has the word 'markdwon': searched for 'markdown'"));
    CHECK(contains(program.out(), "convert"));
}

TEST_CASE("search says where a query is wrong", "[app]") {
    Program program;
    CHECK(program({"search", "pdf \"x"}) == 2);
    CHECK(contains(program.err(), "the quote is not closed at character 5"));
    CHECK(contains(program.err(), "help: "));
}

TEST_CASE("catalog list binds --explain-query and prints SQLite's plan", "[app]") {
    cli::Values values;
    CHECK_FALSE(bind_catalog_list(values)->explain_query);
    values.set_flag("explain-query");
    CHECK(bind_catalog_list(values)->explain_query);
    Program program;
    CHECK(program({"catalog", "list", "--type", "skill", "--explain-query"}) == 0);
    CHECK(contains(program.out(), "entry_by_type (source=? AND type=?)"));
}

}  // namespace
}  // namespace skillmeat::app::commands
