#pragma once

#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/workspace.hpp>

namespace skillmeat::ops {

/// For each name an error that it names no source, taken back by chosen_records() where one fits.
[[nodiscard]] std::vector<std::optional<Error>> all_missing(const std::vector<std::string>& names);

/// The records of a workspace that the names fit, in their order, each once; all of them when no
/// name is given. Errors other than "not found" end it.
[[nodiscard]] Result<std::vector<const SourceRecord*>> chosen_records(
    const Workspace& workspace, const std::vector<std::string>& names,
    std::vector<std::optional<Error>>& missing);

/// The first error that is left, if any.
[[nodiscard]] Result<void> none_missing(std::vector<std::optional<Error>> missing);

}  // namespace skillmeat::ops
