#include <skillmeat/index/scope_search.hpp>

#include <cmath>

namespace skillmeat::index {
namespace {

constexpr double least_coverage = 0.4;  // of the weight of the words, to be a hit

}  // namespace

double Needs::coverage(std::uint32_t parts) const {
    double covered = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        covered += (parts & optional & std::uint32_t{1} << i) != 0 ? weights[i] : 0.0;
    }
    return covered / all_weights;
}

std::optional<std::int64_t> judge(const ScopeSearch& search, std::size_t source,
                                  std::size_t number) {
    const auto& needs = search.needs;
    const auto& entry = search.scorer.of_entry(source, number);
    const auto own = entry.parts;
    const auto parts = own | search.scorer.source_parts(source);
    if ((parts & needs.excluded) != 0 || (parts & needs.required) != needs.required ||
        ((parts & (needs.required | needs.optional)) == 0)) {
        return std::nullopt;
    }
    double coverage = 1;
    if (needs.optional != 0) {
        coverage = needs.coverage(parts);
        if (coverage < least_coverage) {
            return std::nullopt;
        }
    }
    const double score =
        static_cast<double>(entry.score) + search.scorer.source_score(source, ~own);
    return std::llround(1000 * score * coverage);
}

}  // namespace skillmeat::index
