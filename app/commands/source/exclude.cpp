#include <app/commands/source/exclude.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/sources/exclude.hpp>
#include <skillmeat/report/entry_json.hpp>
#include <skillmeat/report/json.hpp>

#include <app/commands/catalog/entry_print.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/source/shared.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array exclude_examples{
    cli::Example{"skillmeat source exclude acme/tools skill:draft --reason 'not ready'",
                 "hides one entry, by name"},
    cli::Example{"skillmeat source exclude acme/tools './experimental/**'",
                 "hides everything below a directory, later entries too"},
};
constexpr std::array restore_examples{
    cli::Example{"skillmeat source restore acme/tools skill:draft", "takes the exclusion back"},
    cli::Example{"skillmeat source restore acme/tools './experimental/**'",
                 "removes the row of that glob"},
};
constexpr std::array arguments{
    cli::ArgumentSpec{.name = "SRC",
                      .help = "id, owner/repo or URL of a source",
                      .completion = cli::Completion::source},
    cli::ArgumentSpec{.name = "REF",
                      .help = "[TYPE:]NAME, [TYPE:]./PATH, or a glob on paths",
                      .maximum = cli::many,
                      .completion = cli::Completion::artifact}};
constexpr std::array options{cli::OptionSpec{.name = "reason",
                                             .kind = cli::Kind::text,
                                             .value_name = "TEXT",
                                             .help = "why, at most 500 characters"}};
constexpr std::array<std::string_view, 1> exclude_schemas{"skillmeat.source.exclude/1"};
constexpr std::array<std::string_view, 1> restore_schemas{"skillmeat.source.restore/1"};
constexpr std::array error_codes{ErrorCode::source_not_found,    ErrorCode::artifact_not_found,
                                 ErrorCode::ambiguous_reference, ErrorCode::not_scanned,
                                 ErrorCode::exclusion_not_found, ErrorCode::covered_by_glob};

print::List as_list(const ops::ExclusionChange& change, const EntryRecords& records,
                    std::string_view schema) {
    const auto& id = change.view.record.source.id;
    const auto facts_at = [&change, &id, &records](std::size_t i) {
        const auto& [entry, exclusion] = change.entries[i];
        report::EntryFacts facts;
        facts.entry = &entry;
        facts.exclusion = exclusion ? &*exclusion : nullptr;
        facts.source_id = id;
        facts.source_url = change.view.record.source.url;
        facts.project_id = change.view.project_id;
        facts.project_name = change.view.project_name;
        return with_records(facts, records);
    };
    auto list = entry_list(change.entries.size(), false, facts_at);
    list.schema = schema;
    list.page.total = change.entries.size();
    list.extra = {
        {"changed", change.changed ? "true" : "false"},
        {"counts_by_type", change.view.counts ? report::counts_json(*change.view.counts) : "null"}};
    return list;
}

Outcome print_change(Context& context, ops::Services& world, const ops::Scope& scope,
                     const ops::ExclusionChange& change, std::string_view schema,
                     std::string_view verb) {
    for (const auto& line : change.said) {
        context.output().note(line);
    }
    // A ledger that cannot be read stops nothing that is done already.
    const auto records = entry_records(context, world, {scope}).value_or(EntryRecords{});
    context.output().list(as_list(change, records, schema));
    const auto& view = change.view;
    context.output().note(fmt::format(
        "{} in {}; it now offers {}", change.changed ? verb : "nothing changed",
        quote(view.record.source.id), view.counts ? counts_text(*view.counts) : "unknown"));
    return Outcome{};
}

}  // namespace

Result<SourceExcludeOptions> bind_source_exclude(const cli::Values& values) {
    return SourceExcludeOptions{values.positional("SRC"), values.positionals("REF"),
                                values.text("reason").value_or("")};
}

Result<Outcome> run_source_exclude(const SourceExcludeOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change, ops::exclude_entries(world, scope, given.source,
                                                             given.references, given.reason));
    return print_change(context, world, scope, change, exclude_schemas[0], "excluded");
}

Result<Outcome> run_source_restore(const SourceExcludeOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change,
                     ops::restore_entries(world, scope, given.source, given.references));
    return print_change(context, world, scope, change, restore_schemas[0], "restored");
}

constinit const cli::CommandSpec source_exclude_spec{
    .noun = "source",
    .verb = "exclude",
    .summary = "hide entries that are no artifacts, or unwanted",
    .description =
        "A name or path writes one exclusion for the entry it means; a path glob is "
        "written as typed and holds for later entries too. Doing it twice changes "
        "nothing; another --reason replaces the first.",
    .examples = exclude_examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = exclude_schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_source_exclude, run_source_exclude>,
};

constinit const cli::CommandSpec source_restore_spec{
    .noun = "source",
    .verb = "restore",
    .summary = "take exclusions back",
    .description =
        "The entry's status becomes `new`. A glob removes the exclusion of that text, "
        "else the exclusions of all paths it fits.",
    .examples = restore_examples,
    .arguments = arguments,
    .output_schemas = restore_schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_source_exclude, run_source_restore>,
};

}  // namespace skillmeat::app::commands
