#include <app/commands/catalog/show.hpp>

#include <array>

#include <skillmeat/ops/entries/entries.hpp>

#include <app/commands/catalog/entry_print.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat catalog show pdf", "the one artifact of that name, in full"},
    cli::Example{"skillmeat catalog show skill:./skills/pdf@anthropics/skills",
                 "by its full reference"},
};
constexpr std::array arguments{cli::ArgumentSpec{.name = "REF",
                                                 .help = "[TYPE:]NAME[@SRC] or [TYPE:]./PATH[@SRC]",
                                                 .completion = cli::Completion::artifact}};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.catalog.show/1"};
constexpr std::array error_codes{ErrorCode::artifact_not_found, ErrorCode::ambiguous_reference,
                                 ErrorCode::not_scanned};

}  // namespace

Result<CatalogShowOptions> bind_catalog_show(const cli::Values& values) {
    return CatalogShowOptions{values.positional("REF")};
}

Result<Outcome> run_catalog_show(const CatalogShowOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto view, ops::find_entry(world, scopes, options.reference));
    report::EntryFacts facts;
    facts.entry = &view.entry;
    facts.exclusion = view.exclusion ? &*view.exclusion : nullptr;
    facts.source_id = view.source.id;
    facts.project_id = view.project_id;
    facts.project_name = view.project_name;
    SKILLMEAT_ASSIGN(const auto deployments, ops::EntryDeployments::load(world, scopes));
    facts = with_deployments(facts, deployments);
    print::Item item;
    item.schema = schemas[0];
    item.json = report::entry_json(facts);
    item.fields = entry_fields(facts);
    context.output().item(item);
    return Outcome{};
}

constinit const cli::CommandSpec catalog_show_spec{
    .noun = "catalog",
    .verb = "show",
    .summary = "show one entry in full",
    .description =
        "A reference is tried among the entries that lists show, then among all. One "
        "that fits several is an error that lists them.",
    .examples = examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_catalog_show, run_catalog_show>,
};

}  // namespace skillmeat::app::commands
