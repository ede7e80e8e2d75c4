#include <support/catch.hpp>

#include <skillmeat/base/error_code.hpp>

#include <app/commands/help/help.hpp>
#include <app/commands/help/render.hpp>
#include <app/commands/help/topics.hpp>
#include <app/commands/schema/commands_document.hpp>
#include <app/commands/schema/embedded.hpp>
#include <app/commands/schema/schema.hpp>

#include "harness.hpp"
#include "sample_commands.hpp"

namespace skillmeat::app::commands {
namespace {

using testing::Harness;
using testing::sample_registry;

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// The output of `help WORDS...`, or the error.
Result<std::string> help(const std::vector<std::string>& words) {
    Harness harness;
    Context context = harness.make_context(sample_registry());
    SKILLMEAT_TRY(run_help({words}, context));
    return harness.out();
}

std::string help_text(const std::vector<std::string>& words) {
    const auto text = help(words);
    REQUIRE(text);
    return *text;
}

TEST_CASE("the overview lists every command, global option and topic", "[app][help]") {
    const std::string text = help_text({});
    for (const cli::CommandSpec* spec : sample_registry().commands) {
        CHECK(contains(text, "\n  " + cli::full_name(*spec)));
    }
    for (const cli::OptionSpec& option : cli::global_options()) {
        CHECK(contains(text, "--" + std::string(option.name)));
    }
    for (const Topic& topic : topics()) {
        CHECK(contains(text, "\n  " + std::string(topic.name)));
    }
}

TEST_CASE("help of a command shows examples first, then all it knows", "[app][help]") {
    const std::string text = help_text({"item", "list"});
    CHECK(text.find("Examples") < text.find("Usage"));
    CHECK(contains(text, "  # lists skills\n  skillmeat item list --type skill\n"));
    CHECK(contains(text, "skillmeat item list [WORD...] [OPTIONS]"));
    CHECK(contains(text, "More about it."));
    CHECK(contains(text, "--type TYPE"));
    CHECK(contains(text, "only this type: skill, agent, command; may be repeated"));
    CHECK(contains(text, "at most N rows, 1 to 100000 [default: none]"));
    CHECK(contains(text, "--[no-]import-readme"));
    CHECK(contains(text, "-o, --output FILE"));
    CHECK(contains(text, "source_not_found"));
    CHECK(contains(help_text({"install"}), "alias: skillmeat install"));
}

TEST_CASE("help of a noun lists its verbs", "[app][help]") {
    const std::string text = help_text({"item"});
    CHECK(text.starts_with("skillmeat item: work with items\n"));
    CHECK(contains(text, "\n  list"));
    CHECK(contains(text, "\n  tag add"));
    const std::string tag = help_text({"item", "tag"});
    CHECK(contains(tag, "\n  tag set"));
    CHECK_FALSE(contains(tag, "\n  list"));
    const std::string rate = help_text({"rate"});
    CHECK(contains(rate, "skillmeat rate REF STARS"));
    CHECK(contains(rate, "\n  list"));
}

TEST_CASE("--help is the same text as help, and exits with 0", "[app][help]") {
    Harness harness;
    CHECK(harness.run({"item", "list", "--bogus", "--help"}, sample_registry()) == 0);
    CHECK(harness.out() == help_text({"item", "list"}));
}

TEST_CASE("unknown topics and commands get a suggestion", "[app][help]") {
    struct Case {
        std::vector<std::string> words;
        std::string hint;
    };
    const std::vector<Case> cases{
        {{"exit-code"}, "did you mean 'skillmeat help exit-codes'?"},
        {{"itm"}, "did you mean 'skillmeat help item'?"},
        {{"xyzzy"}, "run 'skillmeat help' for the list"},
        {{"item", "lst"}, "did you mean 'skillmeat item list'?"},
        {{"item", "tag", "ad"}, "did you mean 'skillmeat item tag add'?"},
        {{"init", "more"}, "did you mean 'skillmeat help init'?"},
    };
    for (const Case& item : cases) {
        const auto text = help(item.words);
        REQUIRE_FALSE(text);
        CHECK(text.error().code == ErrorCode::topic_not_found);
        CHECK(text.error().hint == item.hint);
    }
}

TEST_CASE("the code topics print the tables of the program", "[app][help]") {
    const std::string exits = help_text({"exit-codes"});
    for (const ExitCodeInfo& row : exit_code_table()) {
        CHECK(contains(exits, " " + std::to_string(row.code) + "  "));
    }
    const std::string errors = help_text({"error-codes"});
    for (const ErrorCodeInfo& row : error_code_table()) {
        CHECK(contains(errors, "  " + std::string(row.name) + " "));
    }
}

TEST_CASE("the topic of agents tells where each of them looks", "[app][help]") {
    const std::string text = help_text({"agents"});
    CHECK(contains(text, "\n  copilot (github-copilot)\n"));
    CHECK(contains(text, "skill .claude/skills, agent .claude/agents"));
    CHECK(contains(text, "\n  amp\n      skill .agents/skills\n"));
}

TEST_CASE("every topic ends its last line, and prose fits 80 columns", "[app][help]") {
    for (const Topic& topic : topics()) {
        const std::string text = topic.text();
        INFO(topic.name);
        CHECK(text.ends_with("\n"));
        std::size_t start = 0;
        for (std::size_t end = text.find('\n'); end != std::string::npos;
             start = end + 1, end = text.find('\n', start)) {
            CHECK((topic.name.ends_with("codes") || end - start <= 80));
        }
    }
}

TEST_CASE("help is one item under --json", "[app][help]") {
    Harness harness;
    Context context = harness.make_context(sample_registry());
    context.globals.format = cli::Format::json;
    REQUIRE(run_help({{"exit-codes"}}, context));
    CHECK(harness.out().starts_with(
        "{\"schema\": \"skillmeat.help/1\", \"item\": {\"topic\": \"exit-codes\", \"text\": "));
}

TEST_CASE("text is wrapped at blanks and kept where it begins with one", "[app][help]") {
    CHECK(wrap("", 4, 80).empty());
    CHECK(wrap("one two three four five six", 2, 22) == "  one two three four\n  five six\n");
    CHECK(wrap("a\n\n  kept as it stands, however long it is\nb", 0, 20) ==
          "a\n\n  kept as it stands, however long it is\nb\n");
    CHECK(wrap(std::string(30, 'x') + " y", 0, 20) == std::string(30, 'x') + "\ny\n");
}

TEST_CASE("schemas are found by name, path and output member", "[app][schema]") {
    const EmbeddedSchema* schema = find_schema("schema.list");
    REQUIRE(schema != nullptr);
    CHECK(schema->path == "output/schema.list.json");
    CHECK(find_schema("output/schema.list.json") == schema);
    CHECK(find_schema("skillmeat.schema.list/1") == schema);
    CHECK(find_schema("schema.lst") == nullptr);
    CHECK(find_schema("") == nullptr);
    CHECK(name_of({"skillmeat.toml.schema.json", ""}) == "skillmeat.toml");
    CHECK(name_of({"output/source.list.json", ""}) == "source.list");
}

TEST_CASE("schema prints a schema, the list, or a suggestion", "[app][schema]") {
    Harness one;
    Context context = one.make_context(sample_registry());
    REQUIRE(run_schema({"error"}, context));
    CHECK(one.out() == find_schema("error")->text);
    CHECK(contains(one.out(), "\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""));
    Harness list;
    Context list_context = list.make_context(sample_registry());
    REQUIRE(run_schema({}, list_context));
    CHECK(contains(list.out(), "schemas/output/schema.list.json"));
    const auto unknown = run_schema({"schema.lst"}, list_context);
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == ErrorCode::topic_not_found);
    CHECK(unknown.error().hint == "did you mean 'skillmeat schema schema.list'?");
}

TEST_CASE("the document of commands holds flags, types, bounds and codes", "[app][schema]") {
    const std::string document = commands_document(sample_registry());
    CHECK(document.starts_with("{\"schema\": \"skillmeat.commands/1\", \"item\": {\"version\": "));
    CHECK(
        contains(document,
                 "{\"name\": \"--limit\", \"short\": null, \"type\": \"integer\", \"value_name\": "
                 "\"N\", \"repeatable\": false, \"allowed\": null, \"minimum\": 1, \"maximum\": "
                 "100000, \"default\": \"none\", \"help\": \"at most N rows\"}"));
    CHECK(contains(document,
                   "\"name\": \"item tag add\", \"noun\": \"item\", \"verb\": \"tag add\""));
    CHECK(contains(document, "\"alias\": \"install\""));
    CHECK(contains(document, "\"allowed\": [\"skill\", \"agent\", \"command\"]"));
    CHECK(contains(document, "\"type\": \"toggle\""));
    CHECK(contains(document, "\"output_schemas\": [\"skillmeat.item.list/1\"]"));
    CHECK(contains(document, "\"maximum\": null, \"help\": \"\"}"));
    CHECK(contains(document, "{\"code\": \"internal\", \"exit_code\": 1, "));
    CHECK(contains(document, "{\"exit_code\": 143, "));
}

}  // namespace
}  // namespace skillmeat::app::commands
