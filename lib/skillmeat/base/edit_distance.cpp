#include <skillmeat/base/edit_distance.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace skillmeat {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    // Rows of the usual table: the one being filled and the two above it.
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::swap(before_last, last);
        std::swap(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
        }
    }
    return row[b.size()];
}

std::optional<std::string_view> closest(std::string_view word,
                                        std::span<const std::string_view> candidates) {
    const std::string lower = ascii_lower(word);
    std::optional<std::string_view> best;
    std::size_t best_distance = 3;
    for (const auto candidate : candidates) {
        const std::size_t longer = std::max(word.size(), candidate.size());
        const std::size_t shorter = std::min(word.size(), candidate.size());
        if (longer - shorter > 2) {
            continue;
        }
        const std::size_t distance = edit_distance(lower, ascii_lower(candidate));
        const bool near_enough = distance * 3 <= longer || (distance == 1 && word.size() >= 3);
        if (near_enough && distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

}  // namespace skillmeat
