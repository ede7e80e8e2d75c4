#include <app/cli/suggest.hpp>

#include <skillmeat/base/edit_distance.hpp>

namespace skillmeat::app::cli {

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates,
                         std::string_view prefix, std::string otherwise) {
    const auto best = closest(word, candidates);
    if (!best) {
        return otherwise;
    }
    return "did you mean '" + std::string(prefix) + std::string(*best) + "'?";
}

}  // namespace skillmeat::app::cli
