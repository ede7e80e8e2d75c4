#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/discover/reference.hpp>

namespace skillmeat::discover {

/// Id the source of a reference gets when it is added; empty when it cannot be added, or when only
/// the repository can tell (a page of GitHub).
[[nodiscard]] std::string default_id(const Reference& reference);

/// Positions of the references that the names mean, in the order of the names, each once. A name is
/// an entry's, ignoring case when no entry has it exactly, or the id its source would get. Unknown
/// ones are `artifact_not_found` and suggest the closest; those that fit several are
/// `ambiguous_reference`. `index` names the index in messages.
[[nodiscard]] Result<std::vector<std::size_t>> select(const std::vector<Reference>& references,
                                                      const std::vector<std::string>& names,
                                                      const std::string& index);

}  // namespace skillmeat::discover
