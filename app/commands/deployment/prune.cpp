#include <app/commands/deployment/prune.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/deploy/change_deployments.hpp>

#include <app/commands/common/options.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/deployment/deployment_print.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat deployment prune", "forgets what was taken away, or failed"},
    cli::Example{"skillmeat deployment prune --dry-run", "lists those records"},
};
constexpr std::array options{dry_run_option};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.deployment.prune/1"};
constexpr std::array error_codes{ErrorCode::ledger_damaged, ErrorCode::ledger_conflicted,
                                 ErrorCode::ledger_newer, ErrorCode::lock_timeout};

}  // namespace

Result<DeploymentPruneOptions> bind_deployment_prune(const cli::Values& values) {
    return DeploymentPruneOptions{values.flag("dry-run")};
}

Result<Outcome> run_deployment_prune(const DeploymentPruneOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto dropped, ops::prune_deployments(world, scope, given.dry_run));
    context.output().note(fmt::format("{} {}", given.dry_run ? "would drop" : "dropped",
                                      counted(dropped.size(), "record")));
    auto list = deployment_list(dropped, false);
    list.schema = schemas[0];
    list.extra = {{"changed", !dropped.empty() && !given.dry_run ? "true" : "false"}};
    context.output().list(list);
    return Outcome{};
}

constinit const cli::CommandSpec deployment_prune_spec{
    .noun = "deployment",
    .verb = "prune",
    .summary = "drop records of what is not installed any more",
    .description = "Those with status inactive or error; nothing else is touched.",
    .examples = examples,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_deployment_prune, run_deployment_prune>,
};

}  // namespace skillmeat::app::commands
