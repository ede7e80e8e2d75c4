#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <skillmeat/index/search.hpp>

namespace skillmeat::index {

/// A hit before it is read. `place` is the source's rank over all scopes and the entry's number in
/// it: the order of equals.
struct Candidate {
    std::int64_t score = 0;
    std::uint64_t place = 0;
    HitKind kind = HitKind::word;
    std::int64_t rating = 0;  ///< SearchOrder::rating
};
[[nodiscard]] bool comes_before(const Candidate& a, const Candidate& b);
[[nodiscard]] std::uint64_t place_of(std::size_t rank, std::size_t number);

/// Those that a page may show, out of all.
class Candidates {
  public:
    /// Of what is added later only the best are kept: after a row, whose successors begin at
    /// `after_place`, and one more than `limit`. Without this, all are.
    void keep_best(std::optional<std::size_t> limit, const std::optional<SearchPlace>& after,
                   std::uint64_t after_place);
    void add(const Candidate& candidate);
    /// In no order.
    [[nodiscard]] std::vector<Candidate> take() { return std::move(kept_); }

  private:
    [[nodiscard]] bool is_after(const Candidate& candidate) const;
    void cut();

    std::optional<std::size_t> wanted_;
    std::optional<SearchPlace> after_;
    std::uint64_t after_place_ = 0;
    std::vector<Candidate> kept_;
    std::optional<Candidate> worst_;  ///< of those that were kept when they were last cut
};

}  // namespace skillmeat::index
