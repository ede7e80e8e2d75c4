#include <support/catch.hpp>

#include <skillmeat/report/json.hpp>

#include "harness.hpp"

namespace skillmeat::app::print {
namespace {

List sample_list() {
    List list;
    list.schema = "skillmeat.item.list/1";
    list.columns = {{.header = "ID"}, {.header = "TEXT", .shrink = 1}};
    list.count = 2;
    list.cells = [](std::size_t i) {
        return Row{{i == 0 ? "a" : "b"}, {i == 0 ? "one\ttwo" : std::string(120, 'x')}};
    };
    list.json = [](std::size_t i) {
        return report::JsonObject().text("id", i == 0 ? "a" : "b").str();
    };
    list.page = {2, std::nullopt, std::nullopt};
    return list;
}

List empty_list() {
    List list = sample_list();
    list.count = 0;
    list.page.total = 0;
    list.empty_message = "no items";
    return list;
}

/// What is printed in one format: stdout, then stderr.
struct Printed {
    std::string out;
    std::string err;
};

Printed print(cli::Format format, const std::function<void(Output&)>& act, bool terminal = false,
              std::size_t width = 80) {
    testing::Harness harness(terminal, width);
    cli::Globals globals;
    globals.format = format;
    Output output(*harness.streams, globals, harness.environment);
    act(output);
    return {harness.out(), harness.err()};
}

Printed print_list(cli::Format format, const List& list) {
    return print(format, [&](Output& output) { output.list(list); });
}

TEST_CASE("a list is one document, lines, tabs or a table", "[app][print]") {
    CHECK(
        print_list(cli::Format::json, sample_list()).out ==
        "{\"schema\": \"skillmeat.item.list/1\", \"items\": [\n{\"id\": \"a\"},\n{\"id\": \"b\"}\n"
        "], \"page\": {\"total\": 2, \"limit\": null, \"next_cursor\": null}}\n");
    CHECK(print_list(cli::Format::jsonl, sample_list()).out ==
          "{\"id\": \"a\"}\n{\"id\": \"b\"}\n");
    CHECK(print_list(cli::Format::plain, sample_list()).out ==
          "a\tone\\ttwo\nb\t" + std::string(120, 'x') + "\n");
    const std::string table = print_list(cli::Format::table, sample_list()).out;
    CHECK(table.starts_with("ID  TEXT\na   one"));
    CHECK(table.find(std::string(120, 'x')) != std::string::npos);
}

TEST_CASE("a table on a terminal is cut to its width", "[app][print]") {
    const auto act = [](Output& output) { output.list(sample_list()); };
    const std::string table = print(cli::Format::table, act, true, 40).out;
    CHECK(table.find("…") != std::string::npos);
    CHECK(table.find("\x1b[1m") != std::string::npos);
}

TEST_CASE("page and further members of a document", "[app][print]") {
    List list = sample_list();
    list.page = {9, 2, "abc"};
    list.extra = {{"incomplete", "[]"}};
    const std::string json = print_list(cli::Format::json, list).out;
    CHECK(
        json.ends_with("], \"page\": {\"total\": 9, \"limit\": 2, \"next_cursor\": \"abc\"}, "
                       "\"incomplete\": []}\n"));
    CHECK(print_list(cli::Format::table, list).err == "more rows follow: --cursor abc\n");
    const auto act = [&](Output& output) { output.list(list); };
    CHECK(print(cli::Format::table, act, true, 40).err == "2 of 9 shown; raise --limit for more\n");
}

TEST_CASE("an empty list says so to people and is empty to scripts", "[app][print]") {
    CHECK(print_list(cli::Format::json, empty_list()).out ==
          "{\"schema\": \"skillmeat.item.list/1\", \"items\": [], \"page\": {\"total\": 0, "
          "\"limit\": null, \"next_cursor\": null}}\n");
    const Printed table = print_list(cli::Format::table, empty_list());
    CHECK(table.out.empty());
    CHECK(table.err == "no items\n");
    for (const auto format : {cli::Format::plain, cli::Format::jsonl}) {
        const Printed printed = print_list(format, empty_list());
        CHECK(printed.out.empty());
        CHECK(printed.err.empty());
    }
}

TEST_CASE("items that were streamed are not printed again at the end", "[app][print]") {
    const auto act = [](Output& output) {
        output.stream("{\"id\": \"early\"}");
        List list = sample_list();
        list.streamed = true;
        output.list(list);
    };
    CHECK(print(cli::Format::jsonl, act).out == "{\"id\": \"early\"}\n");
    CHECK(print(cli::Format::json, act).out.find("early") == std::string::npos);
}

Item sample_item() {
    Item item;
    item.schema = "skillmeat.item/1";
    item.json = "{\"id\": \"a\"}";
    item.fields = {{"id", {"a"}}, {"description", {"line\nbreak"}}, {"empty", {""}}};
    item.sections = {{"Types", {{.header = "TYPE"}, {.header = "N"}}, {{{"skill"}, {"3"}}}}};
    return item;
}

TEST_CASE("one thing in the four formats", "[app][print]") {
    const auto act = [](Output& output) { output.item(sample_item()); };
    CHECK(print(cli::Format::json, act).out ==
          "{\"schema\": \"skillmeat.item/1\", \"item\": {\"id\": \"a\"}}\n");
    CHECK(print(cli::Format::jsonl, act).out == "{\"id\": \"a\"}\n");
    CHECK(print(cli::Format::plain, act).out ==
          "id\ta\ndescription\tline\\nbreak\nempty\t\nskill\t3\n");
    const std::string table = print(cli::Format::table, act).out;
    CHECK(table.starts_with("id:          a\ndescription: line"));
    CHECK(table.ends_with("empty:\n\nTypes\nTYPE   N\nskill  3\n"));
}

TEST_CASE("changes say whether something changed", "[app][print]") {
    Item item = sample_item();
    item.changed = false;
    item.extra = {{"covered_by", "null"}};
    const auto act = [&](Output& output) { output.item(item); };
    CHECK(print(cli::Format::json, act).out ==
          "{\"schema\": \"skillmeat.item/1\", \"item\": {\"id\": \"a\"}, \"changed\": false, "
          "\"covered_by\": null}\n");
}

TEST_CASE("lists inside a document are written item by item", "[app][print]") {
    Item item = sample_item();
    item.lists = {{"rows", 2, [](std::size_t i) { return std::to_string(i); }},
                  {"none", 0, [](std::size_t) { return std::string("never"); }}};
    const auto act = [&](Output& output) { output.item(item); };
    CHECK(print(cli::Format::json, act).out ==
          "{\"schema\": \"skillmeat.item/1\", \"item\": {\"id\": \"a\"}, \"rows\": [\n0,\n1\n], "
          "\"none\": []}\n");
    CHECK(print(cli::Format::jsonl, act).out == "{\"id\": \"a\"}\n");
}

TEST_CASE("lines are for people on stdout, notes for people on stderr", "[app][print]") {
    const auto act = [](Output& output) {
        output.line("line \x1b");
        output.note("note \x1b");
        output.note("");
    };
    CHECK(print(cli::Format::table, act).out == "line \\x1b\n");
    CHECK(print(cli::Format::table, act).err == "note \\x1b\n");
    CHECK(print(cli::Format::plain, act).out.empty());
    CHECK(print(cli::Format::json, act).out.empty());
    CHECK(print(cli::Format::json, act).err.empty());
    testing::Harness harness;
    cli::Globals quiet;
    quiet.quiet = true;
    Output output(*harness.streams, quiet, harness.environment);
    act(output);
    CHECK(harness.out().empty());
    CHECK(harness.err().empty());
}

}  // namespace
}  // namespace skillmeat::app::print
