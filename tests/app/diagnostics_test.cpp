#include <support/catch.hpp>

#include <app/print/diagnostics.hpp>

#include "harness.hpp"
#include "sample_commands.hpp"

namespace skillmeat::app::print {
namespace {

Error sample_error() {
    return Error{ErrorCode::source_not_found,
                 "no source 'acme/tols'",
                 {"skillmeat.toml", 12, 8},
                 {"while scanning 'acme/tols'"},
                 "did you mean 'acme/tools'?"};
}

TEST_CASE("an error names the place, the way there and one thing to do", "[app][print]") {
    CHECK(render_error(sample_error(), false) ==
          "error: no source 'acme/tols'\n"
          "  --> skillmeat.toml:12:8\n"
          "  while scanning 'acme/tols'\n"
          "help: did you mean 'acme/tools'?\n");
    CHECK(render_error({ErrorCode::io_error, "short", {}, {}, ""}, false) == "error: short\n");
    CHECK(render_error({ErrorCode::io_error, "x", {"f", 3, 0}, {}, ""}, false) ==
          "error: x\n  --> f:3\n");
    CHECK(render_error({ErrorCode::io_error, "x", {"", 3, 2}, {}, ""}, false) ==
          "error: x\n  --> line 3:2\n");
    CHECK(render_error(sample_error(), true).starts_with("\x1b[31merror:\x1b[0m no source"));
}

TEST_CASE("messages of several lines are indented and made safe", "[app][print]") {
    CHECK(render_error({ErrorCode::git_failed, "git failed\n\x1b[2J", {}, {}, ""}, false) ==
          "error: git failed\n  \\x1b[2J\n");
}

TEST_CASE("warnings and notes have their own label", "[app][print]") {
    CHECK(render_diagnostic({Severity::warning, "odd", {"f", 1, 2}, "do"}, false) ==
          "warning: odd\n  --> f:1:2\nhelp: do\n");
    CHECK(render_diagnostic({Severity::note, "by the way", {}, ""}, false) == "note: by the way\n");
}

TEST_CASE("an error as JSON has all keys, null when absent", "[app][print]") {
    CHECK(error_json({ErrorCode::io_error, "x", {}, {}, ""}) ==
          "{\"error\": {\"code\": \"io_error\", \"message\": \"x\", \"path\": null, "
          "\"line\": null, \"column\": null, \"hint\": null}}");
    CHECK(error_json(sample_error()) ==
          "{\"error\": {\"code\": \"source_not_found\", \"message\": \"no source 'acme/tols' "
          "(while scanning 'acme/tols')\", \"path\": \"skillmeat.toml\", \"line\": 12, "
          "\"column\": 8, \"hint\": \"did you mean 'acme/tools'?\"}}");
}

TEST_CASE("the sink prints every fault of a run in the form asked for", "[app][print]") {
    testing::Harness harness;
    Context context = harness.make_context(testing::sample_registry());
    context.diagnostics.report({Severity::error, "first", {"f", 1, 1}, ""});
    context.diagnostics.report({Severity::error, "second", {"f", 2, 1}, ""});
    context.diagnostics.report({Severity::warning, "third", {}, ""});
    CHECK(harness.err() ==
          "error: first\n  --> f:1:1\nerror: second\n  --> f:2:1\n"
          "warning: third\n");
}

TEST_CASE("with JSON every fault and warning is an object on a line", "[app][print]") {
    testing::Harness harness;
    Context context = harness.make_context(testing::sample_registry());
    context.globals.format = cli::Format::jsonl;
    context.diagnostics.report({Severity::error, "first", {"f", 1, 1}, ""});
    context.diagnostics.report({Severity::warning, "odd", {}, "do"});
    CHECK(harness.err() ==
          "{\"error\": {\"code\": \"invalid_manifest\", \"message\": \"first\", \"path\": \"f\", "
          "\"line\": 1, \"column\": 1, \"hint\": null}}\n"
          "{\"warning\": {\"message\": \"odd\", \"path\": null, \"line\": null, \"column\": null, "
          "\"hint\": \"do\"}}\n");
}

TEST_CASE("quiet keeps faults and drops warnings", "[app][print]") {
    testing::Harness harness;
    Context context = harness.make_context(testing::sample_registry());
    context.globals.quiet = true;
    context.diagnostics.report({Severity::warning, "odd", {}, ""});
    context.diagnostics.report({Severity::note, "odd", {}, ""});
    context.diagnostics.report({Severity::error, "bad", {}, ""});
    CHECK(harness.err() == "error: bad\n");
}

TEST_CASE("no secret is printed with a fault or a warning, in any form", "[app][print]") {
    for (const auto format : {cli::Format::table, cli::Format::json}) {
        testing::Harness harness;
        harness.environment.variables = {{"GH_TOKEN", "canary \"of\" GH_TOKEN"},
                                         {"GITHUB_TOKEN", "canary-2"},
                                         {"GH_ENTERPRISE_TOKEN", "canary-3"},
                                         {"GITHUB_ENTERPRISE_TOKEN", "canary-4"}};
        Context context = harness.make_context(testing::sample_registry());
        context.globals.format = format;
        context.redactor.add("canary-5");
        context.diagnostics.error({ErrorCode::git_failed,
                                   "git said canary \"of\" GH_TOKEN",
                                   {"https://u:canary@h/a", 0, 0},
                                   {"while using canary-2"},
                                   "not canary-3"});
        context.diagnostics.report(
            {Severity::warning, "odd canary-4", {"canary-5", 1, 1}, "Bearer canary-of-none"});
        context.diagnostics.report({Severity::error, "bad canary-5", {}, ""});
        CHECK(harness.err().find("canary") == std::string::npos);
        CHECK(harness.err().find("git said ***") != std::string::npos);
        CHECK(harness.err().find("https://***@h/a") != std::string::npos);
    }
}

TEST_CASE("faults are coloured on terminals only", "[app][print]") {
    testing::Harness harness(true);
    Context context = harness.make_context(testing::sample_registry());
    context.diagnostics.error(sample_error());
    CHECK(harness.err().find("\x1b[31m") != std::string::npos);
}

TEST_CASE("several failures give their common exit code, or 8", "[app][print]") {
    const Error network{ErrorCode::network_error, "", {}, {}, ""};
    const Error moved{ErrorCode::ref_moved, "", {}, {}, ""};
    const Error untrusted{ErrorCode::trust_refused, "", {}, {}, ""};
    CHECK(combined_exit_code({}) == 0);
    CHECK(combined_exit_code({network}) == 5);
    CHECK(combined_exit_code({network, network}) == 5);
    CHECK(combined_exit_code({moved, untrusted}) == 6);
    CHECK(combined_exit_code({network, moved}) == 8);
}

}  // namespace
}  // namespace skillmeat::app::print
