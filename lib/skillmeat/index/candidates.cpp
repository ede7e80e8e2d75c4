#include <skillmeat/index/candidates.hpp>

#include <algorithm>
#include <tuple>

namespace skillmeat::index {

bool comes_before(const Candidate& a, const Candidate& b) {
    const auto key = [](const Candidate& candidate) {
        return std::make_tuple(-candidate.rating, candidate.kind, -candidate.score,
                               candidate.place);
    };
    return key(a) < key(b);
}

std::uint64_t place_of(std::size_t rank, std::size_t number) {
    return static_cast<std::uint64_t>(rank) << 32U | static_cast<std::uint64_t>(number);
}

void Candidates::keep_best(std::optional<std::size_t> limit,
                           const std::optional<SearchPlace>& after, std::uint64_t after_place) {
    if (limit) {
        wanted_ = *limit + 1;
    }
    after_ = after;
    after_place_ = after_place;
}

void Candidates::add(const Candidate& candidate) {
    if ((worst_ && !comes_before(candidate, *worst_)) || (after_ && !is_after(candidate))) {
        return;
    }
    kept_.push_back(candidate);
    constexpr std::size_t slack = 4'096;
    if (wanted_ && kept_.size() > 2 * *wanted_ + slack) {
        cut();
    }
}

void Candidates::cut() {
    const auto last = kept_.begin() + static_cast<std::ptrdiff_t>(*wanted_ - 1);
    std::nth_element(kept_.begin(), last, kept_.end(), comes_before);
    worst_ = *last;
    kept_.resize(*wanted_);
}

bool Candidates::is_after(const Candidate& candidate) const {
    const auto key = std::make_tuple(-candidate.rating, candidate.kind, -candidate.score);
    const auto last = std::make_tuple(-after_->rating, after_->kind, -after_->score);
    return key != last ? key > last : candidate.place >= after_place_;
}

}  // namespace skillmeat::index
