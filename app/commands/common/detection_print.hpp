#pragma once

#include <string>
#include <vector>

#include <skillmeat/model/detection.hpp>

#include <app/print/output.hpp>

namespace skillmeat::app::commands {

/// "format-marker +40 (skills/pdf/SKILL.md), container +30": why an artifact was taken.
[[nodiscard]] std::string evidence_text(const DetectedArtifact& artifact);

/// Rejected candidates as a table.
[[nodiscard]] print::Section rejected_section(const std::vector<RejectedCandidate>& rejected);

/// One artifact's evidence as a table, with the sum.
[[nodiscard]] print::Section evidence_section(const DetectedArtifact& artifact);

}  // namespace skillmeat::app::commands
