#include <app/commands/project/list.hpp>

#include <array>

#include <app/commands/common/session.hpp>
#include <app/commands/project/project.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat project list", "projects that `--scope all` looks into"},
    cli::Example{
        "skillmeat project list --json | jq -r '.items[] | select(.status == \"missing\")'",
        "those that are gone"},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.project.list/1"};
constexpr std::array error_codes{ErrorCode::invalid_manifest, ErrorCode::newer_format};

}  // namespace

Result<ProjectListOptions> bind_project_list(const cli::Values&) {
    return ProjectListOptions{};
}

Result<Outcome> run_project_list(const ProjectListOptions&, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto projects, ops::list_projects(world));
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "ID"},
                    {.header = "NAME", .shrink = 1},
                    {.header = "STATUS"},
                    {.header = "ROOT", .shrink = 2, .min_width = 16},
                    {.header = "ADDED", .shrink = 3}};
    list.count = projects.size();
    list.cells = [&projects](std::size_t i) { return project_row(projects[i]); };
    list.json = [&projects](std::size_t i) { return project_json(projects[i]); };
    list.page.total = projects.size();
    list.empty_message = "no registered projects; every command that writes in one registers it";
    context.output().list(list);
    return Outcome{};
}

constinit const cli::CommandSpec project_list_spec{
    .noun = "project",
    .verb = "list",
    .summary = "list the registered projects",
    .description =
        "Every command that writes in a project registers it. A project whose directory is gone "
        "is listed as missing.",
    .examples = examples,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_project_list, run_project_list>,
};

}  // namespace skillmeat::app::commands
