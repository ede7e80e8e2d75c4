#include <skillmeat/report/rating_json.hpp>

#include <fmt/format.h>

#include <skillmeat/model/git_url.hpp>

namespace skillmeat::report {

std::string hundredths_text(std::int64_t hundredths) {
    auto text = fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
    while (text.back() == '0') {
        text.pop_back();
    }
    if (text.back() == '.') {
        text.pop_back();
    }
    return text;
}

void add_average(JsonObject& object, std::int64_t count, std::int64_t hundredths) {
    object.raw("rating_average", count == 0 ? "null" : hundredths_text(hundredths));
    object.integer("rating_count", count);
}

std::string rating_json(const RatingFacts& facts) {
    const auto& rating = *facts.rating;
    JsonObject object;
    object.text("artifact_id", rating.artifact);
    object.text("source_id", rated_source_id(rating));
    object.text_or_null("project_id", facts.project_id);
    object.text_or_null("project_name", facts.project_name);
    object.text("url", without_credentials(rating.url));
    object.text("user", rating.user);
    object.integer("stars", rating.stars);
    object.text_or_null("comment", rating.comment);
    object.text("status", to_string(facts.status));
    object.text("sha", rating.sha);
    object.text_or_null("current_sha", facts.current_sha);
    object.text("rated_at", to_string(rating.rated_at));
    object.boolean("private", rating.is_private);
    add_average(object, facts.rating_count, facts.rating_hundredths);
    return object.str();
}

}  // namespace skillmeat::report
