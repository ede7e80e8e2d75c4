// Progress, questions and the pager: what is said to a person beside the results.
#include <support/catch.hpp>

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <app/print/pager.hpp>
#include <app/print/prompt.hpp>

#include "harness.hpp"
#include "sample_commands.hpp"

namespace skillmeat::app::print {
namespace {

TEST_CASE("progress appears after a while and is cleared at the end", "[app][print]") {
    testing::Harness harness(true, 20);
    Context context = harness.make_context(testing::sample_registry());
    context.progress.update("scanning", 0, 3);
    CHECK(harness.err().empty());
    harness.clock.advance(1);
    context.progress.update("scanning a-long-name/of-a-source", 1, 3);
    CHECK(harness.err() == "\r\x1b[2K[1/3] scanning a-l…");
    context.progress.update("too soon", 2, 3);
    CHECK(harness.err().find("too soon") == std::string::npos);
    harness.clock.advance(1);
    context.progress.update("open end");
    CHECK(harness.err().ends_with("\r\x1b[2Kopen end"));
    context.progress.finish();
    CHECK(harness.err().ends_with("open end\r\x1b[2K"));
    const std::string before = harness.err();
    context.progress.finish();
    context.progress.update("starts anew");
    CHECK(harness.err() == before);
}

TEST_CASE("a warning takes the progress line off the screen first", "[app][print]") {
    testing::Harness harness(true);
    Context context = harness.make_context(testing::sample_registry());
    context.globals.color = cli::ColorChoice::never;
    context.progress.update("working");
    harness.clock.advance(1);
    context.progress.update("working");
    context.diagnostics.report({Severity::warning, "odd", {}, ""});
    CHECK(harness.err() == "\r\x1b[2Kworking\r\x1b[2Kwarning: odd\n");
}

TEST_CASE("there is no progress off a terminal, with --json, --quiet, CI or dumb", "[app][print]") {
    const int reason = GENERATE(0, 1, 2, 3, 4);
    testing::Harness harness(reason != 0);
    Context context = harness.make_context(testing::sample_registry());
    context.globals.quiet = reason == 1;
    context.globals.format = reason == 2 ? cli::Format::json : cli::Format::table;
    harness.environment.variables["CI"] = reason == 3 ? "true" : "";
    harness.environment.variables["TERM"] = reason == 4 ? "dumb" : "xterm";
    context.progress.update("working");
    harness.clock.advance(5);
    context.progress.update("working");
    context.progress.finish();
    CHECK(harness.err().empty());
}

TEST_CASE("a question is asked on a terminal and answered", "[app][print]") {
    struct Case {
        std::string answer;
        bool confirmed;
    };
    for (const Case& item : {Case{"y", true}, Case{" YES ", true}, Case{"n", false},
                             Case{"", false}, Case{"yes please", false}}) {
        testing::Harness harness(true);
        harness.answers->lines = {item.answer};
        Context context = harness.make_context(testing::sample_registry());
        INFO(item.answer);
        CHECK(confirm(context, "remove 'x'?").has_value() == item.confirmed);
        CHECK(harness.err() == "remove 'x'? [y/N] ");
    }
}

TEST_CASE("the end of input is no confirmation", "[app][print]") {
    testing::Harness harness(true);
    Context context = harness.make_context(testing::sample_registry());
    const auto confirmed = confirm(context, "remove 'x'?");
    REQUIRE_FALSE(confirmed);
    CHECK(confirmed.error().code == ErrorCode::confirmation_required);
}

TEST_CASE("where nobody can be asked --yes is needed", "[app][print]") {
    const int reason = GENERATE(0, 1, 2, 3);
    testing::Harness harness(reason != 0);
    harness.answers->lines = {"y"};
    Context context = harness.make_context(testing::sample_registry());
    context.globals.no_input = reason == 1;
    harness.environment.variables["SKILLMEAT_PROMPT_DISABLED"] = reason == 2 ? "1" : "";
    harness.streams->in_terminal = reason != 3 && reason != 0;
    const auto confirmed = confirm(context, "remove 'x'?");
    REQUIRE_FALSE(confirmed);
    CHECK(confirmed.error().code == ErrorCode::confirmation_required);
    CHECK(confirmed.error().hint == "add --yes to go on");
    CHECK(harness.err().empty());
    context.globals.yes = true;
    CHECK(confirm(context, "remove 'x'?"));
    CHECK(harness.err().empty());
}

/// A folder of its own with a program `show` that copies its input to a file beside it.
struct PagerFolder {
    PagerFolder() {
        char name[] = "/tmp/skillmeat-pager-XXXXXX";
        path = ::mkdtemp(name);
        std::ofstream(path / "show")
            << "#!/bin/sh\n/bin/cat > \"${0%/*}/shown\"\necho \"$LESS $*\" "
               "> \"${0%/*}/called\"\n";
        std::filesystem::permissions(path / "show", std::filesystem::perms::owner_all);
    }
    PagerFolder(const PagerFolder&) = delete;
    PagerFolder& operator=(const PagerFolder&) = delete;
    ~PagerFolder() { std::filesystem::remove_all(path); }

