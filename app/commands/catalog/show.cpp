#include <app/commands/catalog/show.hpp>

#include <array>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/entries/entries.hpp>
#include <skillmeat/ops/ratings/ratings.hpp>

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

void add_own_rating(std::vector<print::Field>& fields, const std::optional<ops::RatingView>& own) {
    if (!own) {
        return;
    }
    const bool outdated = own->status == RatingStatus::outdated;
    const auto stars = counted(static_cast<std::size_t>(own->rating.stars), "star");
    fields.push_back({"own rating",
                      {stars + (outdated ? " (outdated: it changed since)" : ""),
                       outdated ? print::Style::yellow : print::Style::none}});
    if (!own->rating.comment.empty()) {
        fields.push_back({"comment", {own->rating.comment}});
    }
}

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
    facts.source_url = view.source.url;
    facts.project_id = view.project_id;
    facts.project_name = view.project_name;
    EntryRecords records;
    SKILLMEAT_ASSIGN(records.deployments, ops::EntryDeployments::load(world, scopes));
    SKILLMEAT_ASSIGN(records.votes, ops::load_votes(world));
    facts = with_records(facts, records);
    print::Item item;
    item.schema = schemas[0];
    item.json = report::entry_json(facts);
    item.fields = entry_fields(facts);
    if (facts.rating_count > 0 && !context.globals.machine()) {
        SKILLMEAT_ASSIGN(const auto own, ops::own_rating(world, scopes.front(), view));
        add_own_rating(item.fields, own);
    }
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
