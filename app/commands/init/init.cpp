#include <app/commands/init/init.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/init_project.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat init", "makes a project of the working directory"},
    cli::Example{"skillmeat init --project ./tools --name docs-team",
                 "of another directory, under a name of its own"},
    cli::Example{"skillmeat init --scope user", "makes the user's own manifest"},
};
constexpr std::array options{
    cli::OptionSpec{.name = "name",
                    .kind = cli::Kind::text,
                    .value_name = "NAME",
                    .help = "name of the project",
                    .default_text = "the directory's name"},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.init/1"};
constexpr std::array error_codes{ErrorCode::already_exists, ErrorCode::lock_damaged};

std::string initialized_json(const ops::Initialized& result) {
    const auto& scope = result.scope;
    report::JsonArray made;
    for (const auto& path : result.made) {
        made.text(path.string());
    }
    report::JsonObject object;
    object.text("scope", scope.is_project ? "project" : "user");
    object.text_or_null("project_id", scope.project_id);
    object.text_or_null("project_name", scope.project_name);
    object.text("root", scope.root.string());
    object.text("manifest", scope.manifest.string());
    object.raw("created", made.str());
    return object.str();
}

void say(Context& context, const ops::Initialized& result) {
    auto& output = context.output();
    const auto& scope = result.scope;
    output.note(scope.is_project
                    ? fmt::format("made project {} in {}", quote(scope.project_name),
                                  quote(scope.root.string()))
                    : fmt::format("made the user manifest {}", quote(scope.manifest.string())));
    for (const auto& path : result.made) {
        output.note("  " + path.string());
    }
    output.note(fmt::format("next: skillmeat source add OWNER/REPO{}",
                            scope.is_project ? "" : " --scope user"));
}

}  // namespace

Result<InitOptions> bind_init(const cli::Values& values) {
    const auto name = values.text("name");
    if (name && trim(*name).empty()) {
        return fail(ErrorCode::invalid_value, "--name is empty",
                    "leave it out for the directory's name");
    }
    return InitOptions{name.value_or("")};
}

Result<Outcome> run_init(const InitOptions& given, Context& context) {
    auto world = services(context);
    ops::InitRequest request;
    request.user = context.globals.scope == cli::Scope::user;
    request.directory = context.globals.project.value_or("");
    request.name = given.name;
    if (context.globals.scope == cli::Scope::all) {
        return fail(ErrorCode::invalid_usage, "'skillmeat init' makes one manifest, not all",
                    "use `--scope user`, or leave --scope out for a project");
    }
    if (request.user && !request.name.empty()) {
        return fail(ErrorCode::invalid_usage, "the user scope has no name, so --name means nothing",
                    "leave --name out");
    }
    SKILLMEAT_ASSIGN(const auto result, ops::init_project(world, request));
    say(context, result);
    if (context.globals.format != cli::Format::table) {
        print::Item item;
        item.schema = schemas[0];
        item.json = initialized_json(result);
        item.changed = true;
        item.fields = {{"manifest", {result.scope.manifest.string()}}};
        context.output().item(item);
    }
    return Outcome{};
}

constinit const cli::CommandSpec init_spec{
    .noun = "init",
    .summary = "make a project: its manifest and .skillmeat/",
    .description =
        "The manifest holds a commented example. With --project DIR the project is made there; the "
        "directory is made when missing. A manifest that exists is never touched.",
    .examples = examples,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_init, run_init>,
};

}  // namespace skillmeat::app::commands
