#include <app/commands/project/remove.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/common/session.hpp>
#include <app/commands/project/project.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat project remove 3f9a0c51d2e4", "forgets a project by its id"},
    cli::Example{"skillmeat project remove ~/work/old", "by its directory, also when that is gone"},
};
constexpr std::array arguments{cli::ArgumentSpec{.name = "ID",
                                                 .help = "id or directory of a registered project",
                                                 .completion = cli::Completion::project}};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.project.remove/1"};
constexpr std::array error_codes{ErrorCode::project_not_found, ErrorCode::lock_timeout};

}  // namespace

Result<ProjectRemoveOptions> bind_project_remove(const cli::Values& values) {
    return ProjectRemoveOptions{values.positional("ID")};
}

Result<Outcome> run_project_remove(const ProjectRemoveOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto removed, ops::remove_project(world, options.project));
    context.output().note(fmt::format("forgot project {}; nothing in {} was touched",
                                      quote(removed.project.name), quote(removed.project.root)));
    if (context.globals.format != cli::Format::table) {
        auto item = project_item(removed);
        item.schema = schemas[0];
        item.changed = true;
        context.output().item(item);
    }
    return Outcome{};
}

constinit const cli::CommandSpec project_remove_spec{
    .noun = "project",
    .verb = "remove",
    .summary = "forget a registered project",
    .description =
        "Touches nothing in the project; the next command that writes in it registers "
        "it again.",
    .examples = examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_project_remove, run_project_remove>,
};

}  // namespace skillmeat::app::commands
