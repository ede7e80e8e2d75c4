#include <skillmeat/ratings/ratings.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <random>

#include <unit/ratings/sample.hpp>

using namespace skillmeat;
using namespace skillmeat::ratings;
using skillmeat::test::rating_of;

namespace {

Rating at(Rating rating, std::int64_t seconds) {
    rating.rated_at = Timestamp{seconds};
    return rating;
}

Ratings of(std::vector<Rating> rows) {
    Ratings all;
    for (auto& row : rows) {
        put(all, std::move(row));
    }
    return all;
}

}  // namespace

TEST_CASE("a second rating of the same user and artifact replaces the first", "[ratings]") {
    Ratings all;
    CHECK(put(all, rating_of("ana", 4)) == Change::added);
    CHECK(put(all, rating_of("ben", 2)) == Change::added);
    CHECK(put(all, at(rating_of("ana", 5), 99)) == Change::updated);
    REQUIRE(all.rows.size() == 2);
    CHECK(all.rows[0] == at(rating_of("ana", 5), 99));
}

TEST_CASE("the same again changes nothing and keeps its time", "[ratings]") {
    auto all = of({rating_of("ana", 4)});
    CHECK(put(all, at(rating_of("ana", 4), 99)) == Change::unchanged);
    CHECK(all.rows[0] == rating_of("ana", 4));
}

TEST_CASE("another comment, content or visibility is a change", "[ratings]") {
    for (int which = 0; which < 3; ++which) {
        auto all = of({rating_of("ana", 4)});
        auto other = rating_of("ana", 4);
        other.comment = which == 0 ? "good" : "";
        other.sha = which == 1 ? std::string(40, 'b') : other.sha;
        other.is_private = which == 2;
        CHECK(put(all, other) == Change::updated);
        CHECK(all.rows.size() == 1);
    }
}

TEST_CASE("users, sources and addresses are told apart as people mean them", "[ratings]") {
    auto all = of({rating_of("Ana@Example.org", 4)});
    auto same = rating_of("ana@example.org", 3);
    same.artifact = "skill:./skills/pdf@ACME/tools";
    same.url = "git@git.example.com:acme/tools.git";
    CHECK(put(all, same) == Change::updated);
    auto elsewhere = same;
    elsewhere.url = "https://git.example.com/acme/other";
    CHECK(put(all, elsewhere) == Change::added);
    auto other_path = same;
    other_path.artifact = "skill:./skills/PDF@acme/tools";
    CHECK(put(all, other_path) == Change::added);
}

TEST_CASE("a rating is taken out by its key", "[ratings]") {
    auto all = of({rating_of("ana", 4), rating_of("ben", 2)});
    CHECK_FALSE(erase(all, rating_key(rating_of("cyd", 4))));
    CHECK(erase(all, rating_key(rating_of("ANA", 1))));
    REQUIRE(all.rows.size() == 1);
    CHECK(all.rows[0].user == "ben");
}

TEST_CASE("a merge takes what is new and what is newer", "[ratings]") {
    auto ours = of({at(rating_of("ana", 4), 10), at(rating_of("ben", 2), 20)});
    const auto theirs =
        of({at(rating_of("ana", 5), 11), at(rating_of("ben", 1), 19), at(rating_of("cyd", 3), 1)});
    const std::vector expected{Change::updated, Change::unchanged, Change::added};
    CHECK(merge(ours, theirs) == expected);
    REQUIRE(ours.rows.size() == 3);
    CHECK(ours.rows[0].stars == 5);
    CHECK(ours.rows[1].stars == 2);
    CHECK(ours.rows[2].user == "cyd");
    const std::vector again{Change::unchanged, Change::unchanged, Change::unchanged};
    CHECK(merge(ours, theirs) == again);
    CHECK(merge(ours, {}).empty());
}

TEST_CASE("a merge of one file with two spellings of a key keeps the newer", "[ratings]") {
    Ratings theirs;
    theirs.rows = {at(rating_of("ANA", 5), 3), at(rating_of("ana", 1), 7)};
    Ratings ours;
    const std::vector expected{Change::added, Change::updated};
    CHECK(merge(ours, theirs) == expected);
    REQUIRE(ours.rows.size() == 1);
    CHECK(ours.rows[0].stars == 1);
}

TEST_CASE("merging in any order gives the same", "[ratings]") {
    std::mt19937 random(7);
    const auto below = [&random](unsigned bound) {
        return static_cast<unsigned>(random() % bound);
    };
    for (int round = 0; round < 300; ++round) {
        std::vector<Ratings> files(3);
        for (auto& file : files) {
            for (unsigned i = below(6); i > 0; --i) {
                const std::string user(1,
                                       static_cast<char>((below(2) == 0 ? 'a' : 'A') + below(3)));
                put(file, at(rating_of(user, 1 + below(5)), below(2)));
            }
        }
        Ratings forward;
        Ratings backward;
        for (std::size_t i = 0; i < files.size(); ++i) {
            merge(forward, files[i]);
            merge(backward, files[files.size() - 1 - i]);
        }
        CHECK(write(forward) == write(backward));
        for (const auto& file : files) {
            const auto changes = merge(forward, file);
            CHECK(std::count(changes.begin(), changes.end(), Change::unchanged) ==
                  static_cast<std::ptrdiff_t>(changes.size()));
        }
    }
}

TEST_CASE("changes have names", "[ratings]") {
    CHECK(to_string(Change::added) == "added");
    CHECK(to_string(Change::updated) == "updated");
    CHECK(to_string(Change::unchanged) == "unchanged");
}
