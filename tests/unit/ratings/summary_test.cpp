#include <skillmeat/ratings/summary.hpp>

#include <support/catch.hpp>

#include <unit/ratings/sample.hpp>

using namespace skillmeat;
using namespace skillmeat::ratings;
using skillmeat::test::rating_of;

TEST_CASE("votes on an artifact are counted over all users", "[ratings]") {
    Ratings all;
    put(all, rating_of("ana", 5));
    put(all, rating_of("ben", 2));
    auto elsewhere = rating_of("ana", 1);
    elsewhere.url = "https://git.example.com/fork/tools";
    put(all, elsewhere);
    const Summary summary(all);
    CHECK_FALSE(summary.empty());
    const auto id = "skill:./skills/pdf@Acme/tools";
    CHECK(summary.votes(id, "ssh://git@git.example.com/acme/tools.git") == Votes{2, 7});
    CHECK(summary.votes(id, "https://git.example.com/fork/tools/") == Votes{1, 1});
    CHECK(summary.votes(id, "https://git.example.com/third/tools") == Votes{});
    CHECK(summary.votes("skill:./skills/docx@acme/tools", "x") == Votes{});
    CHECK(summary.artifacts().size() == 1);
    CHECK(Summary(Ratings{}).empty());
}

TEST_CASE("averages are rounded to hundredths", "[ratings]") {
    CHECK(average_hundredths({}) == 0);
    CHECK(average_hundredths({1, 5}) == 500);
    CHECK(average_hundredths({3, 13}) == 433);
    CHECK(average_hundredths({3, 14}) == 467);
    CHECK(average_hundredths({8, 33}) == 413);  // 4.125
}

TEST_CASE("the least average is held against the exact one", "[ratings]") {
    CHECK(least_hundredths({3, 14}) == 466);  // 4.666... is shown as 4.67
    CHECK(least_hundredths({2, 8}) == 400);
    CHECK(least_hundredths({}) == 0);
}

TEST_CASE("a single five-star vote does not lead", "[ratings]") {
    CHECK(bayesian_score({}) == 0);
    CHECK(bayesian_score({1, 5}) == 29166);  // (12.5 + 5) / 6
    CHECK(bayesian_score({2, 8}) > bayesian_score({1, 5}));
    CHECK(bayesian_score({20, 90}) > bayesian_score({1, 5}));
    CHECK(bayesian_score({1, 5}) > bayesian_score({1, 4}));
    CHECK(bayesian_score({2, 10}) > bayesian_score({1, 5}));
    CHECK(bayesian_score({50, 50}) > 0);
    CHECK(bayesian_score({50, 50}) < bayesian_score({1, 1}));
}
