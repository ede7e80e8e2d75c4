#include <app/commands/rate/rating_print.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/rating_json.hpp>

namespace skillmeat::app::commands {

ops::RatingFilter rating_filter_of(const cli::Values& values) {
    return {values.list("source"), values.list("user")};
}

std::string stars_text(std::int64_t stars) {
    return counted(static_cast<std::size_t>(stars), "star");
}

std::string rating_json(const ops::RatingView& view) {
    report::RatingFacts facts;
    facts.rating = &view.rating;
    facts.status = view.status;
    facts.current_sha = view.sha;
    facts.project_id = view.project_id;
    facts.project_name = view.project_name;
    facts.rating_count = view.votes.count;
    facts.rating_hundredths = ratings::average_hundredths(view.votes);
    return report::rating_json(facts);
}

void print_rating(Context& context, std::string_view schema, const ops::ChangedRating& change) {
    if (context.globals.format == cli::Format::table) {
        return;
    }
    const auto& rating = change.view.rating;
    print::Item item;
    item.schema = schema;
    item.json = rating_json(change.view);
    item.changed = change.changed;
    item.fields = {{"artifact", {rating.artifact, print::Style::bold}},
                   {"user", {rating.user}},
                   {"stars", {std::to_string(rating.stars)}},
                   {"comment", {rating.comment}}};
    context.output().item(item);
}

}  // namespace skillmeat::app::commands
