#include <support/catch.hpp>

#include <app/cli/parse.hpp>

#include "sample_commands.hpp"

namespace skillmeat::app::cli {
namespace {

using Words = std::vector<std::string>;

Result<Parsed> parse_words(const Words& words) {
    return parse(words, testing::sample_registry());
}

/// The command's full name, or what else was asked for, or the error's message.
std::string shape(const Words& words) {
    const auto parsed = parse_words(words);
    if (!parsed) {
        return parsed.error().message;
    }
    if (std::holds_alternative<VersionRequest>(parsed->request)) {
        return "version";
    }
    if (const auto* help = std::get_if<HelpRequest>(&parsed->request)) {
        std::string text = help->asked ? "help" : "no words";
        for (const std::string& word : help->words) {
            text += " " + word;
        }
        return text;
    }
    return full_name(*std::get<Invocation>(parsed->request).spec);
}

Values values_of(const Words& words) {
    const auto parsed = parse_words(words);
    INFO((parsed ? "" : parsed.error().message));
    REQUIRE(parsed);
    return std::get<Invocation>(parsed->request).values;
}

Globals globals_of(const Words& words) {
    const auto parsed = parse_words(words);
    INFO((parsed ? "" : parsed.error().message));
    REQUIRE(parsed);
    return parsed->globals;
}

Error error_of(const Words& words) {
    const auto parsed = parse_words(words);
    REQUIRE_FALSE(parsed);
    return parsed.error();
}

TEST_CASE("words name commands of one, two and three words", "[app][cli]") {
    CHECK(shape({"init"}) == "init");
    CHECK(shape({"item", "list"}) == "item list");
    CHECK(shape({"item", "tag", "add"}) == "item tag add");
    CHECK(shape({"rate", "pdf", "5"}) == "rate");
    CHECK(shape({"rate", "list"}) == "rate list");
    CHECK(shape({"install"}) == "deploy");
    CHECK(shape({"item", "--json", "tag", "--quiet", "set"}) == "item tag set");
    CHECK(shape({}) == "no words");
}

TEST_CASE("help and version are found wherever they stand", "[app][cli]") {
    CHECK(shape({"--help"}) == "help");
    CHECK(shape({"-h"}) == "help");
    CHECK(shape({"item", "--help"}) == "help item");
    CHECK(shape({"item", "list", "--nonsense", "-h"}) == "help item list");
    CHECK(shape({"--scope", "user", "item", "list", "x", "--help"}) == "help item list");
    CHECK(shape({"item", "tag", "--help"}) == "help item tag");
    CHECK(shape({"item", "tag", "add", "more", "--help"}) == "help item tag add");
    CHECK(shape({"rate", "pdf", "--help"}) == "help rate");
    CHECK(shape({"init", "extra", "--help"}) == "help init");
    CHECK(shape({"itm", "--help"}) == "help itm");
    CHECK(shape({"item", "lst", "--help"}) == "help item lst");
    CHECK(shape({"--version"}) == "version");
    CHECK(shape({"item", "--version"}) == "version");
    CHECK(shape({"--json", "--version"}) == "version");
    CHECK(shape({"item", "list", "--", "--help"}) == "item list");
    CHECK(shape({"--nonsense", "--help"}) == "help");
}

TEST_CASE("global flags are taken before, between and after noun and verb", "[app][cli]") {
    struct Case {
        Words flag;
        Globals expected;
    };
    Globals quiet;
    quiet.quiet = true;
    Globals verbose;
    verbose.verbose = true;
    Globals no_input;
    no_input.no_input = true;
    Globals yes;
    yes.yes = true;
    Globals no_pager;
    no_pager.no_pager = true;
    Globals debug;
    debug.log_level = observe::Level::debug;
    Globals error;
    error.log_level = observe::Level::error;
    Globals log_json;
    log_json.log_format = telemetry::LogFormat::json;
    Globals trace;
    trace.trace_file = "some file";
    Globals json;
    json.format = Format::json;
    Globals jsonl;
    jsonl.format = Format::jsonl;
    Globals plain;
    plain.format = Format::plain;
    Globals user;
    user.scope = Scope::user;
    Globals project_scope;
    project_scope.scope = Scope::project;
    Globals all;
    all.scope = Scope::all;
    Globals project;
    project.project = "some dir";
    Globals empty_project;
    empty_project.project = "";
    Globals always;
    always.color = ColorChoice::always;
    Globals never;
    never.color = ColorChoice::never;
    const std::vector<Case> cases{{{"--quiet"}, quiet},
                                  {{"-q"}, quiet},
                                  {{"--verbose"}, verbose},
                                  {{"--no-input"}, no_input},
                                  {{"--yes"}, yes},
                                  {{"-y"}, yes},
                                  {{"--no-pager"}, no_pager},
                                  {{"--log-level", "debug"}, debug},
                                  {{"--log-level=error"}, error},
                                  {{"--log-format", "json"}, log_json},
                                  {{"--trace-file", "some file"}, trace},
                                  {{"--trace-file="}, Globals{}},
                                  {{"--json"}, json},
                                  {{"--format", "json"}, json},
                                  {{"--format=jsonl"}, jsonl},
                                  {{"--format", "plain"}, plain},
                                  {{"--format", "table"}, Globals{}},
                                  {{"--scope", "user"}, user},
                                  {{"--scope=project"}, project_scope},
                                  {{"--scope", "all"}, all},
                                  {{"--project", "some dir"}, project},
                                  {{"--project="}, empty_project},
                                  {{"--color", "always"}, always},
                                  {{"--color=never"}, never},
                                  {{"--color", "auto"}, Globals{}}};
    for (const Case& item : cases) {
        for (std::size_t place = 0; place <= 2; ++place) {
            Words words{"item", "list"};
            words.insert(words.begin() + static_cast<std::ptrdiff_t>(place), item.flag.begin(),
                         item.flag.end());
            INFO(item.flag.front() << " at " << place);
            CHECK(globals_of(words) == item.expected);
        }
    }
}

TEST_CASE("the last of repeated global flags counts", "[app][cli]") {
    CHECK(globals_of({"--log-level", "info", "init", "--log-level", "warn"}).log_level ==
          observe::Level::warn);
    CHECK(globals_of({"--scope", "user", "init", "--scope", "all"}).scope == Scope::all);
    CHECK(globals_of({"--json", "init", "--format", "plain"}).format == Format::plain);
    CHECK(globals_of({"--format", "plain", "init", "--json"}).format == Format::json);
    CHECK(globals_of({"init", "-qy"}).yes);
    CHECK(globals_of({"init", "-q", "--quiet"}).quiet);
}

TEST_CASE("option values come by the next word or after an equals sign", "[app][cli]") {
    CHECK(values_of({"item", "list", "--ref", "main"}).text("ref") == "main");
    CHECK(values_of({"item", "list", "--ref=main"}).text("ref") == "main");
    CHECK(values_of({"item", "list", "--ref="}).text("ref") == "");
    CHECK(values_of({"item", "list", "--ref", ""}).text("ref") == "");
    CHECK_FALSE(values_of({"item", "list"}).text("ref"));
    CHECK(values_of({"item", "list", "--ref=-v"}).text("ref") == "-v");
    CHECK(values_of({"item", "list", "--ref=--"}).text("ref") == "--");
    CHECK(values_of({"item", "list", "--ref=a=b"}).text("ref") == "a=b");
    CHECK(values_of({"item", "list", "--ref", "-"}).text("ref") == "-");
    CHECK(values_of({"item", "list", "-o", "x"}).text("output") == "x");
    CHECK(values_of({"item", "list", "-qox"}).text("output") == "x");
}

TEST_CASE("brackets, commas and odd words reach options as they are", "[app][cli]") {
    for (const std::string odd : {"[a,b]", "[[aa]]", "[]", "{a}", "a,b", "++", "'x'", "\"x\"",
                                  "@file", "%%", "./**/*.md", "a b", " "}) {
        INFO(odd);
        CHECK(values_of({"item", "list", "--tag", odd}).list("tag") == Words{odd});
        CHECK(values_of({"item", "list", "--tag=" + odd}).list("tag") == Words{odd});
        CHECK(values_of({"item", "list", "--ref", odd}).text("ref") == odd);
        CHECK(values_of({"item", "list", odd}).positionals("WORD") == Words{odd});
    }
}

TEST_CASE("repeated options keep their order and swallow no other words", "[app][cli]") {
    const auto values =
        values_of({"item", "list", "--tag", "b", "one", "--tag", "a", "two", "--all"});
    CHECK(values.list("tag") == Words{"b", "a"});
    CHECK(values.positionals("WORD") == Words{"one", "two"});
    CHECK(values.flag("all"));
    CHECK(values.given("all"));
    CHECK_FALSE(values.given("ref"));
    CHECK_FALSE(values.flag("ref"));
}

TEST_CASE("a repeatable choice takes several values with commas", "[app][cli]") {
    CHECK(values_of({"item", "list", "--type", "skill,agent", "--type=command"}).list("type") ==
          Words{"skill", "agent", "command"});
    CHECK(error_of({"item", "list", "--type", "skill,"}).code == ErrorCode::invalid_value);
}

TEST_CASE("toggles are on, off or not given, and the last form counts", "[app][cli]") {
    CHECK(values_of({"item", "list"}).toggle("import-readme") == std::nullopt);
    CHECK(values_of({"item", "list", "--import-readme"}).toggle("import-readme") == true);
    CHECK(values_of({"item", "list", "--no-import-readme"}).toggle("import-readme") == false);
    CHECK(values_of({"item", "list", "--import-readme", "--no-import-readme"})
              .toggle("import-readme") == false);
    CHECK(values_of({"item", "list", "--no-import-readme", "--import-readme"})
              .toggle("import-readme") == true);
    CHECK(values_of({"item", "list", "--no-import-readme"}).given("import-readme"));
    CHECK(shape({"item", "list", "--no-all"}) == "unknown option '--no-all'");
}

TEST_CASE("integers are checked against their bounds", "[app][cli]") {
    CHECK(values_of({"item", "list", "--limit", "1"}).integer("limit") == 1);
    CHECK(values_of({"item", "list", "--limit=100000"}).integer("limit") == 100000);
    CHECK_FALSE(values_of({"item", "list"}).integer("limit"));
    for (const std::string bad :
         {"0", "100001", "x", "", "1x", "1.5", " 1", "0x10", "99999999999999999999"}) {
        INFO(bad);
        const Error error = error_of({"item", "list", "--limit", bad});
        CHECK(error.code == ErrorCode::invalid_value);
        CHECK(error.message ==
              "option '--limit': expected a whole number from 1 to 100000, found '" + bad + "'");
    }
    CHECK(error_of({"item", "list", "--limit=-1"}).code == ErrorCode::invalid_value);
    CHECK(error_of({"item", "list", "--offset=-1"}).message ==
          "option '--offset': expected a whole number, 0 or more, found '-1'");
}

TEST_CASE("choices outside the list are errors that suggest", "[app][cli]") {
    const Error error = error_of({"item", "list", "--type", "skil"});
    CHECK(error.code == ErrorCode::invalid_value);
    CHECK(error.message == "option '--type': expected skill, agent or command, found 'skil'");
    CHECK(error.hint == "did you mean '--type skill'?");
    CHECK(error_of({"item", "list", "--type", "zebra"}).hint == "choose one of the values listed");
    CHECK(error_of({"init", "--scope", "usr"}).hint == "did you mean '--scope user'?");
    CHECK(error_of({"init", "--format", "yaml"}).code == ErrorCode::invalid_value);
}

TEST_CASE("a forgotten value does not swallow the next option", "[app][cli]") {
    const Error error = error_of({"item", "list", "--ref", "--json"});
    CHECK(error.code == ErrorCode::invalid_usage);
    CHECK(error.message == "option '--ref' expects a value (REF), found '--json'");
    CHECK(error.hint == "if that is the value, write '--ref=--json'");
    CHECK(error_of({"item", "list", "--ref"}).message == "option '--ref' expects a value (REF)");
    CHECK(error_of({"item", "list", "-o"}).message == "option '-o' expects a value (FILE)");
    CHECK(error_of({"item", "list", "-o", "-x"}).hint == "if that is the value, write '-o-x'");
}

TEST_CASE("options given twice, with needless values or unknown are errors", "[app][cli]") {
    CHECK(error_of({"item", "list", "--ref", "a", "--ref=b"}).message ==
          "option '--ref' was given 2 times, expected once");
    CHECK(error_of({"item", "list", "--all=yes"}).message ==
          "option '--all' takes no value, found 'yes'");
    CHECK(error_of({"item", "list", "--json=1"}).code == ErrorCode::invalid_usage);
    CHECK(error_of({"item", "list", "--lmit", "3"}).hint == "did you mean '--limit'?");
    CHECK(error_of({"item", "list", "--zzzzz=3"}).message == "unknown option '--zzzzz'");
    CHECK(error_of({"item", "list", "--zzzzz"}).hint == "--help lists the options");
    CHECK(error_of({"item", "list", "-x"}).message == "unknown option '-x'");
    CHECK(error_of({"item", "list", "-1"}).code == ErrorCode::invalid_usage);
}

TEST_CASE("after two dashes every word is a positional one", "[app][cli]") {
    CHECK(values_of({"item", "list", "--", "--all", "-x", "--"}).positionals("WORD") ==
          Words{"--all", "-x", "--"});
    CHECK(error_of({"--", "item", "list"}).message == "expected a command before '--'");
    CHECK(error_of({"item", "--", "list"}).code == ErrorCode::invalid_usage);
}

TEST_CASE("the number of positional words is checked", "[app][cli]") {
    const auto values = values_of({"item", "exclude", "acme", "a", "b"});
    CHECK(values.positional("SRC") == "acme");
    CHECK(values.positionals("REF") == Words{"a", "b"});
    CHECK(values_of({"item", "list"}).positional("WORD").empty());
    const Error few = error_of({"item", "exclude", "acme"});
    CHECK(few.code == ErrorCode::invalid_usage);
    CHECK(few.message == "'skillmeat item exclude' expects REF");
    CHECK(few.hint == "run 'skillmeat item exclude --help'");
    CHECK(error_of({"init", "here"}).message == "'skillmeat init' does not expect 'here'");
}

TEST_CASE("mistyped nouns and verbs get a suggestion", "[app][cli]") {
    struct Case {
        Words words;
        std::string message;
        std::string hint;
    };
    const std::vector<Case> cases{
        {{"itme"}, "unknown command 'itme'", "did you mean 'skillmeat item'?"},
        {{"ITEM", "list"}, "unknown command 'ITEM'", "did you mean 'skillmeat item'?"},
        {{"instal"}, "unknown command 'instal'", "did you mean 'skillmeat install'?"},
        {{"xyzzy"}, "unknown command 'xyzzy'", "run 'skillmeat --help'"},
        {{""}, "unknown command ''", "run 'skillmeat --help'"},
        {{"item", "lst"}, "unknown command 'item lst'", "did you mean 'skillmeat item list'?"},
        {{"item", "xyzzy"}, "unknown command 'item xyzzy'", "run 'skillmeat item --help'"},
        {{"item", "tag", "ad"},
         "unknown command 'item tag ad'",
         "did you mean 'skillmeat item tag add'?"},
        {{"item"},
         "'skillmeat item' expects one of list, exclude, tag",
         "run 'skillmeat item --help'"},
        {{"item", "tag"},
         "'skillmeat item tag' expects one of add, set",
         "run 'skillmeat item tag --help'"},
        {{"--json"}, "expected a command", "run 'skillmeat --help'"},
        {{"--jsn", "item"}, "unknown option '--jsn' before the command", "did you mean '--json'?"},
        {{"--type=skill", "item"},
         "unknown option '--type' before the command",
         "options of a command come after its name"},
        {{"item", "--tag", "x", "list"},
         "unknown option '--tag' before the command",
         "options of a command come after its name"},
        {{"-x", "item"},
         "unknown option '-x' before the command",
         "options of a command come after its name"},
    };
    for (const Case& item : cases) {
        INFO(item.message);
        const Error error = error_of(item.words);
        CHECK(error.code == ErrorCode::invalid_usage);
        CHECK(error.message == item.message);
        CHECK(error.hint == item.hint);
    }
}

TEST_CASE("control characters of the command line are visible in errors", "[app][cli]") {
    CHECK(error_of({"\x1b[2J"}).message.find('\x1b') == std::string::npos);
    CHECK(error_of({"init", "--\x1b]0;"}).message.find('\x1b') == std::string::npos);
}

TEST_CASE("bind checks combinations without running anything", "[app][cli]") {
    const auto* spec = find_command(testing::sample_registry(), "item", "list");
    REQUIRE(spec != nullptr);
    Values values;
    values.set_flag("all");
    CHECK(spec->bind(values));
    values.add("type", "skill");
    const auto bound = spec->bind(values);
    REQUIRE_FALSE(bound);
    CHECK(bound.error().code == ErrorCode::invalid_usage);
}

TEST_CASE("the format is known before the command line is parsed", "[app][cli]") {
    CHECK(early_format(Words{"x", "--json", "--bogus"}) == Format::json);
    CHECK(early_format(Words{"--format", "jsonl"}) == Format::jsonl);
    CHECK(early_format(Words{"--format=plain", "--format"}) == Format::plain);
    CHECK(early_format(Words{"--format=bogus", "--", "--json"}) == Format::table);
    CHECK(early_format(Words{}) == Format::table);
}

}  // namespace
}  // namespace skillmeat::app::cli
