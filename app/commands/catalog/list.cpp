#include <app/commands/catalog/list.hpp>

#include <array>
#include <utility>

#include <skillmeat/ops/entries.hpp>
#include <skillmeat/ops/query_entries.hpp>

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
constexpr std::array<std::string_view, 6> sorts{"natural",    "name",     "type",
                                                "confidence", "detected", "changed"};
constexpr auto options = with_filters(std::array{
    cli::OptionSpec{.name = "sort",
                    .kind = cli::Kind::choice,
                    .value_name = "KEY",
                    .help = "order; natural is source, type, path",
                    .allowed = sorts,
                    .default_text = "natural",
                    .completion = cli::Completion::allowed},
    limit_option,
    cursor_option,
});
constexpr std::array<std::string_view, 1> schemas{"skillmeat.catalog.list/1"};
constexpr std::array error_codes{ErrorCode::source_not_found, ErrorCode::not_scanned,
                                 ErrorCode::invalid_cursor};

/// Names of sources are settled while loading, so that a mistyped one is an error.
std::vector<std::string> take_sources(catalog::Filter& filter) {
    return std::exchange(filter.sources, {});
}

report::EntryFacts facts_of(const catalog::EntryRow& row) {
    report::EntryFacts facts;
    facts.entry = row.entry;
    facts.exclusion = row.exclusion;
    facts.source_id = row.source->id;
    facts.project_id = row.project_id;
    facts.project_name = row.project_name;
    return facts;
}

}  // namespace

Result<CatalogListOptions> bind_catalog_list(const cli::Values& values) {
    CatalogListOptions result;
    result.filter = filter_of(values);
    const auto sort = values.text("sort").value_or("natural");
    for (std::size_t i = 0; i < sorts.size(); ++i) {
        if (sorts[i] == sort) {
            result.page.sort = static_cast<catalog::Sort>(i);
        }
    }
    result.page.limit = limit_of(values);
    SKILLMEAT_ASSIGN(result.page.cursor, cursor_of(values));
    return result;
}

Result<Outcome> run_catalog_list(const CatalogListOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    auto filter = given.filter;
    const auto sources = take_sources(filter);
    SKILLMEAT_ASSIGN(auto set, ops::load_entries(world, scopes, sources));
    ops::check_tags(world, set, filter);
    auto request = given.page;
    for (const auto& scope : scopes) {
        request.scope += scope.project_id + "/";
    }
    for (const auto& source : sources) {
        request.scope += "\n" + source;
    }
    SKILLMEAT_ASSIGN(const auto page,
                     ops::query_entries(world, std::move(set.rows), filter, request));
    auto list = entry_list(page.rows.size(), context.globals.scope == cli::Scope::all,
                           [&page](std::size_t i) { return facts_of(page.rows[i]); });
    list.schema = schemas[0];
    list.page.total = page.total;
    list.page.limit = given.page.limit;
    if (!page.next_cursor.empty()) {
        list.page.next_cursor = page.next_cursor;
    }
    list.extra = {{"incomplete", incomplete_json(set.incomplete)}};
    list.empty_message = "no entries fit";
    context.output().list(list);
    return outcome_of(context, set.incomplete);
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
