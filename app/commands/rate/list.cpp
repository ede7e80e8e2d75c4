#include <app/commands/rate/list.hpp>

#include <array>

#include <app/commands/common/session.hpp>
#include <app/commands/rate/rating_print.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat rate list", "ratings of all users known"},
    cli::Example{"skillmeat rate list --user ana@example.org --json | jq -r "
                 "'.items[] | select(.status == \"outdated\").artifact_id'",
                 "what Ana should look at again"},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.rate.list/1"};
constexpr std::array error_codes{ErrorCode::source_not_found, ErrorCode::invalid_manifest,
                                 ErrorCode::newer_format};

print::Cell status_cell(RatingStatus status) {
    const std::string text(to_string(status));
    switch (status) {
        case RatingStatus::current:
            return {text, print::Style::green};
        case RatingStatus::outdated:
            return {text, print::Style::yellow};
        case RatingStatus::missing:
            return {text, print::Style::red};
        case RatingStatus::not_scanned:
            break;
    }
    return {text, print::Style::dim};
}

print::List as_list(const std::vector<ops::RatingView>& views, bool with_project) {
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "ARTIFACT", .shrink = 2, .min_width = 24},
                    {.header = "STARS", .align = print::Align::right},
                    {.header = "USER", .shrink = 1, .min_width = 12},
                    {.header = "STATUS"},
                    {.header = "RATED", .shrink = 3},
                    {.header = "COMMENT", .shrink = 4, .min_width = 12}};
    if (with_project) {
        list.columns.push_back({.header = "PROJECT", .shrink = 2});
    }
    list.count = views.size();
    list.cells = [&views, with_project](std::size_t i) {
        const auto& view = views[i];
        print::Row row{{view.rating.artifact, print::Style::bold},
                       {std::to_string(view.rating.stars)},
                       {view.rating.user},
                       status_cell(view.status),
                       {to_string(view.rating.rated_at)},
                       {view.rating.comment}};
        if (with_project) {
            row.push_back({view.project_name});
        }
        return row;
    };
    list.json = [&views](std::size_t i) { return rating_json(views[i]); };
    list.page.total = views.size();
    return list;
}

}  // namespace

Result<ops::RatingFilter> bind_rate_list(const cli::Values& values) {
    return rating_filter_of(values);
}

Result<Outcome> run_rate_list(const ops::RatingFilter& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto views, ops::list_ratings(world, scopes, options));
    auto list = as_list(views, context.globals.scope == cli::Scope::all);
    list.empty_message = options.sources.empty() && options.users.empty()
                             ? "no ratings; `skillmeat rate REF STARS` makes one"
                             : "no rating fits the filters";
    context.output().list(list);
    return Outcome{};
}

constinit const cli::CommandSpec rate_list_spec{
    .noun = "rate",
    .verb = "list",
    .summary = "list ratings of all users known",
    .description =
        "A rating is outdated when the artifact has changed since, missing when the artifact or "
        "its source is gone, not_scanned when there is no catalog here that could tell. Ratings of "
        "sources that only another project has are not shown.",
    .examples = examples,
    .options = rating_filter_options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_rate_list, run_rate_list>,
};

}  // namespace skillmeat::app::commands
