#include <skillmeat/ratings/summary.hpp>

#include <algorithm>

#include <skillmeat/model/artifact_id.hpp>

namespace skillmeat::ratings {
namespace {

constexpr std::int64_t hundred = 100;

auto find_source(auto& rated, std::string_view source) {
    return std::find_if(rated.begin(), rated.end(),
                        [source](const auto& item) { return item.source == source; });
}

}  // namespace

std::int64_t average_hundredths(const Votes& votes) {
    return votes.count == 0 ? 0 : (votes.stars * 2 * hundred + votes.count) / (2 * votes.count);
}

std::int64_t least_hundredths(const Votes& votes) {
    return votes.count == 0 ? 0 : votes.stars * hundred / votes.count;
}

std::int64_t bayesian_score(const Votes& votes) {
    if (votes.count == 0) {
        return 0;
    }
    const auto all = prior_votes * prior_hundredths + votes.stars * hundred;
    return all * hundred / (prior_votes + votes.count);
}

Summary::Summary(const Ratings& ratings) {
    for (const auto& row : ratings.rows) {
        auto& rated = artifacts_[artifact_id_key(row.artifact)];
        const auto source = rated_address(row.url);
        auto found = find_source(rated, source);
        if (found == rated.end()) {
            found = rated.insert(found, Rated{source, {}});
        }
        ++found->votes.count;
        found->votes.stars += row.stars;
    }
}

Votes Summary::votes(std::string_view artifact, std::string_view url) const {
    const auto found = artifacts_.find(artifact_id_key(artifact));
    if (found == artifacts_.end()) {
        return {};
    }
    const auto of_source = find_source(found->second, rated_address(url));
    return of_source == found->second.end() ? Votes{} : of_source->votes;
}

}  // namespace skillmeat::ratings
