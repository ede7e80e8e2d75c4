#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/collection.hpp>

namespace skillmeat::collections {

// Operations on what stands in memory. They know no files and no catalogs: artifacts are ids in
// full, and the same whatever the case of their source's id. Times are for the caller to move.

/// Whether each of `artifacts` is in the list.
[[nodiscard]] std::vector<bool> contained(const std::vector<std::string>& list,
                                          const std::vector<std::string>& artifacts);

/// Puts those that are not there at the end. For each whether it was added; of twins the first.
std::vector<bool> add_artifacts(Collection& collection, const std::vector<std::string>& artifacts);

/// Takes artifacts out, out of its groups too. For each whether it was there.
std::vector<bool> remove_artifacts(Collection& collection,
                                   const std::vector<std::string>& artifacts);

/// Puts artifacts into a group, and into its collection. Without a position those that are there
/// stay where they are and the others go to the end; with one, all of them come to stand there one
/// after the other. For each whether it was added or moved; `invalid_value` when the position is
/// beyond the end, and nothing is changed.
[[nodiscard]] Result<std::vector<bool>> add_to_group(Collection& collection, std::size_t group,
                                                     const std::vector<std::string>& artifacts,
                                                     std::optional<std::size_t> position);

/// Takes artifacts out of a group alone. For each whether it was there.
std::vector<bool> remove_from_group(Group& group, const std::vector<std::string>& artifacts);

/// Takes out what `is_unwanted` says, out of groups too; what was taken.
std::vector<std::string> remove_if(
    Collection& collection, const std::function<bool(const std::string& artifact)>& is_unwanted);

}  // namespace skillmeat::collections
