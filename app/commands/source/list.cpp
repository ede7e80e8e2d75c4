#include <app/commands/source/list.hpp>

#include <array>

#include <skillmeat/base/text.hpp>

#include <app/commands/common/options.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/source/shared.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat source list", "lists all sources of the project, or of the user"},
    cli::Example{"skillmeat source list --type skill --tag official",
                 "only those that offer skills and carry the tag"},
    cli::Example{"skillmeat source list --sort synced --json | jq -r '.items[].id'",
                 "ids for a script, last synced first"},
};

constexpr std::array<std::string_view, 5> sorts{"id", "added", "updated", "synced", "count"};

constexpr std::array options{
    type_option,
    tag_option,
    cli::OptionSpec{.name = "trust",
                    .kind = cli::Kind::choice,
                    .value_name = "LEVEL",
                    .help = "only with this trust level, as found",
                    .allowed = trust_values,
                    .completion = cli::Completion::allowed},
    cli::OptionSpec{.name = "visibility",
                    .kind = cli::Kind::choice,
                    .value_name = "WHO",
                    .help = "only public or only private sources",
                    .allowed = visibility_values,
                    .completion = cli::Completion::allowed},
    cli::OptionSpec{.name = "search",
                    .kind = cli::Kind::text,
                    .value_name = "TEXT",
                    .help = "only where id, URL, descriptions or tags contain TEXT"},
    cli::OptionSpec{.name = "sort",
                    .kind = cli::Kind::choice,
                    .value_name = "KEY",
                    .help = "order; times newest first, counts largest first",
                    .allowed = sorts,
                    .default_text = "id",
                    .completion = cli::Completion::allowed},
    limit_option,
    cursor_option,
};

constexpr std::array<std::string_view, 1> schemas{"skillmeat.source.list/1"};
constexpr std::array error_codes{ErrorCode::invalid_manifest, ErrorCode::lock_damaged,
                                 ErrorCode::not_scanned, ErrorCode::invalid_cursor,
                                 ErrorCode::project_not_found};

bool is_filtered(const ops::SourceFilter& filter) {
    return !filter.types.empty() || !filter.tags.empty() || filter.trust || filter.visibility ||
           !filter.search.empty();
}

print::List as_list(const ops::SourceList& sources, const ops::SourceListRequest& request,
                    bool all_scopes) {
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "ID"},
                    {.header = "STATUS"},
                    {.header = "ARTIFACTS", .shrink = 1, .min_width = 16},
                    {.header = "TAGS", .shrink = 2},
                    {.header = "LAST SYNC", .shrink = 3}};
    if (all_scopes) {
        list.columns.push_back({.header = "PROJECT", .shrink = 2});
    }
    list.count = sources.rows.size();
    list.cells = [&sources, all_scopes](std::size_t i) {
        const auto& view = sources.rows[i];
        const auto& state = view.record.state;
        print::Row row{{view.record.source.id, print::Style::bold},
                       status_cell(view),
                       {view.counts ? counts_text(*view.counts) : "unknown"},
                       {join(view.record.source.tags, ", ")},
                       {state && state->last_sync ? to_string(*state->last_sync) : "never"}};
        if (all_scopes) {
            row.push_back({view.project_name.empty() ? "(user)" : view.project_name});
        }
        return row;
    };
    list.json = [&sources](std::size_t i) {
        return report::source_json(facts_of(sources.rows[i]), false);
    };
    list.page.total = sources.total;
    list.page.limit = request.limit;
    if (!sources.next_cursor.empty()) {
        list.page.next_cursor = sources.next_cursor;
    }
    list.extra = {{"incomplete", incomplete_json(sources.incomplete)}};
    list.empty_message = is_filtered(request.filter)
                             ? "no source fits the filters"
                             : "no sources; add one with `skillmeat source add OWNER/REPO`";
    return list;
}

}  // namespace

Result<ops::SourceListRequest> bind_source_list(const cli::Values& values) {
    ops::SourceListRequest request;
    request.filter.types = types_of(values);
    request.filter.tags = values.list("tag");
    request.filter.trust = trust_of(values);
    request.filter.visibility = visibility_of(values);
    request.filter.search = values.text("search").value_or("");
    const auto sort = values.text("sort").value_or("id");
    for (std::size_t i = 0; i < sorts.size(); ++i) {
        if (sorts[i] == sort) {
            request.sort = static_cast<ops::SourceSort>(i);
        }
    }
    request.limit = limit_of(values);
    SKILLMEAT_ASSIGN(request.cursor, cursor_of(values));
    return request;
}

Result<Outcome> run_source_list(const ops::SourceListRequest& request, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto sources, ops::list_sources(world, scopes, request));
    const bool all_scopes = context.globals.scope == cli::Scope::all;
    context.output().list(as_list(sources, request, all_scopes));
    return outcome_of(context, sources.incomplete);
}

constinit const cli::CommandSpec source_list_spec{
    .noun = "source",
    .verb = "list",
    .summary = "list sources with what they offer",
    .description =
        "All filters must hold. Counts are of entries that are listed by default: not "
        "excluded, not removed, tier primary or loose, confident enough.",
    .examples = examples,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_source_list, run_source_list>,
};

}  // namespace skillmeat::app::commands
