#include <app/commands/collection/list.hpp>

#include <array>

#include <fmt/format.h>

#include <app/commands/collection/shared.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat collection list", "lists the collections by name"},
    cli::Example{"skillmeat collection list --search review --json | jq -r '.items[].id'",
                 "ids for a script"},
};
constexpr std::array options{
    text_search_option,
    cli::OptionSpec{.name = "page",
                    .kind = cli::Kind::integer,
                    .value_name = "N",
                    .help = "which page to show",
                    .default_text = "1",
                    .minimum = 1},
    cli::OptionSpec{.name = "page-size",
                    .kind = cli::Kind::integer,
                    .value_name = "N",
                    .help = "rows on a page",
                    .default_text = "50",
                    .minimum = 1,
                    .maximum = static_cast<std::int64_t>(ops::largest_page_size)},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.collection.list/1"};
constexpr std::array error_codes{ErrorCode::invalid_manifest, ErrorCode::newer_format,
                                 ErrorCode::project_not_found};

print::List as_list(const ops::CollectionList& collections,
                    const ops::CollectionListRequest& request, bool all_scopes) {
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "NAME", .shrink = 1, .min_width = 16},
                    {.header = "ARTIFACTS", .align = print::Align::right},
                    {.header = "GROUPS", .align = print::Align::right},
                    {.header = "UPDATED", .shrink = 3},
                    {.header = "ID"},
                    {.header = "DESCRIPTION", .shrink = 2}};
    if (all_scopes) {
        list.columns.push_back({.header = "PROJECT", .shrink = 2});
    }
    list.count = collections.rows.size();
    list.cells = [&collections, all_scopes](std::size_t i) {
        const auto& view = collections.rows[i];
        const auto& collection = view.collection;
        print::Row row{{collection.name, print::Style::bold},
                       {std::to_string(collection.artifacts.size())},
                       {std::to_string(collection.groups.size())},
                       {collection.updated_at ? to_string(*collection.updated_at) : ""},
                       {collection.id},
                       {collection.description}};
        if (all_scopes) {
            row.push_back({view.project_name.empty() ? "(user)" : view.project_name});
        }
        return row;
    };
    list.json = [&collections](std::size_t i) {
        return report::collection_json(facts_of(collections.rows[i]));
    };
    list.page.total = collections.total;
    list.page.number = request.page;
    list.page.size = request.page_size;
    if (collections.total > 0) {
        list.empty_message =
            fmt::format("no page {}; the last one is {}", request.page, list.page.pages());
    } else {
        list.empty_message =
            request.search.empty()
                ? "no collections; make one with `skillmeat collection create NAME`"
                : "no collection fits the search";
    }
    return list;
}

}  // namespace

Result<ops::CollectionListRequest> bind_collection_list(const cli::Values& values) {
    ops::CollectionListRequest request;
    request.search = values.text("search").value_or("");
    if (const auto page = values.integer("page")) {
        request.page = static_cast<std::size_t>(*page);
    }
    if (const auto size = values.integer("page-size")) {
        request.page_size = static_cast<std::size_t>(*size);
    }
    return request;
}

Result<Outcome> run_collection_list(const ops::CollectionListRequest& request, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto collections, ops::list_collections(world, scopes, request));
    const bool all_scopes = context.globals.scope == cli::Scope::all;
    context.output().list(as_list(collections, request, all_scopes));
    return Outcome{};
}

constinit const cli::CommandSpec collection_list_spec{
    .noun = "collection",
    .verb = "list",
    .summary = "list collections",
    .description = "By name, in numbered pages; a page past the last one is empty.",
    .examples = examples,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_collection_list, run_collection_list>,
};

}  // namespace skillmeat::app::commands
