#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <skillmeat/index/fts_walk.hpp>
#include <skillmeat/index/scorer.hpp>

namespace skillmeat::index {

/// What a scope's entries must have of the query, as bits of its parts.
struct Needs {
    std::uint32_t required = 0;
    std::uint32_t excluded = 0;
    std::uint32_t optional = 0;  ///< words that stand somewhere in the scope
    std::vector<double> weights;
    double all_weights = 0;

    /// Share of the optional words' weight that these parts have.
    [[nodiscard]] double coverage(std::uint32_t parts) const;
};

/// One scope of a search.
struct ScopeSearch {
    Scorer scorer;
    Needs needs;
    std::vector<std::vector<Phrase>> phrases;  ///< by part of the query
    std::vector<bool> chosen;                  ///< sources that the bounds hold
    std::vector<std::size_t> ranks;            ///< of the sources, over all scopes
    std::vector<bool> fits;  ///< entries of the scope that have the labels asked for; empty: all
    std::vector<bool> hit;   ///< entries of the scope that are word hits
};

/// The score of an entry in thousandths; nothing when it is no hit.
[[nodiscard]] std::optional<std::int64_t> judge(const ScopeSearch& search, std::size_t source,
                                                std::size_t number);

}  // namespace skillmeat::index
