#include <app/commands/deployment/show.hpp>

#include <array>

#include <app/commands/common/session.hpp>
#include <app/commands/deployment/deployment_print.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat deployment show 3f9a0c51d2e4", "one deployment with its files"},
    cli::Example{"skillmeat deployment show skill:pdf", "the only one of an artifact"},
    cli::Example{"skillmeat deployment show 3f9a0c51d2e4 --json | jq -r '.item.files[].path'",
                 "the files it wrote"},
};
constexpr std::array arguments{
    cli::ArgumentSpec{.name = "ID",
                      .help = "id of a deployment, as `deployment list` shows it, or the "
                              "reference of an artifact that is deployed once"}};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.deployment.show/1"};
constexpr std::array error_codes{ErrorCode::deployment_not_found, ErrorCode::ambiguous_reference,
                                 ErrorCode::ledger_damaged, ErrorCode::ledger_conflicted,
                                 ErrorCode::ledger_newer};

}  // namespace

Result<DeploymentShowOptions> bind_deployment_show(const cli::Values& values) {
    return DeploymentShowOptions{values.positional("ID")};
}

Result<Outcome> run_deployment_show(const DeploymentShowOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto view, ops::find_deployment(world, scopes, options.id));
    auto item = deployment_item(view);
    item.schema = schemas[0];
    context.output().item(item);
    return Outcome{};
}

constinit const cli::CommandSpec deployment_show_spec{
    .noun = "deployment",
    .verb = "show",
    .summary = "show one deployment with its files",
    .examples = examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_deployment_show, run_deployment_show>,
};

}  // namespace skillmeat::app::commands
