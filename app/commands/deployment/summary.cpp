#include <app/commands/deployment/summary.hpp>

#include <array>

#include <skillmeat/ops/deploy/deployments.hpp>
#include <skillmeat/report/json.hpp>

#include <app/commands/common/session.hpp>
#include <app/commands/deployment/deployment_print.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat deployment summary", "how many deployments there are, by status"},
    cli::Example{"skillmeat deployment summary --scope all --json | jq .item.by_project",
                 "counts of every registered project"},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.deployment.summary/1"};
constexpr std::array error_codes{ErrorCode::ledger_damaged, ErrorCode::ledger_conflicted,
                                 ErrorCode::ledger_newer, ErrorCode::project_not_found};

std::int64_t as_integer(std::size_t count) {
    return static_cast<std::int64_t>(count);
}

std::string summary_item_json(const ops::DeploymentSummary& summary) {
    report::JsonObject by_status;
    for (const auto status : deployment_statuses) {
        by_status.integer(to_string(status), as_integer(summary.by_status[status]));
    }
    report::JsonArray by_artifact;
    for (const auto& artifact : summary.by_artifact) {
        report::JsonObject object;
        object.text("artifact_id", artifact.artifact);
        object.integer("count", as_integer(artifact.count));
        object.text("status", to_string(artifact.worst));
        by_artifact.raw(object.str());
    }
    report::JsonArray by_project;
    for (const auto& project : summary.by_project) {
        report::JsonObject object;
        object.text_or_null("project_id", project.project_id);
        object.text_or_null("project_name", project.project_name);
        object.integer("count", as_integer(project.count));
        object.integer("active", as_integer(project.active));
        by_project.raw(object.str());
    }
    report::JsonObject object;
    object.integer("total_deployments", as_integer(summary.by_status.total()));
    object.raw("by_status", by_status.str());
    object.raw("by_artifact", by_artifact.str());
    object.raw("by_project", by_project.str());
    return object.str();
}

print::Section artifacts_section(const ops::DeploymentSummary& summary) {
    print::Section section;
    section.title = "artifacts";
    section.columns = {{.header = "COUNT", .align = print::Align::right},
                       {.header = "STATUS"},
                       {.header = "ARTIFACT", .shrink = 1, .min_width = 20}};
    for (const auto& artifact : summary.by_artifact) {
        section.rows.push_back({{std::to_string(artifact.count)},
                                deployment_status_cell(artifact.worst),
                                {artifact.artifact}});
    }
    return section;
}

print::Section projects_section(const ops::DeploymentSummary& summary) {
    print::Section section;
    section.title = "projects";
    section.columns = {{.header = "COUNT", .align = print::Align::right},
                       {.header = "ACTIVE", .align = print::Align::right},
                       {.header = "PROJECT", .shrink = 1}};
    for (const auto& project : summary.by_project) {
        section.rows.push_back({{std::to_string(project.count)},
                                {std::to_string(project.active)},
                                {project.project_id.empty() ? "(user)" : project.project_name}});
    }
    return section;
}

}  // namespace

Result<DeploymentSummaryOptions> bind_deployment_summary(const cli::Values&) {
    return DeploymentSummaryOptions{};
}

Result<Outcome> run_deployment_summary(const DeploymentSummaryOptions&, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto summary, ops::summarize_deployments(world, scopes));
    print::Item item;
    item.schema = schemas[0];
    item.fields = {
        {"deployments", {std::to_string(summary.by_status.total()), print::Style::bold}}};
    for (const auto status : deployment_statuses) {
        item.fields.push_back({to_string(status), {std::to_string(summary.by_status[status])}});
    }
    if (context.globals.format == cli::Format::json ||
        context.globals.format == cli::Format::jsonl) {
        item.json = summary_item_json(summary);
    } else if (!summary.by_artifact.empty()) {
        item.sections = {projects_section(summary), artifacts_section(summary)};
    }
    context.output().item(item);
    return Outcome{};
}

constinit const cli::CommandSpec deployment_summary_spec{
    .noun = "deployment",
    .verb = "summary",
    .summary = "count deployments by status, artifact and project",
    .description =
        "The status of an artifact is the worst of its deployments: error, pending, active, "
        "inactive. With --scope all, over all registered projects and the user scope.",
    .examples = examples,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_deployment_summary, run_deployment_summary>,
};

}  // namespace skillmeat::app::commands
