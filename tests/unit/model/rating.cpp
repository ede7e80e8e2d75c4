#include <skillmeat/model/rating.hpp>

#include <support/catch.hpp>

using namespace skillmeat;

TEST_CASE("sources and artifacts of ratings compare as people mean them", "[model]") {
    CHECK(rated_address("git@github.com:acme/tools.git") ==
          rated_address("https://GitHub.com/acme/tools/"));
    CHECK(rated_address("not an address") == "not an address");
    CHECK(rated_artifact_key("skill:./a@Acme/Tools", "https://e.org/a") ==
          rated_artifact_key("skill:./a@acme/tools", "https://e.org/a.git"));
    CHECK(rated_artifact_key("skill:./a@acme/tools", "https://e.org/a") !=
          rated_artifact_key("skill:./A@acme/tools", "https://e.org/a"));
    Rating rating;
    rating.artifact = "command:./git@x.md@Acme/tools";
    rating.url = "https://e.org/a";
    rating.user = "ANA";
    CHECK(rated_source_id(rating) == "Acme/tools");
    CHECK(rated_source(rating) == rated_source("acme/TOOLS", "ssh://git@e.org/a"));
    auto other = rating;
    other.user = "ana";
    CHECK(rating_key(rating) == rating_key(other));
}

TEST_CASE("what has become of a rated artifact has a name", "[model]") {
    CHECK(to_string(RatingStatus::current) == "current");
    CHECK(to_string(RatingStatus::outdated) == "outdated");
    CHECK(to_string(RatingStatus::missing) == "missing");
    CHECK(to_string(RatingStatus::not_scanned) == "not_scanned");
}
