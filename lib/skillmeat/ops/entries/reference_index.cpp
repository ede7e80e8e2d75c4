#include <skillmeat/ops/entries/reference_index.hpp>

#include <algorithm>
#include <utility>

#include <skillmeat/base/text.hpp>

namespace skillmeat::ops {

ReferenceIndex::ReferenceIndex(std::vector<ArtifactRef> references)
    : references_(std::move(references)) {
    for (std::size_t i = 0; i < references_.size(); ++i) {
        const auto& reference = references_[i];
        if (reference.is_glob) {
            globs_.push_back(i);
        } else if (reference.is_path) {
            by_path_.emplace(reference.path, i);
        } else {
            by_name_.emplace(reference.name, i);
        }
    }
}

std::vector<std::size_t> ReferenceIndex::fitting(ArtifactType type, std::string_view name,
                                                 std::string_view path,
                                                 std::string_view source_id) const {
    std::vector<std::size_t> found;
    const auto consider = [&](std::size_t i) {
        const auto& reference = references_[i];
        const bool same_source =
            reference.source_id.empty() || equals_ignoring_case(reference.source_id, source_id);
        if (same_source && matches(reference, type, name, path)) {
            found.push_back(i);
        }
    };
    const auto look_up = [&](const Positions& positions, std::string_view key) {
        const auto [first, last] = positions.equal_range(key);
        for (auto position = first; position != last; ++position) {
            consider(position->second);
        }
    };
    look_up(by_name_, name);
    look_up(by_path_, path);
    if (const auto bare = path_without_name(type, name, path); bare.size() != path.size()) {
        look_up(by_path_, bare);
    }
    std::for_each(globs_.begin(), globs_.end(), consider);
    std::sort(found.begin(), found.end());
    return found;
}

bool ReferenceIndex::concerns(std::string_view source_id) const {
    return std::any_of(references_.begin(), references_.end(), [&](const auto& reference) {
        return reference.source_id.empty() || equals_ignoring_case(reference.source_id, source_id);
    });
}

}  // namespace skillmeat::ops
