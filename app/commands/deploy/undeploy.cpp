#include <app/commands/deploy/undeploy.hpp>

#include <array>
#include <utility>

#include <app/commands/common/options.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/deploy/plan_print.hpp>
#include <app/commands/deploy/shared_options.hpp>
#include <app/commands/deploy/what.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat undeploy skill:pdf", "takes a skill away from all agents"},
    cli::Example{"skillmeat undeploy pdf --agent codex --dry-run",
                 "shows what would go for one agent"},
};
constexpr std::array arguments{cli::ArgumentSpec{.name = "REF",
                                                 .help = "installed artifacts, or deployment ids",
                                                 .minimum = 0,
                                                 .maximum = cli::many,
                                                 .completion = cli::Completion::artifact}};
constexpr std::array options{
    agent_option,
    to_option,
    collection_option,
    group_option,
    cli::OptionSpec{.name = "force",
                    .help = "take changed files away too; copies are kept in .skillmeat/backup"},
    dry_run_option,
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.undeploy/1"};
constexpr std::array error_codes{
    ErrorCode::artifact_not_found,   ErrorCode::ambiguous_reference, ErrorCode::locally_modified,
    ErrorCode::unsafe_path,          ErrorCode::ledger_damaged,      ErrorCode::some_failed,
    ErrorCode::collection_not_found, ErrorCode::group_not_found,     ErrorCode::interrupted};

}  // namespace

Result<UndeployOptions> bind_undeploy(const cli::Values& values) {
    UndeployOptions given;
    given.request.artifacts = values.positionals("REF");
    given.request.agents = values.list("agent");
    given.request.to = values.text("to").value_or("");
    given.request.force = values.flag("force");
    given.request.dry_run = values.flag("dry-run");
    given.collection = values.text("collection").value_or("");
    given.group = values.text("group").value_or("");
    SKILLMEAT_TRY(check_what(given.request.artifacts, given.collection, given.group));
    return given;
}

Result<Outcome> run_undeploy(const UndeployOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    auto request = given.request;
    SKILLMEAT_ASSIGN(request.members, members_of(world, scope, given.collection, given.group));
    SKILLMEAT_ASSIGN(const auto items, ops::undeploy(world, scope, request));
    context.output().list(deploy_list(items, scope, schemas[0], request.dry_run));
    tell_items(context, items);
    return deploy_outcome(items);
}

constinit const cli::CommandSpec undeploy_spec{
    .noun = "undeploy",
    .summary = "take installed artifacts away again",
    .description =
        "Removes the files that were written and are unchanged, the values that were put into "
        "settings files, and folders that were made for them and are empty then. Nothing else is "
        "touched; the record stays as inactive. Changed files are refused unless --force is given.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_undeploy, run_undeploy>,
};

}  // namespace skillmeat::app::commands
