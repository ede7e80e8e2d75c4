#include <skillmeat/ratings/ratings.hpp>

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

#include <skillmeat/ratings/format.hpp>

namespace skillmeat::ratings {
namespace {

auto find_key(std::vector<Rating>& rows, std::string_view key) {
    return std::find_if(rows.begin(), rows.end(),
                        [key](const Rating& row) { return rating_key(row) == key; });
}

/// Whether two ratings of one key say the same.
bool says_the_same(const Rating& a, const Rating& b) {
    return a.stars == b.stars && a.comment == b.comment && a.sha == b.sha &&
           a.is_private == b.is_private;
}

/// Of two made in the same second it does not matter which one wins, but it must be the same one
/// for everybody.
bool is_newer(const Rating& a, const Rating& b) {
    const auto rank = [](const Rating& row) {
        return std::tie(row.rated_at.seconds, row.stars, row.comment, row.sha, row.is_private,
                        row.artifact, row.url, row.user);
    };
    return rank(a) > rank(b);
}

}  // namespace

std::string_view to_string(Change change) {
    switch (change) {
        case Change::added:
            return "added";
        case Change::updated:
            return "updated";
        case Change::unchanged:
            break;
    }
    return "unchanged";
}

Change put(Ratings& ratings, Rating rating) {
    const auto found = find_key(ratings.rows, rating_key(rating));
    if (found == ratings.rows.end()) {
        ratings.rows.push_back(std::move(rating));
        sort_rows(ratings.rows);
        return Change::added;
    }
    if (says_the_same(*found, rating)) {
        return Change::unchanged;
    }
    *found = std::move(rating);
    sort_rows(ratings.rows);
    return Change::updated;
}

bool erase(Ratings& ratings, std::string_view key) {
    const auto found = find_key(ratings.rows, key);
    if (found == ratings.rows.end()) {
        return false;
    }
    ratings.rows.erase(found);
    return true;
}

std::vector<Change> merge(Ratings& ratings, const Ratings& others) {
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < ratings.rows.size(); ++i) {
        places.emplace(rating_key(ratings.rows[i]), i);
    }
    std::vector<Change> changes;
    for (const auto& row : others.rows) {
        const auto [place, is_new] = places.emplace(rating_key(row), ratings.rows.size());
        if (is_new) {
            ratings.rows.push_back(row);
            changes.push_back(Change::added);
            continue;
        }
        auto& ours = ratings.rows[place->second];
        const bool newer = is_newer(row, ours);
        if (newer) {
            ours = row;
        }
        changes.push_back(newer ? Change::updated : Change::unchanged);
    }
    sort_rows(ratings.rows);
    return changes;
}

}  // namespace skillmeat::ratings
