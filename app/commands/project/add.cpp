#include <app/commands/project/add.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/common/session.hpp>
#include <app/commands/project/project.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat project add .", "registers the project of the working directory"},
    cli::Example{"skillmeat project add ~/work/docs --json | jq -r .item.id", "prints its id"},
};
constexpr std::array arguments{cli::ArgumentSpec{.name = "DIR",
                                                 .help = "directory with a skillmeat.toml",
                                                 .completion = cli::Completion::directory}};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.project.add/1"};
constexpr std::array error_codes{ErrorCode::project_not_found, ErrorCode::invalid_manifest,
                                 ErrorCode::lock_timeout};

}  // namespace

Result<ProjectAddOptions> bind_project_add(const cli::Values& values) {
    return ProjectAddOptions{values.positional("DIR")};
}

Result<Outcome> run_project_add(const ProjectAddOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto added, ops::add_project(world, options.directory));
    const auto& project = added.project.project;
    context.output().note(added.changed ? fmt::format("registered project {} ({})",
                                                      quote(project.name), added.project.id)
                                        : fmt::format("project {} is registered already ({})",
                                                      quote(project.name), added.project.id));
    if (context.globals.format != cli::Format::table) {
        auto item = project_item(added.project);
        item.schema = schemas[0];
        item.changed = added.changed;
        context.output().item(item);
    }
    return Outcome{};
}

constinit const cli::CommandSpec project_add_spec{
    .noun = "project",
    .verb = "add",
    .summary = "register a project for --scope all",
    .description = "Adding one that is registered changes at most its name.",
    .examples = examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_project_add, run_project_add>,
};

}  // namespace skillmeat::app::commands
