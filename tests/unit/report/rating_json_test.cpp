#include <skillmeat/report/rating_json.hpp>

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::report;

TEST_CASE("averages are written without needless zeros", "[report]") {
    CHECK(hundredths_text(400) == "4");
    CHECK(hundredths_text(450) == "4.5");
    CHECK(hundredths_text(433) == "4.33");
    CHECK(hundredths_text(405) == "4.05");
    CHECK(hundredths_text(0) == "0");
    JsonObject none;
    add_average(none, 0, 0);
    CHECK(none.str() == R"({"rating_average": null, "rating_count": 0})");
}

TEST_CASE("a rating as JSON has all members, and no credentials", "[report]") {
    Rating rating;
    rating.artifact = "skill:./a@acme/tools";
    rating.url = "https://me@git.example.com/acme/tools";
    rating.user = "ana";
    rating.stars = 4;
    rating.sha = "12";
    RatingFacts facts;
    facts.rating = &rating;
    facts.status = RatingStatus::outdated;
    facts.current_sha = "34";
    facts.rating_count = 2;
    facts.rating_hundredths = 450;
    const auto json = rating_json(facts);
    CHECK(json == R"({"artifact_id": "skill:./a@acme/tools", "source_id": "acme/tools", )"
                  R"("project_id": null, "project_name": null, )"
                  R"("url": "https://git.example.com/acme/tools", "user": "ana", "stars": 4, )"
                  R"("comment": null, "status": "outdated", "sha": "12", "current_sha": "34", )"
                  R"("rated_at": "1970-01-01T00:00:00Z", "private": false, "rating_average": 4.5, )"
                  R"("rating_count": 2})");
}
