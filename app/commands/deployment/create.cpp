#include <app/commands/deployment/create.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/common/session.hpp>
#include <app/commands/deployment/deployment_print.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat deployment create --artifact pdf --status active",
                 "records that an artifact was installed here by other means"},
    cli::Example{"skillmeat deployment create --artifact pdf --project 3f9a0c51d2e4 --version 1.2",
                 "plans a version for a registered project"},
};
constexpr std::array options{
    cli::OptionSpec{.name = "artifact",
                    .kind = cli::Kind::text,
                    .value_name = "REF",
                    .help = "the artifact; must be an entry of the project",
                    .completion = cli::Completion::artifact},
    cli::OptionSpec{.name = "agent",
                    .kind = cli::Kind::text,
                    .value_name = "AGENT",
                    .help = "for which agent it is"},
    cli::OptionSpec{.name = "target",
                    .kind = cli::Kind::text,
                    .value_name = "PATH",
                    .help = "where it is, below the project's root",
                    .completion = cli::Completion::file},
    cli::OptionSpec{.name = "version",
                    .kind = cli::Kind::text,
                    .value_name = "VERSION",
                    .help = "which version; without it, the one that was scanned last"},
    cli::OptionSpec{.name = "status",
                    .kind = cli::Kind::choice,
                    .value_name = "STATUS",
                    .help = "how it stands",
                    .allowed = deployment_status_names,
                    .default_text = "pending",
                    .completion = cli::Completion::allowed},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.deployment.create/1"};
constexpr std::array error_codes{ErrorCode::artifact_not_found, ErrorCode::ambiguous_reference,
                                 ErrorCode::project_not_found,  ErrorCode::already_exists,
                                 ErrorCode::not_scanned,        ErrorCode::ledger_damaged,
                                 ErrorCode::lock_timeout};

}  // namespace

Result<ops::NewDeployment> bind_deployment_create(const cli::Values& values) {
    ops::NewDeployment wanted;
    wanted.artifact = values.text("artifact").value_or("");
    if (wanted.artifact.empty()) {
        return fail(ErrorCode::invalid_usage, "expected `--artifact REF`, found none",
                    "name an entry, as `skillmeat catalog list` shows it");
    }
    wanted.agent = values.text("agent").value_or("");
    wanted.target = values.text("target").value_or("");
    wanted.version = values.text("version");
    wanted.status = deployment_status_of(values).value_or(DeploymentStatus::pending);
    return wanted;
}

Result<Outcome> run_deployment_create(const ops::NewDeployment& wanted, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change, ops::create_deployment(world, scope, wanted));
    context.output().note(fmt::format("recorded deployment {} of {}", change.view.id,
                                      quote(change.view.row.artifact)));
    if (context.globals.format != cli::Format::table) {
        auto item = deployment_item(change.view);
        item.schema = schemas[0];
        item.changed = change.changed;
        context.output().item(item);
    }
    return Outcome{};
}

constinit const cli::CommandSpec deployment_create_spec{
    .noun = "deployment",
    .verb = "create",
    .summary = "record a deployment made by other means",
    .description =
        "Writes a record and nothing else; `skillmeat deploy` installs. With --project, in the "
        "ledger of that project.",
    .examples = examples,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_deployment_create, run_deployment_create>,
};

}  // namespace skillmeat::app::commands
