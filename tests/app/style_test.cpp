#include <support/catch.hpp>

#include <app/print/style.hpp>
#include <fakes/fake_environment.hpp>

namespace skillmeat::app::print {
namespace {

TEST_CASE("colour follows flag, NO_COLOR, CLICOLOR_FORCE, CLICOLOR, terminal in that order",
          "[app][print]") {
    // Every combination of the five, three values each; the expected answer is computed from the
    // order the rule states.
    const auto choice =
        GENERATE(cli::ColorChoice::automatic, cli::ColorChoice::always, cli::ColorChoice::never);
    const std::string no_color = GENERATE("", "0", "1");
    const std::string force = GENERATE("", "0", "1");
    const std::string clicolor = GENERATE("", "0", "1");
    const std::string stream = GENERATE("pipe", "dumb", "xterm");
    fakes::FakeEnvironment environment({{"NO_COLOR", no_color},
                                        {"CLICOLOR_FORCE", force},
                                        {"CLICOLOR", clicolor},
                                        {"TERM", stream == "dumb" ? "dumb" : "xterm"}});
    bool expected = stream == "xterm";
    if (choice == cli::ColorChoice::always) {
        expected = true;
    } else if (choice == cli::ColorChoice::never || !no_color.empty()) {
        expected = false;
    } else if (force == "1") {
        expected = true;
    } else if (clicolor == "0") {
        expected = false;
    }
    INFO(no_color << " " << force << " " << clicolor << " " << stream);
    CHECK(use_color(choice, environment, stream != "pipe") == expected);
}

TEST_CASE("painting wraps text in codes only when colour is on", "[app][print]") {
    CHECK(paint("x", Style::red, true) == "\x1b[31mx\x1b[0m");
    CHECK(paint("x", Style::red, false) == "x");
    CHECK(paint("x", Style::none, true) == "x");
    CHECK(paint("", Style::bold, true).empty());
    for (const Style style : {Style::bold, Style::dim, Style::green, Style::yellow, Style::blue,
                              Style::magenta, Style::cyan}) {
        CHECK(paint("x", style, true).starts_with("\x1b["));
        CHECK(paint("x", style, true) != paint("x", Style::red, true));
    }
}

}  // namespace
}  // namespace skillmeat::app::print
