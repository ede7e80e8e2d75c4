#pragma once

#include <string>
#include <string_view>

#include <skillmeat/git/program.hpp>

namespace skillmeat::git {

/// Three versions of a text.
struct MergeInput {
    std::string_view base;  ///< what both others were made from
    std::string_view ours;
    std::string_view theirs;
};

struct MergeLabels {
    std::string_view ours;
    std::string_view base;
    std::string_view theirs;
};

struct MergedText {
    std::string text;  ///< with conflict markers where there are conflicts
    int conflicts = 0;
};

/// Brings two changes of one text together as `git merge-file` does, by the user's git but not by
/// his configuration. The three are written below git.cache, one process at a time, and removed
/// again. `invalid_value` when one of them is no text.
[[nodiscard]] Result<MergedText> merge_texts(const Git& git, const MergeInput& input,
                                             const MergeLabels& labels);

}  // namespace skillmeat::git
