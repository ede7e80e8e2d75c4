#include <app/commands/deployment/update.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/common/session.hpp>
#include <app/commands/deployment/deployment_print.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat deployment update 3f9a0c51d2e4 --status active",
                 "says that what was planned is installed now"},
    cli::Example{"skillmeat deployment update 3f9a0c51d2e4 --version 1.3 --json",
                 "says which version that is"},
};
constexpr std::array arguments{
    cli::ArgumentSpec{.name = "ID", .help = "id of a deployment, as `deployment list` shows it"}};
constexpr std::array options{
    cli::OptionSpec{.name = "status",
                    .kind = cli::Kind::choice,
                    .value_name = "STATUS",
                    .help = "how it stands now",
                    .allowed = deployment_status_names,
                    .completion = cli::Completion::allowed},
    cli::OptionSpec{.name = "version",
                    .kind = cli::Kind::text,
                    .value_name = "VERSION",
                    .help = "which version it is now"},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.deployment.update/1"};
constexpr std::array error_codes{ErrorCode::deployment_not_found, ErrorCode::ledger_damaged,
                                 ErrorCode::ledger_conflicted, ErrorCode::ledger_newer,
                                 ErrorCode::lock_timeout};

}  // namespace

Result<ops::DeploymentUpdate> bind_deployment_update(const cli::Values& values) {
    ops::DeploymentUpdate wanted;
    wanted.id = values.positional("ID");
    wanted.status = deployment_status_of(values);
    wanted.version = values.text("version");
    if (!wanted.status && !wanted.version) {
        return fail(ErrorCode::invalid_usage, "expected `--status` or `--version`, found neither");
    }
    return wanted;
}

Result<Outcome> run_deployment_update(const ops::DeploymentUpdate& wanted, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change, ops::update_deployment(world, scope, wanted));
    const auto& view = change.view;
    context.output().note(fmt::format("{} deployment {} of {} ({}{}{})",
                                      change.changed ? "changed" : "nothing to change in", view.id,
                                      quote(view.row.artifact), to_string(view.row.status),
                                      view.row.version.empty() ? "" : ", ", view.row.version));
    if (context.globals.format != cli::Format::table) {
        auto item = deployment_item(view);
        item.schema = schemas[0];
        item.changed = change.changed;
        context.output().item(item);
    }
    return Outcome{};
}

constinit const cli::CommandSpec deployment_update_spec{
    .noun = "deployment",
    .verb = "update",
    .summary = "change a record made by other means",
    .description =
        "Every status may follow every other, but for two: what is active is not pending again, "
        "and what is inactive is not an error. One that becomes active is deployed now. The "
        "record of a deployment with files on the disk changes with these alone: use undeploy, "
        "upgrade.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_deployment_update, run_deployment_update>,
};

}  // namespace skillmeat::app::commands
