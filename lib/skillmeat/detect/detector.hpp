#pragma once

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/detection.hpp>
#include <skillmeat/tree/source_tree.hpp>

namespace skillmeat::detect {

/// Finds the artifacts of a tree (detection.md). First chooses candidates from paths alone, has the
/// tree prefetch them in one go, then reads their content and decides. Deterministic. The items
/// hold every tier and every confidence; callers filter. Fails only when the transport does.
[[nodiscard]] Result<DetectionResult> detect(tree::SourceTree& tree, const DetectOptions& options);

}  // namespace skillmeat::detect
