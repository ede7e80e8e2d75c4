#include <support/catch.hpp>

#include <skillmeat/index/candidates.hpp>

#include <algorithm>

namespace skillmeat::index {
namespace {

/// More than are ever kept together, their scores in no order.
std::vector<Candidate> many() {
    constexpr std::size_t count = 20'000;
    std::vector<Candidate> all;
    for (std::size_t i = 0; i < count; ++i) {
        all.push_back({static_cast<std::int64_t>(i * 7'919 % 1'000), place_of(i % 7, i),
                       i % 3 == 0 ? HitKind::inside : HitKind::word, 0});
    }
    return all;
}

std::vector<std::uint64_t> best_places(std::vector<Candidate> candidates, std::size_t count) {
    std::sort(candidates.begin(), candidates.end(), comes_before);
    std::vector<std::uint64_t> places;
    for (std::size_t i = 0; i < std::min(count, candidates.size()); ++i) {
        places.push_back(candidates[i].place);
    }
    return places;
}

}  // namespace

TEST_CASE("The best candidates are kept out of many", "[index][search]") {
    Candidates kept;
    kept.keep_best(20, std::nullopt, 0);
    for (const auto& candidate : many()) {
        kept.add(candidate);
    }
    const auto page = kept.take();
    CHECK(page.size() < many().size());
    CHECK(best_places(page, 21) == best_places(many(), 21));
}

TEST_CASE("A page goes on after the row before", "[index][search]") {
    auto all = many();
    std::sort(all.begin(), all.end(), comes_before);
    SearchPlace last;
    last.score = all[99].score;
    Candidates kept;
    kept.keep_best(20, last, all[99].place + 1);
    for (const auto& candidate : many()) {
        kept.add(candidate);
    }
    all.erase(all.begin(), all.begin() + 100);
    CHECK(best_places(kept.take(), 21) == best_places(all, 21));
}

TEST_CASE("Without a limit, or in another order, nothing is dropped", "[index][search]") {
    Candidates all;
    Candidates unlimited;
    unlimited.keep_best(std::nullopt, std::nullopt, 0);
    for (const auto& candidate : many()) {
        all.add(candidate);
        unlimited.add(candidate);
    }
    CHECK(all.take().size() == many().size());
    CHECK(unlimited.take().size() == many().size());
}

TEST_CASE("Equal scores go by kind, then place; ratings before both", "[index][search]") {
    const Candidate word{5, 1, HitKind::word, 0};
    CHECK(comes_before(word, {5, 2, HitKind::word, 0}));
    CHECK(comes_before(word, {9, 0, HitKind::inside, 0}));
    CHECK(comes_before({1, 3, HitKind::inside, 4}, word));
    CHECK_FALSE(comes_before(word, word));
}

}  // namespace skillmeat::index
