#include <skillmeat/ops/entries/chosen_sources.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

namespace skillmeat::ops {

std::vector<std::optional<Error>> all_missing(const std::vector<std::string>& names) {
    std::vector<std::optional<Error>> missing;
    for (const auto& name : names) {
        missing.emplace_back(Error{ErrorCode::source_not_found,
                                   fmt::format("no source {}", quote(name)),
                                   {},
                                   {},
                                   "list them with `skillmeat source list`"});
    }
    return missing;
}

Result<std::vector<const SourceRecord*>> chosen_records(
    const Workspace& workspace, const std::vector<std::string>& names,
    std::vector<std::optional<Error>>& missing) {
    std::vector<const SourceRecord*> chosen;
    if (names.empty()) {
        for (const auto& record : workspace.records) {
            chosen.push_back(&record);
        }
        return chosen;
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto found = find_source(workspace, names[i]);
        if (found) {
            missing[i].reset();
            if (std::find(chosen.begin(), chosen.end(), *found) == chosen.end()) {
                chosen.push_back(*found);
            }
        } else if (found.error().code != ErrorCode::source_not_found) {
            return fail(std::move(found).error());
        }
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

Result<void> none_missing(std::vector<std::optional<Error>> missing) {
    for (auto& error : missing) {
        if (error) {
            return fail(*std::move(error));
        }
    }
    return {};
}

}  // namespace skillmeat::ops
