#include <app/commands/collection/transfer.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/collection/shared.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array move_examples{
    cli::Example{"skillmeat collection move inbox skill:pdf agent:reviewer --to reviewing",
                 "takes two artifacts from one collection to another"},
    cli::Example{"skillmeat collection move inbox skill:pdf --to reviewing --json | jq .changed",
                 "for a script"},
};
constexpr std::array copy_examples{
    cli::Example{"skillmeat collection copy reviewing skill:pdf --to writing",
                 "puts it into a second collection"},
    cli::Example{"skillmeat collection copy reviewing agent:reviewer --to drafts",
                 "succeeds when it is there already"},
};
constexpr std::array arguments{collection_argument, references_argument};
constexpr std::array options{cli::OptionSpec{.name = "to",
                                             .kind = cli::Kind::text,
                                             .value_name = "COLLECTION",
                                             .help = "name or id of the receiving collection",
                                             .completion = cli::Completion::collection}};
constexpr std::array<std::string_view, 1> move_schemas{"skillmeat.collection.move/1"};
constexpr std::array<std::string_view, 1> copy_schemas{"skillmeat.collection.copy/1"};
constexpr std::array error_codes{ErrorCode::collection_not_found, ErrorCode::artifact_not_found,
                                 ErrorCode::ambiguous_reference, ErrorCode::invalid_value,
                                 ErrorCode::invalid_manifest};

Result<Outcome> run_transfer(const ops::Transfer& wanted, std::string_view schema,
                             std::string_view verb, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change, ops::transfer(world, scope, wanted));
    note_unchanged(context, change.artifacts, "was there already");
    if (change.changed) {
        context.output().note(
            fmt::format("{} {} from {} to {}", verb, counted(change.artifacts.size(), "artifact"),
                        quote(change.from.collection.name), quote(change.to.collection.name)));
    }
    if (context.globals.format == cli::Format::table) {
        return Outcome{};
    }
    print::Item item;
    item.schema = schema;
    item.json = report::collection_json(facts_of(change.from));
    item.changed = change.changed;
    item.extra = {{"to", report::collection_json(facts_of(change.to))}};
    item.lists.push_back(artifact_changes(change.artifacts));
    item.fields = collection_fields(change.to);
    context.output().item(item);
    return Outcome{};
}

}  // namespace

Result<ops::Transfer> bind_collection_transfer(const cli::Values& values) {
    ops::Transfer wanted;
    wanted.from = values.positional("COLLECTION");
    wanted.references = values.positionals("REF");
    const auto to = values.text("to");
    if (!to) {
        return fail(ErrorCode::invalid_usage, "no receiving collection was given",
                    "name it with --to");
    }
    wanted.to = *to;
    return wanted;
}

Result<Outcome> run_collection_move(const ops::Transfer& wanted, Context& context) {
    return run_transfer(wanted, move_schemas[0], "moved", context);
}

Result<Outcome> run_collection_copy(const ops::Transfer& wanted, Context& context) {
    auto copy = wanted;
    copy.keep = true;
    return run_transfer(copy, copy_schemas[0], "copied", context);
}

constinit const cli::CommandSpec collection_move_spec{
    .noun = "collection",
    .verb = "move",
    .summary = "move artifacts to another collection",
    .description =
        "All or none. They leave the groups of the first collection; where the other "
        "one has them already, it keeps them as they are.",
    .examples = move_examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = move_schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_collection_transfer, run_collection_move>,
};

constinit const cli::CommandSpec collection_copy_spec{
    .noun = "collection",
    .verb = "copy",
    .summary = "copy artifacts to another collection",
    .description = "All or none. The first collection stays as it is.",
    .examples = copy_examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = copy_schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_collection_transfer, run_collection_copy>,
};

}  // namespace skillmeat::app::commands
