// rate and category, from words to output: options, and runs over a project in memory.
#include <support/catch.hpp>

#include <string>
#include <vector>

#include <app/commands/catalog/filter_options.hpp>
#include <app/commands/category/list.hpp>
#include <app/commands/rate/export.hpp>
#include <app/commands/rate/import.hpp>
#include <app/commands/rate/list.hpp>
#include <app/commands/rate/rate.hpp>
#include <app/commands/rate/remove.hpp>
#include <app/commands/registry.hpp>
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
    Program() : Harness(false, 120) {
        environment.variables["HOME"] = "/home/ana";
        environment.variables["SKILLMEAT_USER_NAME"] = "ana";
        files.put("/work/skillmeat.toml",
                  "schema = 1\n[[source]]\nid = \"acme/tools\"\n"
                  "url = \"https://github.com/acme/tools\"\n");
        Catalog catalog;
        catalog.header = {"acme/tools", "https://github.com/acme/tools",  "", commit,
                          tree,         manifest::options_hash(Source{}), 1};
        catalog.entries = {entry("docx", "documents"), entry("list", ""),
                           entry("pdf", "Documents")};
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

    static CatalogEntry entry(const std::string& name, const std::string& category) {
        CatalogEntry made;
        made.name = name;
        made.path = "skills/" + name;
        made.description = "what " + name + " does";
        made.category = category;
        made.sha = tree;
        made.confidence = 90;
        return made;
    }

    int operator()(const std::vector<std::string>& words) { return run(words, registry()); }

    static inline const std::string commit = "9d2f1ae187231d8199c64b5b762e1bdf2244733d";
    static inline const std::string tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
};

TEST_CASE("rate binds a reference, whole stars and a comment", "[app]") {
    cli::Values values;
    values.add("REF", "pdf");
    values.add("STARS", "4");
    values.add("comment", "good");
    const auto request = bind_rate(values);
    REQUIRE(request);
    CHECK(request->reference == "pdf");
    CHECK(request->stars == 4);
    CHECK(request->comment == "good");
    for (const std::string stars :
         {"", "0", "6", "4.0", "4x", " 4", "four", "99999999999999999999"}) {
        cli::Values wrong;
        wrong.add("REF", "pdf");
        wrong.add("STARS", stars);
        INFO(stars);
        CHECK(bind_rate(wrong).error().code == ErrorCode::invalid_value);
    }
    cli::Values long_comment;
    long_comment.add("REF", "pdf");
    long_comment.add("STARS", "4");
    long_comment.add("comment", std::string(1001, 'x'));
    CHECK(bind_rate(long_comment).error().code == ErrorCode::invalid_value);
}

TEST_CASE("the verbs of rate bind their words", "[app]") {
    cli::Values values;
    values.add("REF", "pdf");
    values.add("FILE", "shared.toml");
    values.add("source", "a");
    values.add("user", "ana");
    values.add("user", "ben");
    values.add("output", "out.toml");
    values.set_flag("dry-run");
    values.set_flag("include-private");
    CHECK(bind_rate_remove(values)->reference == "pdf");
    CHECK(bind_rate_list(values)->users == std::vector<std::string>{"ana", "ben"});
    CHECK(bind_rate_list(values)->sources == std::vector<std::string>{"a"});
    CHECK(bind_rate_import(values)->file == "shared.toml");
    CHECK(bind_rate_import(values)->dry_run);
    CHECK(bind_rate_export(values)->request.include_private);
    CHECK(bind_rate_export(values)->output == "out.toml");
    cli::Values nowhere;
    nowhere.add("output", "");
    CHECK(bind_rate_export(nowhere).error().code == ErrorCode::invalid_value);
}

TEST_CASE("the least rating has at most two decimals", "[app]") {
    const auto bound = [](const std::string& text) {
        cli::Values values;
        values.add("min-rating", text);
        return filter_of(values);
    };
    CHECK(bound("4")->min_rating == 400);
    CHECK(bound("3.5")->min_rating == 350);
    CHECK(bound("4.25")->min_rating == 425);
    CHECK(bound("5.00")->min_rating == 500);
    for (const std::string text :
         {"", "0", "0.99", "5.01", "6", "4.", ".5", "4.255", "4,5", "-1", "04", "x", "4.x"}) {
        INFO(text);
        CHECK(bound(text).error().code == ErrorCode::invalid_value);
    }
    CHECK_FALSE(filter_of(cli::Values{})->min_rating);
}

TEST_CASE("rate says what it did, and the average", "[app]") {
    Program program;
    CHECK(program({"rate", "pdf", "4"}) == 0);
    CHECK(contains(program.err(),
                   "rated 'skill:./skills/pdf@acme/tools': 4 stars by 'ana'; the "
                   "average is 4 of 1 rating"));
    CHECK(program.out().empty());
    CHECK(program({"rate", "pdf", "4", "--json"}) == 0);
    CHECK(contains(program.out(), "\"changed\": false"));
    CHECK(program({"rate", "pdf", "7"}) == 2);
    CHECK(program({"rate", "skill:list", "1", "--quiet"}) == 0);
}

TEST_CASE("rate list, remove, export and import run over the same file", "[app]") {
    Program program;
    REQUIRE(program({"rate", "pdf", "4", "--comment", "good"}) == 0);
    CHECK(program({"rate", "list", "--format", "plain"}) == 0);
    CHECK(contains(program.out(), "skill:./skills/pdf@acme/tools\t4\tana\tcurrent\t"));
    CHECK(program({"rate", "export", "--output", "shared.toml"}) == 0);
    CHECK(program.files.exists("/work/shared.toml"));
    CHECK(program({"rate", "remove", "pdf"}) == 0);
    CHECK(contains(program.err(), "took back 4 stars by 'ana'"));
    CHECK(program({"rate", "remove", "pdf"}) == 0);
    CHECK(contains(program.err(), "'ana' has not rated"));
    CHECK(program({"rate", "list"}) == 0);
    CHECK(contains(program.err(), "no ratings"));
    CHECK(program({"rate", "import", "shared.toml"}) == 0);
    CHECK(contains(program.err(), "1 added, 0 updated, 0 unchanged"));
    CHECK(program({"catalog", "show", "pdf"}) == 0);
    CHECK(contains(program.out(), "4 of 5 by 1 user"));
    CHECK(contains(program.out(), "4 stars"));
}

TEST_CASE("a search shows ratings where there are some", "[app]") {
    Program program;
    CHECK(program({"search", "does"}) == 0);
    CHECK_FALSE(contains(program.out(), "RATING"));
    REQUIRE(program({"rate", "pdf", "5"}) == 0);
    CHECK(program({"search", "does", "--sort", "rating", "--limit", "1"}) == 0);
    CHECK(contains(program.out(), "RATING"));
    CHECK(contains(program.out(), "5 (1)"));
    CHECK(program({"search", "does", "--min-rating", "6"}) == 2);
}

TEST_CASE("category list counts what lists show", "[app]") {
    cli::Values values;
    values.add("source", "acme/tools");
    values.add("type", "skill");
    const auto bound = bind_category_list(values);
    REQUIRE(bound);
    CHECK(bound->filter.sources == std::vector<std::string>{"acme/tools"});
    CHECK(bound->filter.types == std::vector<ArtifactType>{ArtifactType::skill});
    Program program;
    CHECK(program({"category", "list", "--format", "plain"}) == 0);
    CHECK(program.out() == "documents\t2\n");
    CHECK(program({"category", "list", "--type", "agent"}) == 0);
    CHECK(contains(program.err(), "no entry has a category"));
}

}  // namespace
}  // namespace skillmeat::app::commands
