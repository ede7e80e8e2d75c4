#pragma once

#include <string>
#include <vector>

#include <skillmeat/ops/scope.hpp>

namespace skillmeat::app::commands {

/// Whether the words say what is to be installed or taken away: artifacts, or a collection, or a
/// group of one.
[[nodiscard]] Result<void> check_what(const std::vector<std::string>& artifacts,
                                      const std::string& collection, const std::string& group);

/// Ids of the members of `--collection` or `--group`; none when neither was given. A group without
/// a collection is searched in all.
[[nodiscard]] Result<std::vector<std::string>> members_of(ops::Services& services,
                                                          const ops::Scope& scope,
                                                          const std::string& collection,
                                                          const std::string& group);

}  // namespace skillmeat::app::commands
