// What holds for every command, whichever are added.
#include <support/catch.hpp>

#include <set>
#include <string>

#include <app/cli/globals.hpp>
#include <app/commands/registry.hpp>
#include <app/commands/schema/embedded.hpp>

namespace skillmeat::app {
namespace {

TEST_CASE("every command has a line of help, two examples and a bind function", "[app]") {
    for (const cli::CommandSpec* spec : registry().commands) {
        const std::string name = cli::full_name(*spec);
        INFO(name);
        CHECK_FALSE(spec->summary.empty());
        CHECK(spec->examples.size() >= 2);
        CHECK(spec->bind != nullptr);
        for (const cli::Example& example : spec->examples) {
            const std::string begin = "skillmeat " + name;
            const std::string alias = "skillmeat " + std::string(spec->alias);
            INFO(example.command);
            CHECK(
                (example.command.find(begin) != std::string_view::npos ||
                 (!spec->alias.empty() && example.command.find(alias) != std::string_view::npos)));
            CHECK_FALSE(example.effect.empty());
        }
    }
}

TEST_CASE("names of commands and of their options are unique", "[app]") {
    std::set<std::string> names;
    for (const cli::CommandSpec* spec : registry().commands) {
        INFO(cli::full_name(*spec));
        CHECK(names.insert(cli::full_name(*spec)).second);
        std::set<std::string_view> options;
        for (const cli::OptionSpec& option : cli::global_options()) {
            options.insert(option.name);
        }
        for (const cli::OptionSpec& option : spec->options) {
            INFO(option.name);
            // `--version` of a command that takes one is not the program's.
            CHECK((options.insert(option.name).second || option.name == "version"));
            CHECK_FALSE(option.help.empty());
            const bool takes_value =
                option.kind != cli::Kind::flag && option.kind != cli::Kind::toggle;
            CHECK(takes_value == !option.value_name.empty());
            CHECK((option.kind == cli::Kind::choice) == !option.allowed.empty());
            CHECK(option.minimum <= option.maximum);
        }
    }
}

TEST_CASE("only the last argument takes many words, and optional ones come last", "[app]") {
    for (const cli::CommandSpec* spec : registry().commands) {
        INFO(cli::full_name(*spec));
        for (std::size_t i = 0; i + 1 < spec->arguments.size(); ++i) {
            CHECK(spec->arguments[i].maximum == 1);
            CHECK(spec->arguments[i].minimum >= spec->arguments[i + 1].minimum);
        }
    }
}

TEST_CASE("every noun with verbs has a line of help", "[app]") {
    std::set<std::string_view> described;
    for (const cli::NounSpec& noun : registry().nouns) {
        CHECK_FALSE(noun.summary.empty());
        described.insert(noun.name);
    }
    for (const cli::CommandSpec* spec : registry().commands) {
        INFO(cli::full_name(*spec));
        CHECK((spec->verb.empty() || described.count(spec->noun) == 1));
    }
}

TEST_CASE("every output schema a command names is in the program", "[app]") {
    for (const cli::CommandSpec* spec : registry().commands) {
        for (const std::string_view schema : spec->output_schemas) {
            INFO(cli::full_name(*spec) << ": " << schema);
            CHECK(commands::find_schema(schema) != nullptr);
        }
    }
}

}  // namespace
}  // namespace skillmeat::app
