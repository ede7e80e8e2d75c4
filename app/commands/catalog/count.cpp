#include <app/commands/catalog/count.hpp>

#include <array>

#include <app/commands/catalog/filter_options.hpp>
#include <app/commands/common/count_print.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat catalog count", "entries of all sources, by type"},
    cli::Example{"skillmeat catalog count --by source --type skill", "skills of each source"},
};
constexpr auto options = with_filters(std::array{by_option});
constexpr std::array<std::string_view, 1> schemas{"skillmeat.catalog.count/1"};
constexpr std::array error_codes{ErrorCode::source_not_found, ErrorCode::not_scanned};

}  // namespace

Result<CatalogCountOptions> bind_catalog_count(const cli::Values& values) {
    CatalogCountOptions given;
    SKILLMEAT_ASSIGN(given.filter, filter_of(values));
    given.by = count_by_of(values);
    return given;
}

Result<Outcome> run_catalog_count(const CatalogCountOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto counts, ops::count_entries(world, scopes, given.filter, given.by));
    return print_counts(context, schemas[0], given.by, counts);
}

constinit const cli::CommandSpec catalog_count_spec{
    .noun = "catalog",
    .verb = "count",
    .summary = "count entries, with the filters of `catalog list`",
    .description =
        "By status or tier all entries that pass the filters are counted, also those "
        "that lists hide.",
    .examples = examples,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_catalog_count, run_catalog_count>,
};

}  // namespace skillmeat::app::commands
