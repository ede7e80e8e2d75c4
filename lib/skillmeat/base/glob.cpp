#include <skillmeat/base/glob.hpp>

#include <skillmeat/base/text.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace skillmeat {
namespace {

/// `*` and `?` within one segment. On a mismatch only the last `*` can usefully take more, so the
/// work stays below the product of both lengths.
bool segment_match(std::string_view pattern, std::string_view segment) {
    std::size_t p = 0;
    std::size_t s = 0;
    std::optional<std::size_t> star;
    std::size_t taken = 0;  // end of what the last star has swallowed
    while (s < segment.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            taken = s;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == segment[s])) {
            ++p;
            ++s;
        } else if (star) {
            p = *star + 1;
            s = ++taken;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::vector<std::string_view> segments_of(std::string_view text) {
    return text.empty() ? std::vector<std::string_view>() : split(text, '/');
}

}  // namespace

bool glob_match(std::string_view pattern, std::string_view path) {
    const auto patterns = segments_of(pattern);
    const auto segments = segments_of(path);
    std::size_t p = 0;
    std::size_t s = 0;
    std::optional<std::size_t> stars;  // the last `**`, which takes one more segment on a mismatch
    std::size_t taken = 0;
    while (s < segments.size()) {
        if (p < patterns.size() && patterns[p] == "**") {
            stars = p++;
            taken = s;
        } else if (p < patterns.size() && segment_match(patterns[p], segments[s])) {
            ++p;
            ++s;
        } else if (stars) {
            p = *stars + 1;
            s = ++taken;
        } else {
            return false;
        }
    }
    while (p < patterns.size() && patterns[p] == "**") {
        ++p;
    }
    return p == patterns.size();
}

}  // namespace skillmeat
