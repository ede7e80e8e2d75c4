#include <skillmeat/base/line_diff.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace skillmeat {
namespace {

constexpr std::size_t context = 3;  // lines

using Lines = std::vector<std::string_view>;

/// Lines with their line feed; the last may have none.
Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto length = end == std::string_view::npos ? text.size() : end + 1;
        lines.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return lines;
}

/// Lines [before, before + removed) give way to [after, after + added).
struct Edit {
    std::size_t before = 0;
    std::size_t removed = 0;
    std::size_t after = 0;
    std::size_t added = 0;
};

/// Myers' greedy algorithm ("An O(ND) Difference Algorithm", 1986) on what lies between the common
/// start and end. The furthest points of every round are kept, so that the way can be walked back.
class Differ {
  public:
    Differ(const Lines& before, const Lines& after, std::size_t max_edits)
        : before_(before), after_(after), max_edits_(max_edits) {}

    std::vector<Edit> edits() {
        while (start_ < std::min(before_.size(), after_.size()) &&
               before_[start_] == after_[start_]) {
            ++start_;
        }
        n_ = before_.size() - start_;
        m_ = after_.size() - start_;
        while (n_ > 0 && m_ > 0 && before_[start_ + n_ - 1] == after_[start_ + m_ - 1]) {
            --n_;
            --m_;
        }
        if (n_ + m_ == 0) {
            return {};
        }
        if (n_ == 0 || m_ == 0 || !search()) {
            return {{start_, n_, start_, m_}};
        }
        return walk_back();
    }

  private:
    using Index = std::int64_t;
    /// Furthest x on the diagonals -d..d of one round.
    using Round = std::vector<Index>;

    [[nodiscard]] static Index at(const Round& round, Index d, Index k) {
        return round[static_cast<std::size_t>(k + d)];
    }

    /// Whether round d comes to diagonal k by a line that is added, not by one that is removed.
    [[nodiscard]] bool adds(Index d, Index k) const {
        const auto& last = rounds_[static_cast<std::size_t>(d - 1)];
        return k == -d || (k != d && at(last, d - 1, k - 1) < at(last, d - 1, k + 1));
    }

    /// Where round d arrives on diagonal k before it follows equal lines.
    [[nodiscard]] Index step(Index d, Index k) const {
        const auto& last = rounds_[static_cast<std::size_t>(d - 1)];
        return adds(d, k) ? at(last, d - 1, k + 1) : at(last, d - 1, k - 1) + 1;
    }

    [[nodiscard]] Index follow(Index x, Index k) const {
        while (x < static_cast<Index>(n_) && x - k < static_cast<Index>(m_) &&
               before_[start_ + static_cast<std::size_t>(x)] ==
                   after_[start_ + static_cast<std::size_t>(x - k)]) {
            ++x;
        }
        return x;
    }

    /// False when more lines differ than may.
    bool search() {
        for (Index d = 0; d <= static_cast<Index>(std::min(n_ + m_, max_edits_)); ++d) {
            rounds_.emplace_back(static_cast<std::size_t>(2 * d + 1), 0);
            for (Index k = -d; k <= d; k += 2) {
                const auto x = follow(d == 0 ? 0 : step(d, k), k);
                rounds_.back()[static_cast<std::size_t>(k + d)] = x;
                if (x >= static_cast<Index>(n_) && x - k >= static_cast<Index>(m_)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// From the end to the start, round by round: each is one line removed or added.
    [[nodiscard]] std::vector<Edit> walk_back() const {
        std::vector<Edit> edits;
        auto k = static_cast<Index>(n_) - static_cast<Index>(m_);
        for (auto d = static_cast<Index>(rounds_.size()) - 1; d > 0; --d) {
            const auto x = static_cast<std::size_t>(step(d, k)) + start_;
            const auto y = static_cast<std::size_t>(step(d, k) - k) + start_;
            if (adds(d, k)) {
                push(edits, {x, 0, y - 1, 1});
                ++k;
            } else {
                push(edits, {x - 1, 1, y, 0});
                --k;
            }
        }
        std::reverse(edits.begin(), edits.end());
        return edits;
    }

    /// Joins an edit to the one that follows it, when nothing lies between.
    static void push(std::vector<Edit>& edits, const Edit& edit) {
        if (!edits.empty()) {
            auto& next = edits.back();
            if (edit.before + edit.removed == next.before &&
                edit.after + edit.added == next.after) {
                next = {edit.before, edit.removed + next.removed, edit.after,
                        edit.added + next.added};
                return;
            }
        }
        edits.push_back(edit);
    }

    const Lines& before_;
    const Lines& after_;
    std::size_t max_edits_;
    std::size_t start_ = 0;  ///< lines at the start that are the same
    std::size_t n_ = 0;      ///< lines that count, of each side
    std::size_t m_ = 0;
    std::vector<Round> rounds_;
};

void append_line(std::string& out, char mark, std::string_view line) {
    out += mark;
    out += line;
    if (!line.ends_with('\n')) {
        out += "\n\\ No newline at end of file\n";
    }
}

/// `12,3`; `12` for one line; for none the line before it.
std::string range(std::size_t first, std::size_t count) {
    if (count == 1) {
        return std::to_string(first + 1);
    }
    return std::to_string(count == 0 ? first : first + 1) + "," + std::to_string(count);
}

/// Edits [begin, end) with what is around them.
void append_hunk(std::string& out, const Lines& before, const Lines& after, const Edit* begin,
                 const Edit* end) {
    const auto lead = std::min(context, begin->before);
    const auto& last = *(end - 1);
    const auto tail = std::min(context, before.size() - (last.before + last.removed));
    const auto first_before = begin->before - lead;
    const auto first_after = begin->after - lead;
    out += "@@ -" + range(first_before, last.before + last.removed + tail - first_before) + " +" +
           range(first_after, last.after + last.added + tail - first_after) + " @@\n";
    auto line = first_before;
    for (const auto* edit = begin; edit != end; ++edit) {
        for (; line < edit->before; ++line) {
            append_line(out, ' ', before[line]);
        }
        for (; line < edit->before + edit->removed; ++line) {
            append_line(out, '-', before[line]);
        }
        for (std::size_t i = 0; i < edit->added; ++i) {
            append_line(out, '+', after[edit->after + i]);
        }
    }
    for (std::size_t i = 0; i < tail; ++i, ++line) {
        append_line(out, ' ', before[line]);
    }
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, const DiffLabels& labels,
                         std::size_t max_edits) {
    const auto old_lines = lines_of(before);
    const auto new_lines = lines_of(after);
    const auto edits = Differ(old_lines, new_lines, max_edits).edits();
    if (edits.empty()) {
        return {};
    }
    std::string out = "--- ";
    out += labels.before;
    out += "\n+++ ";
    out += labels.after;
    out += '\n';
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= edits.size(); ++i) {
        const auto& last = edits[i - 1];
        const bool apart =
            i == edits.size() || edits[i].before - (last.before + last.removed) > 2 * context;
        if (apart) {
            append_hunk(out, old_lines, new_lines, edits.data() + begin, edits.data() + i);
            begin = i;
        }
    }
    return out;
}

}  // namespace skillmeat
