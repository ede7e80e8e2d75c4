#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace skillmeat::app::cli {

/// `did you mean 'PREFIX+CANDIDATE'?` for the candidate closest to `word`, else `otherwise`.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       const std::vector<std::string_view>& candidates,
                                       std::string_view prefix, std::string otherwise);

}  // namespace skillmeat::app::cli
