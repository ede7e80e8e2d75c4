#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace skillmeat {

struct DiffLabels {
    std::string_view before;  ///< behind `--- `
    std::string_view after;   ///< behind `+++ `
};

/// What differs between two texts, line by line, as `diff -u` shows it, with three lines around
/// each change; empty when nothing does. Bytes are passed on as they are. A missing last line feed
/// is told as diff does. Texts that differ in more than `max_edits` lines are shown as one change
/// of all that lies between their common start and end.
[[nodiscard]] std::string unified_diff(std::string_view before, std::string_view after,
                                       const DiffLabels& labels, std::size_t max_edits = 2000);

}  // namespace skillmeat
