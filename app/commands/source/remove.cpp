#include <app/commands/source/remove.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/sources/change_source.hpp>

#include <app/commands/common/options.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/source/shared.hpp>
#include <app/print/prompt.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat source remove acme/tools", "forgets the source and its catalog"},
    cli::Example{"skillmeat source remove acme/tools --dry-run", "shows what would go"},
};
constexpr std::array arguments{cli::ArgumentSpec{.name = "SRC",
                                                 .help = "id, owner/repo or URL of a source",
                                                 .completion = cli::Completion::source}};
constexpr std::array options{dry_run_option};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.source.remove/1"};
constexpr std::array error_codes{ErrorCode::source_not_found, ErrorCode::ambiguous_reference,
                                 ErrorCode::confirmation_required, ErrorCode::ledger_damaged};

/// Where deployments of the source are active, asks first.
Result<ops::SourceView> remove(ops::Services& world, const ops::Scope& scope, Context& context,
                               ops::RemoveRequest request) {
    auto removed = ops::remove_source(world, scope, request);
    if (removed || removed.error().code != ErrorCode::confirmation_required) {
        return removed;
    }
    SKILLMEAT_TRY(print::confirm(context, removed.error().message + "; remove it?"));
    request.leave_deployments = true;
    return ops::remove_source(world, scope, request);
}

}  // namespace

Result<SourceRemoveOptions> bind_source_remove(const cli::Values& values) {
    return SourceRemoveOptions{values.positional("SRC"), values.flag("dry-run")};
}

Result<Outcome> run_source_remove(const SourceRemoveOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    // A dry run shows what would go, and changes nothing that had to be asked for.
    SKILLMEAT_ASSIGN(const auto view,
                     remove(world, scope, context, {given.source, given.dry_run, given.dry_run}));
    context.output().note(fmt::format("{} {}", given.dry_run ? "would remove" : "removed",
                                      quote(view.record.source.id)));
    if (context.globals.format != cli::Format::table) {
        print::Item item;
        item.schema = schemas[0];
        item.json = report::source_json(facts_of(view), true);
        item.changed = !given.dry_run;
        item.fields = source_fields(view);
        context.output().item(item);
    }
    return Outcome{};
}

constinit const cli::CommandSpec source_remove_spec{
    .noun = "source",
    .verb = "remove",
    .summary = "remove a source with its catalog",
    .description =
        "Deletes the source's rows in manifest and lock, its catalog, details and "
        "state. Objects in the shared cache stay until `skillmeat cache clean`. While something of "
        "it is deployed this needs --yes; what is deployed stays, with its records.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_source_remove, run_source_remove>,
};

}  // namespace skillmeat::app::commands
