// deploy and undeploy: what words mean, and how commands are shown before they are installed.
#include <support/catch.hpp>

#include <string>
#include <vector>

#include <app/commands/deploy/deploy.hpp>
#include <app/commands/deploy/plan_print.hpp>
#include <app/commands/deploy/undeploy.hpp>
#include <app/commands/registry.hpp>

#include "harness.hpp"

namespace skillmeat::app::commands {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

ops::DeployItem item(ops::DeployAction action, std::string agent = "codex") {
    ops::DeployItem made;
    made.change.action = action;
    made.change.row.artifact = "mcp:./.mcp.json#pdf@acme/tools";
    made.change.row.agent = std::move(agent);
    made.change.row.target = ".codex/config.toml";
    made.change.row.commit = "9d2f1ae1c7b04a6f8e5d3c2b1a0f9e8d7c6b5a49";
    return made;
}

ops::DeployItem running(ops::DeployAction action) {
    auto made = item(action);
    made.commands = {{"MCP server pdf", "npx -y pdf \x1b]0;x\x07"}};
    return made;
}

ops::DeployItem refused(ErrorCode code, bool skipped) {
    auto made = item(ops::DeployAction::refused);
    made.change.error = Error{code, "cannot", {}, {}, "look"};
    made.is_skipped = skipped;
    return made;
}

TEST_CASE("deploy binds what, where and how", "[app]") {
    cli::Values values;
    CHECK(bind_deploy(values).error().code == ErrorCode::invalid_usage);
    values.add("REF", "pdf");
    values.add("REF", "agent:reviewer");
    values.add("agent", "codex");
    values.add("agent", "cursor");
    values.add("to", "packages/a");
    values.add("mode", "symlink");
    values.set_flag("offline");
    values.set_flag("dry-run");
    const auto options = bind_deploy(values);
    REQUIRE(options);
    CHECK(options->request.artifacts == std::vector<std::string>{"pdf", "agent:reviewer"});
    CHECK(options->request.agents == std::vector<std::string>{"codex", "cursor"});
    CHECK(options->request.to == "packages/a");
    CHECK(options->request.mode == DeployMode::symlink);
    CHECK((options->request.offline && options->dry_run));
}

TEST_CASE("undeploy binds what and where", "[app]") {
    cli::Values values;
    CHECK(bind_undeploy(values).error().code == ErrorCode::invalid_usage);
    values.add("collection", "reviewing");
    values.add("group", "first");
    values.set_flag("force");
    const auto options = bind_undeploy(values);
    REQUIRE(options);
    CHECK(options->collection == "reviewing");
    CHECK(options->group == "first");
    CHECK((options->request.force && !options->request.dry_run));
}

TEST_CASE("install is another name of deploy", "[app]") {
    CHECK(cli::find_command(registry(), "install", "") == &deploy_spec);
}

TEST_CASE("commands are shown in full and need a yes", "[app]") {
    testing::Harness harness;
    auto context = harness.make_context(registry());
    CHECK(confirm_commands(context, {item(ops::DeployAction::install)}));
    CHECK(confirm_commands(context, {running(ops::DeployAction::unchanged)}));
    CHECK(confirm_commands(context, {running(ops::DeployAction::refused)}));
    CHECK(harness.err().empty());
    const auto asked = confirm_commands(context, {running(ops::DeployAction::install)});
    REQUIRE(!asked);
    CHECK(asked.error().code == ErrorCode::confirmation_required);
    CHECK(contains(harness.err(),
                   "mcp:./.mcp.json#pdf@acme/tools lets codex run:\n"
                   "  MCP server pdf\n    npx -y pdf \\x1b]0;x\\x07\n"));
    context.globals.yes = true;
    CHECK(confirm_commands(context, {running(ops::DeployAction::update)}));
}

TEST_CASE("on a terminal the answer decides", "[app]") {
    testing::Harness harness(true);
    harness.answers->lines = {"n", "y"};
    auto context = harness.make_context(registry());
    CHECK(!confirm_commands(context, {running(ops::DeployAction::install)}));
    CHECK(confirm_commands(context, {running(ops::DeployAction::install)}));
    CHECK(contains(harness.err(), "install what runs 1 command? [y/N]"));
}

TEST_CASE("the outcome of a deploy is that of what was refused", "[app]") {
    using ops::DeployAction;
    CHECK(deploy_outcome({item(DeployAction::install)}).exit_code == 0);
    CHECK(deploy_outcome({item(DeployAction::install), refused(ErrorCode::not_deployable, true)})
              .exit_code == 0);
    CHECK(deploy_outcome({refused(ErrorCode::flagged_content, false)}).exit_code == 6);
    CHECK(deploy_outcome({refused(ErrorCode::flagged_content, false),
                          refused(ErrorCode::already_exists, false)})
              .exit_code == 8);
}

TEST_CASE("a plan is listed with actions, and what is refused is told", "[app]") {
    testing::Harness harness;
    auto context = harness.make_context(registry());
    const std::vector<ops::DeployItem> items{item(ops::DeployAction::install),
                                             refused(ErrorCode::not_deployable, true),
                                             refused(ErrorCode::already_exists, false)};
    const auto list = deploy_list(items, ops::Scope{}, "skillmeat.deploy/1", true);
    CHECK(list.count == 3);
    CHECK(list.cells(0)[0].text == "install");
    CHECK(list.cells(1)[0].text == "skipped");
    CHECK(list.cells(2)[0].text == "refused");
    CHECK(list.cells(0)[3].text == "9d2f1ae1c7b0");
    CHECK(contains(list.json(2), R"("error": {"code": "already_exists")"));
    tell_items(context, items);
    CHECK(contains(harness.err(), "not for codex: cannot"));
    CHECK(contains(harness.err(), "error: cannot"));
}

}  // namespace
}  // namespace skillmeat::app::commands
