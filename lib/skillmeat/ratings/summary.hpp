#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <skillmeat/ratings/ratings.hpp>

namespace skillmeat::ratings {

// The prior of the Bayesian average: each artifact is taken to have so many votes of so many stars
// already. It lies below the middle of the scale, so that few votes must convince: two of four
// stars stand above a single one of five. It is fixed, so that a vote elsewhere moves nothing.
inline constexpr std::int64_t prior_votes = 5;
inline constexpr std::int64_t prior_hundredths = 250;  ///< stars of each, in hundredths

/// The votes on one artifact.
struct Votes {
    std::int64_t count = 0;
    std::int64_t stars = 0;  ///< sum

    bool operator==(const Votes&) const = default;
};

/// The plain average in hundredths, rounded half up; 0 without votes.
[[nodiscard]] std::int64_t average_hundredths(const Votes& votes);
/// The same, cut: what a least average is held against, so that 4.67 is not reached by two thirds.
[[nodiscard]] std::int64_t least_hundredths(const Votes& votes);
/// What `--sort rating` goes by: (prior + stars) / (prior_votes + count), in ten thousandths, cut;
/// 0 without votes, which is below all that have some.
[[nodiscard]] std::int64_t bayesian_score(const Votes& votes);

/// Votes by artifact.
class Summary {
  public:
    Summary() = default;
    explicit Summary(const Ratings& ratings);

    [[nodiscard]] bool empty() const { return artifacts_.empty(); }
    /// Of an artifact in a source with this address, as its manifest has it; zero when there are
    /// none.
    [[nodiscard]] Votes votes(std::string_view artifact, std::string_view url) const;

    struct Rated {
        std::string source;  ///< rated_address()
        Votes votes;
    };
    /// By artifact_id_key(); an id may stand for artifacts of several addresses.
    [[nodiscard]] const std::unordered_map<std::string, std::vector<Rated>>& artifacts() const {
        return artifacts_;
    }

  private:
    std::unordered_map<std::string, std::vector<Rated>> artifacts_;
};

}  // namespace skillmeat::ratings
