// collection and group, from words to output.
#include <support/catch.hpp>

#include <string>
#include <vector>

#include <app/commands/collection/create.hpp>
#include <app/commands/collection/export.hpp>
#include <app/commands/collection/import.hpp>
#include <app/commands/collection/list.hpp>
#include <app/commands/collection/members.hpp>
#include <app/commands/collection/transfer.hpp>
#include <app/commands/collection/update.hpp>
#include <app/commands/group/create.hpp>
#include <app/commands/group/members.hpp>
#include <app/commands/group/order.hpp>
#include <app/commands/group/update.hpp>
#include <app/commands/registry.hpp>

#include "harness.hpp"

namespace skillmeat::app::commands {
namespace {

/// The program in a project without sources: artifacts stand in collections written by hand.
struct Program : testing::Harness {
    Program() {
        environment.variables["HOME"] = "/home/ana";
        files.put("/work/skillmeat.toml", "schema = 1\n");
    }
    int operator()(const std::vector<std::string>& words) { return run(words, registry()); }
    [[nodiscard]] std::string text() const {
        return files.text("/work/collections.toml").value_or("(missing)");
    }
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

const std::string filled =
    "schema = 1\n\n[[collection]]\nid = \"5f1c0a9e77d2\"\nname = \"reviewing\"\n"
    "artifacts = [\n    \"skill:./a@x\",\n    \"skill:./b@x\",\n]\n\n[[collection.group]]\n"
    "id = \"0c2d4e6f8091\"\nname = \"first\"\nartifacts = [\n    \"skill:./a@x\",\n"
    "    \"skill:./b@x\",\n]\n";

TEST_CASE("collection commands bind their options", "[app]") {
    cli::Values values;
    CHECK(bind_collection_list(values)->page == 1);
    CHECK(bind_collection_list(values)->page_size == 50);
    CHECK(bind_collection_update(values).error().code == ErrorCode::invalid_usage);
    CHECK(bind_collection_transfer(values).error().code == ErrorCode::invalid_usage);
    CHECK_FALSE(bind_collection_export(values)->output);
    values.add("COLLECTION", "reviewing");
    values.add("REF", "a");
    values.add("REF", "b");
    values.add("to", "writing");
    values.add("name", "");
    values.add("page", "3");
    values.add("page-size", "7");
    values.add("search", "x");
    values.add("output", "");
    CHECK(bind_collection_members(values)->references == std::vector<std::string>{"a", "b"});
    const auto transfer = bind_collection_transfer(values);
    CHECK((transfer->from == "reviewing" && transfer->to == "writing" && !transfer->keep));
    CHECK(bind_collection_update(values)->name == "");
    CHECK_FALSE(bind_collection_update(values)->description);
    const auto list = bind_collection_list(values);
    CHECK((list->page == 3 && list->page_size == 7 && list->search == "x"));
    CHECK(bind_collection_export(values).error().code == ErrorCode::invalid_value);
    cli::Values made;
    made.add("NAME", "x");
    made.add("FILE", "in.toml");
    made.set_flag("private");
    made.set_flag("dry-run");
    CHECK(bind_collection_create(made)->is_private);
    const auto taken = bind_collection_import(made);
    CHECK((taken->file == "in.toml" && taken->is_private && taken->dry_run));
}

TEST_CASE("group commands bind their options", "[app]") {
    cli::Values values;
    CHECK(bind_group_update(values).error().code == ErrorCode::invalid_usage);
    values.add("COLLECTION", "c");
    values.add("GROUP", "g");
    values.add("NAME", "new");
    values.add("REF", "a");
    CHECK_FALSE(bind_group_create(values)->position);
    values.add("position", "2");
    CHECK(bind_group_create(values)->position == 2U);
    CHECK(bind_group_create(values)->name.group == "new");
    CHECK(bind_group_update(values)->position == 2U);
    CHECK(bind_group_members(values)->name.group == "g");
    CHECK(bind_group_reorder(values)->words == std::vector<std::string>{"g"});
    CHECK(bind_group_reorder_artifacts(values)->words == std::vector<std::string>{"a"});
    for (const auto* position : {"", "x", "1x", "-1", "99999999999999999999"}) {
        auto other = values;
        other.add("POSITION", position);
        CHECK(bind_group_position(other).error().code == ErrorCode::invalid_value);
    }
    values.add("POSITION", "4");
    CHECK(bind_group_position(values)->position == 4);
}

TEST_CASE("a collection is made with an id from the random source", "[app]") {
    Program skillmeat;
    CHECK(skillmeat({"collection", "create", "first set", "--json"}) == 0);
    CHECK(contains(skillmeat.out(), "\"id\": \"000000000001\""));
    CHECK(contains(skillmeat.out(), "\"changed\": true"));
    CHECK(skillmeat.text() ==
          "schema = 1\n\n[[collection]]\nid = \"000000000001\"\nname = \"first set\"\n"
          "description = \"\"\ncreated_at = 2026-01-01T00:00:00Z\n"
          "updated_at = 2026-01-01T00:00:00Z\nartifacts = [\n]\n");
    CHECK(skillmeat({"group", "create", "first set", "g"}) == 0);
    CHECK(contains(skillmeat.text(), "id = \"000000000002\"\nname = \"g\""));
    CHECK(contains(skillmeat.err(), "created group 'g' at position 0 of 'first set'"));
    CHECK(skillmeat({"collection", "create", "second"}) == 0);
    CHECK(contains(skillmeat.err(), "skillmeat collection add second REF..."));
    CHECK(skillmeat({"collection", "create", "FIRST SET"}) == 1);
}

TEST_CASE("collections are listed and shown as tables", "[app]") {
    Program skillmeat;
    CHECK(skillmeat({"collection", "list"}) == 0);
    CHECK(contains(skillmeat.err(), "make one with `skillmeat collection create NAME`"));
    skillmeat.files.put("/work/collections.toml", filled);
    CHECK(skillmeat({"collection", "list", "--format", "plain"}) == 0);
    CHECK(contains(skillmeat.out(), "reviewing\t2\t1\t\t5f1c0a9e77d2\t\n"));
    CHECK(skillmeat({"collection", "list", "--search", "none"}) == 0);
    CHECK(contains(skillmeat.err(), "no collection fits the search"));
    CHECK(skillmeat({"collection", "list", "--page", "2"}) == 0);
    CHECK(contains(skillmeat.err(), "no page 2; the last one is 1"));
    CHECK(skillmeat({"collection", "show", "reviewing"}) == 0);
    CHECK(contains(skillmeat.out(), "skill  a     missing  x       a     first"));
    CHECK(contains(skillmeat.out(), "       0  first          2  0c2d4e6f8091"));
    CHECK(skillmeat({"group", "show", "reviewing", "first", "--format", "plain"}) == 0);
    CHECK(contains(skillmeat.out(), "1\tskill\tb\tmissing\tx\tb\n"));
}

TEST_CASE("members are removed and put in order without their source", "[app]") {
    Program skillmeat;
    skillmeat.files.put("/work/collections.toml", filled);
    CHECK(skillmeat({"group", "position", "reviewing", "first", "b", "0"}) == 0);
    CHECK(contains(skillmeat.err(), "put the artifacts of 'first' in order"));
    CHECK(skillmeat({"group", "reorder-artifacts", "reviewing", "first", "b", "a", "--json"}) == 0);
    CHECK(contains(skillmeat.out(), "\"changed\": false"));
    CHECK(skillmeat({"group", "reorder", "reviewing", "first"}) == 0);
    CHECK(contains(skillmeat.err(), "the groups are as they were"));
    CHECK(skillmeat({"collection", "remove", "reviewing", "skill:a"}) == 0);
    CHECK(contains(skillmeat.err(), "took 1 artifact out of 'reviewing'; it holds 1"));
    CHECK_FALSE(contains(skillmeat.text(), "skill:./a@x"));
    CHECK(skillmeat({"collection", "add", "reviewing", "skill:a"}) == 1);
    CHECK(skillmeat({"group", "delete", "reviewing", "first"}) == 0);
    CHECK(contains(skillmeat.err(), "deleted group 'first'; its artifacts stay in 'reviewing'"));
    CHECK(skillmeat({"collection", "delete", "reviewing"}) == 0);
    CHECK(skillmeat({"collection", "delete", "reviewing"}) == 1);
}

TEST_CASE("an export is printed as it is and read again", "[app]") {
    Program skillmeat;
    skillmeat.files.put("/work/collections.toml", filled);
    CHECK(skillmeat({"collection", "export"}) == 0);
    CHECK(contains(skillmeat.out(), "# collections exported by skillmeat"));
    CHECK(contains(skillmeat.err(), "no address is known for source 'x'"));
    CHECK(skillmeat({"collection", "export", "--output", "out.toml"}) == 0);
    CHECK(skillmeat.files.exists("/work/out.toml"));
    CHECK(skillmeat({"collection", "import", "out.toml"}) == 0);
    CHECK(contains(skillmeat.out(), "reviewing   unchanged"));
    CHECK(contains(skillmeat.err(), "2 artifacts of 'x' missing"));
    CHECK(skillmeat.text() == filled);
}

}  // namespace
}  // namespace skillmeat::app::commands