    [[nodiscard]] std::string read(const char* file) const {
        std::ifstream in(path / file);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::filesystem::path path;
};

TEST_CASE("the pager is the variable's, the setting's, PAGER's, or less", "[app][print]") {
    const PagerFolder folder;
    const std::string show = (folder.path / "show").string();
    fakes::FakeEnvironment environment;
    environment.variables = {{"PATH", folder.path.string()}};
    CHECK_FALSE(choose_pager(environment, ""));
    environment.variables["PAGER"] = "show  -a";
    CHECK(choose_pager(environment, "") == std::vector<std::string>{show, "-a"});
    CHECK(choose_pager(environment, "show -b") == std::vector<std::string>{show, "-b"});
    environment.variables["SKILLMEAT_PAGER"] = "show -c";
    CHECK(choose_pager(environment, "show -b") == std::vector<std::string>{show, "-c"});
    environment.variables["SKILLMEAT_PAGER"] = "cat";
    CHECK_FALSE(choose_pager(environment, "show"));
    environment.variables["SKILLMEAT_PAGER"] = "  ";
    CHECK_FALSE(choose_pager(environment, ""));
    environment.variables["SKILLMEAT_PAGER"] = "/opt/pager -x";
    CHECK(choose_pager(environment, "") == std::vector<std::string>{"/opt/pager", "-x"});
}

TEST_CASE("a pager is not taken from a relative entry of PATH", "[app][print]") {
    fakes::FakeEnvironment environment;
    environment.variables = {{"PATH", ".::bin"}, {"PAGER", "show"}};
    CHECK_FALSE(choose_pager(environment, ""));
}

TEST_CASE("the text goes to the pager, with options for less unless they are set", "[app][print]") {
    const PagerFolder folder;
    fakes::FakeEnvironment environment;
    const std::vector<std::string> command{(folder.path / "show").string(), "-x"};
    REQUIRE(run_pager(command, environment, "a long text\n"));
    CHECK(folder.read("shown") == "a long text\n");
    CHECK(folder.read("called") == "FIRX -x\n");
    environment.variables["LESS"] = "S";
    REQUIRE(run_pager(command, environment, std::string(1 << 20, 'x')));
    CHECK(folder.read("shown").size() == std::size_t{1} << 20);
    CHECK(folder.read("called") == "S -x\n");
}

TEST_CASE("a pager that cannot be started shows nothing", "[app][print]") {
    const PagerFolder folder;
    fakes::FakeEnvironment environment;
    CHECK_FALSE(run_pager({(folder.path / "missing").string()}, environment, "text"));
}

TEST_CASE("only tables longer than the terminal go through the pager", "[app][print]") {
    const PagerFolder folder;
    Item item;
    item.fields = {{"a", {"1"}}, {"b", {"2"}}, {"c", {"3"}}};
    const auto shown = [&](bool terminal, std::size_t height, bool no_pager) {
        testing::Harness harness(terminal, 80, height);
        harness.environment.variables = {{"SKILLMEAT_PAGER", (folder.path / "show").string()},
                                         {"NO_COLOR", "1"}};
        Context context = harness.make_context(testing::sample_registry());
        context.globals.no_pager = no_pager;
        context.output().item(item);
        return harness.out();
    };
    CHECK(shown(true, 4, false) == "a: 1\nb: 2\nc: 3\n");
    CHECK(shown(false, 3, false) == "a: 1\nb: 2\nc: 3\n");
    CHECK(shown(true, 3, true) == "a: 1\nb: 2\nc: 3\n");
    CHECK(folder.read("shown").empty());
    CHECK(shown(true, 3, false).empty());
    CHECK(folder.read("shown") == "a: 1\nb: 2\nc: 3\n");
}

}  // namespace
}  // namespace skillmeat::app::print
