#include <app/commands/catalog/list.hpp>

#include <array>
#include <string>

#include <skillmeat/ops/entries/list_entries.hpp>

#include <app/commands/catalog/entry_print.hpp>
#include <app/commands/catalog/filter_options.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat catalog list --type skill --search pdf",
                 "skills that say something about pdf"},
    cli::Example{"skillmeat catalog list --status new --status updated",
                 "what the last scans brought"},
    cli::Example{"skillmeat catalog list --json | jq -r '.items[] | .id'",
                 "full references for a script"},
};
constexpr std::array<std::string_view, 7> sorts{"natural",  "name",    "type",  "confidence",
                                                "detected", "changed", "rating"};
constexpr auto options = with_filters(std::array{
    cli::OptionSpec{.name = "sort",
                    .kind = cli::Kind::choice,
                    .value_name = "KEY",
                    .help = "order; natural is source, type, path; rating weighs how many rated",
                    .allowed = sorts,
                    .default_text = "natural",
                    .completion = cli::Completion::allowed},
    limit_option,
    cursor_option,
    cli::OptionSpec{.name = "explain-query",
                    .help = "say instead how the index would find this, for large catalogs"},
});
constexpr std::array<std::string_view, 1> schemas{"skillmeat.catalog.list/1"};
constexpr std::array error_codes{ErrorCode::source_not_found, ErrorCode::not_scanned,
                                 ErrorCode::invalid_cursor};

}  // namespace

Result<CatalogListOptions> bind_catalog_list(const cli::Values& values) {
    CatalogListOptions result;
    SKILLMEAT_ASSIGN(result.filter, filter_of(values));
    const auto sort = values.text("sort").value_or("natural");
    for (std::size_t i = 0; i < sorts.size(); ++i) {
        if (sorts[i] == sort) {
            result.page.sort = static_cast<catalog::Sort>(i);
        }
    }
    result.page.limit = limit_of(values);
    SKILLMEAT_ASSIGN(result.page.cursor, cursor_of(values));
    result.explain_query = values.flag("explain-query");
    return result;
}

Result<Outcome> run_catalog_list(const CatalogListOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    if (given.explain_query) {
        SKILLMEAT_ASSIGN(const auto steps,
                         ops::explain_list(world, scopes, given.filter, given.page));
        for (const auto& step : steps) {
            context.output().raw(step + "\n");
        }
        return Outcome{};
    }
    SKILLMEAT_ASSIGN(const auto page, ops::list_entries(world, scopes, given.filter, given.page));
    SKILLMEAT_ASSIGN(const auto records, entry_records(context, world, scopes));
    auto list = entry_list(
        page.rows.size(), context.globals.scope == cli::Scope::all,
        [&page, &records](std::size_t i) { return with_records(facts_of(page.rows[i]), records); });
    list.schema = schemas[0];
    list.page.total = page.total;
    list.page.limit = given.page.limit;
    if (!page.next_cursor.empty()) {
        list.page.next_cursor = page.next_cursor;
    }
    list.extra = {{"incomplete", incomplete_json(page.incomplete)}};
    list.empty_message = "no entries fit";
    context.output().list(list);
    return outcome_of(context, page.incomplete);
}

constinit const cli::CommandSpec catalog_list_spec{
    .noun = "catalog",
    .verb = "list",
    .summary = "list the entries of all sources",
    .description =
        "Shown are entries that are not excluded and not removed, of tier primary or "
        "loose, at or above their source's min_confidence; a value named in --status "
        "or --tier is shown too. All filters must hold.",
    .examples = examples,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_catalog_list, run_catalog_list>,
};

}  // namespace skillmeat::app::commands
