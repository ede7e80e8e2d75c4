#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <skillmeat/model/artifact_ref.hpp>

namespace skillmeat::ops {

/// Many references, prepared to be held against many artifacts.
class ReferenceIndex {
  public:
    explicit ReferenceIndex(std::vector<ArtifactRef> references);

    /// Positions of the references that fit an artifact, ascending; a reference without a source
    /// fits those of all.
    [[nodiscard]] std::vector<std::size_t> fitting(ArtifactType type, std::string_view name,
                                                   std::string_view path,
                                                   std::string_view source_id) const;
    /// Whether some reference may mean an artifact of the source.
    [[nodiscard]] bool concerns(std::string_view source_id) const;

    [[nodiscard]] const std::vector<ArtifactRef>& references() const { return references_; }

  private:
    using Positions = std::unordered_multimap<std::string_view, std::size_t>;
    std::vector<ArtifactRef> references_;
    Positions by_name_;  // views into references_
    Positions by_path_;
    std::vector<std::size_t> globs_;
};

}  // namespace skillmeat::ops
