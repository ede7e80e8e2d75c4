#include <app/commands/deployment/list.hpp>

#include <array>

#include <app/commands/common/options.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/deployment/deployment_print.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat deployment list", "what is installed here, for which agents"},
    cli::Example{"skillmeat deployment list --artifact pdf --scope all",
                 "where an artifact is installed, over all registered projects"},
    cli::Example{"skillmeat deployment list --status error --json | jq -r '.items[].id'",
                 "ids of what could not be installed"},
};
constexpr std::array options{
    cli::OptionSpec{.name = "artifact",
                    .kind = cli::Kind::text,
                    .value_name = "REF",
                    .help = "only of this artifact",
                    .completion = cli::Completion::artifact},
    cli::OptionSpec{.name = "status",
                    .kind = cli::Kind::choice,
                    .value_name = "STATUS",
                    .help = "only with this status; several are alternatives",
                    .repeatable = true,
                    .allowed = deployment_status_names,
                    .completion = cli::Completion::allowed},
    cli::OptionSpec{.name = "agent",
                    .kind = cli::Kind::text,
                    .value_name = "AGENT",
                    .help = "only for this agent; several are alternatives",
                    .repeatable = true},
    limit_option,
    cursor_option,
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.deployment.list/1"};
constexpr std::array error_codes{ErrorCode::artifact_not_found, ErrorCode::project_not_found,
                                 ErrorCode::ledger_damaged,     ErrorCode::ledger_conflicted,
                                 ErrorCode::ledger_newer,       ErrorCode::invalid_cursor};

bool is_filtered(const ops::DeploymentFilter& filter) {
    return !filter.artifact.empty() || !filter.statuses.empty() || !filter.agents.empty();
}

}  // namespace

Result<ops::DeploymentListRequest> bind_deployment_list(const cli::Values& values) {
    ops::DeploymentListRequest request;
    request.filter.artifact = values.text("artifact").value_or("");
    for (const auto& status : values.list("status")) {
        request.filter.statuses.push_back(*parse_deployment_status(status));
    }
    request.filter.agents = values.list("agent");
    request.limit = limit_of(values);
    SKILLMEAT_ASSIGN(request.cursor, cursor_of(values));
    return request;
}

Result<Outcome> run_deployment_list(const ops::DeploymentListRequest& request, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto found, ops::list_deployments(world, scopes, request));
    auto list = deployment_list(found.rows, context.globals.scope == cli::Scope::all);
    list.schema = schemas[0];
    list.page.total = found.total;
    list.page.limit = request.limit;
    if (!found.next_cursor.empty()) {
        list.page.next_cursor = found.next_cursor;
    }
    list.empty_message =
        is_filtered(request.filter) ? "no deployment fits the filters" : "no deployments";
    context.output().list(list);
    return Outcome{};
}

constinit const cli::CommandSpec deployment_list_spec{
    .noun = "deployment",
    .verb = "list",
    .summary = "list what was installed where",
    .description =
        "All filters must hold. A deployment is active while it is installed, inactive when it "
        "was taken away again, error when it could not be installed, and pending before.",
    .examples = examples,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_deployment_list, run_deployment_list>,
};

}  // namespace skillmeat::app::commands
