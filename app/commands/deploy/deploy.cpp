#include <app/commands/deploy/deploy.hpp>

#include <array>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/ops/deploy/apply_changes.hpp>
#include <skillmeat/ops/deploy/deploy_locked.hpp>

#include <app/commands/common/options.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/deploy/plan_print.hpp>
#include <app/commands/deploy/shared_options.hpp>
#include <app/commands/deploy/what.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat deploy skill:pdf", "installs a skill for the agents of the project"},
    cli::Example{"skillmeat deploy pdf reviewer --agent claude-code --agent codex",
                 "installs two artifacts for two agents"},
    cli::Example{"skillmeat deploy --collection reviewing --dry-run",
                 "shows what would be written where"},
    cli::Example{"skillmeat deploy --locked", "puts on a fresh clone what its ledger says"},
};
constexpr std::array arguments{cli::ArgumentSpec{.name = "REF",
                                                 .help = "artifacts to install",
                                                 .minimum = 0,
                                                 .maximum = cli::many,
                                                 .completion = cli::Completion::artifact}};
constexpr std::array<std::string_view, 2> modes{"copy", "symlink"};
constexpr std::array options{
    agent_option,
    to_option,
    collection_option,
    group_option,
    cli::OptionSpec{.name = "mode",
                    .kind = cli::Kind::choice,
                    .value_name = "MODE",
                    .help = "copy files, or link to a store of the user's",
                    .allowed = modes,
                    .default_text = "copy",
                    .completion = cli::Completion::allowed},
    cli::OptionSpec{.name = "locked",
                    .help = "exactly what the ledger says; all of it unless named"},
    cli::OptionSpec{.name = "offline", .help = "no network: what is in the cache"},
    dry_run_option,
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.deploy/1"};
constexpr std::array error_codes{ErrorCode::artifact_not_found,
                                 ErrorCode::ambiguous_reference,
                                 ErrorCode::not_scanned,
                                 ErrorCode::not_deployable,
                                 ErrorCode::already_exists,
                                 ErrorCode::locally_modified,
                                 ErrorCode::confirmation_required,
                                 ErrorCode::objects_missing,
                                 ErrorCode::integrity_failed,
                                 ErrorCode::trust_refused,
                                 ErrorCode::unsafe_path,
                                 ErrorCode::flagged_content,
                                 ErrorCode::too_large,
                                 ErrorCode::lock_outdated,
                                 ErrorCode::not_reproducible,
                                 ErrorCode::network_error,
                                 ErrorCode::concurrent_change,
                                 ErrorCode::some_failed,
                                 ErrorCode::interrupted};

Result<ops::DeployPlan> plan_of(ops::Services& world, const ops::Scope& scope,
                                const DeployOptions& given) {
    auto request = given.request;
    if (given.locked) {
        return ops::plan_locked(world, scope, {request.artifacts, request.agents, request.offline});
    }
    SKILLMEAT_ASSIGN(request.members, members_of(world, scope, given.collection, given.group));
    return ops::plan_deploy(world, scope, request);
}

}  // namespace

Result<DeployOptions> bind_deploy(const cli::Values& values) {
    DeployOptions given;
    given.request.artifacts = values.positionals("REF");
    given.request.agents = values.list("agent");
    given.request.to = values.text("to").value_or("");
    given.request.mode = values.text("mode") == "symlink" ? DeployMode::symlink : DeployMode::copy;
    given.request.offline = values.flag("offline");
    given.collection = values.text("collection").value_or("");
    given.group = values.text("group").value_or("");
    given.dry_run = values.flag("dry-run");
    given.locked = values.flag("locked");
    if (given.locked) {
        for (const auto* name : {"to", "mode", "collection", "group"}) {
            if (values.given(name)) {
                return fail(ErrorCode::invalid_usage,
                            fmt::format("'--locked' and '--{}' exclude each other", name));
            }
        }
        return given;
    }
    SKILLMEAT_TRY(check_what(given.request.artifacts, given.collection, given.group));
    return given;
}

Result<Outcome> run_deploy(const DeployOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    if (!given.dry_run) {
        SKILLMEAT_TRY(ops::finish_interrupted(world, scope));
    }
    SKILLMEAT_ASSIGN(auto plan, plan_of(world, scope, given));
    if (!given.dry_run) {
        SKILLMEAT_TRY(confirm_commands(context, plan.items));
        SKILLMEAT_ASSIGN(plan.items, ops::apply_plan(world, scope, plan));
    }
    context.output().list(deploy_list(plan.items, scope, schemas[0], given.dry_run));
    tell_items(context, plan.items);
    return deploy_outcome(plan.items);
}

constinit const cli::CommandSpec deploy_spec{
    .noun = "deploy",
    .summary = "install artifacts for the coding agents of a project",
    .description =
        "Content comes from the commit of the lock, is checked against its ids and appears in one "
        "step per artifact. Without --agent it is installed for the agents in the setting "
        "`agents`, else for those whose folders are there. What an agent cannot read is refused, "
        "never translated; nothing that is not from here is overwritten. Hooks and MCP servers are "
        "shown with the commands they run, and need --yes without a terminal. --locked puts on the "
        "disk exactly what the ledger says of active deployments, from the commits it names, and "
        "fails with exit 3 when it cannot.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .alias = "install",
    .bind = cli::bind_run<bind_deploy, run_deploy>,
};

}  // namespace skillmeat::app::commands
