#pragma once

#include <vector>

#include <skillmeat/model/index_address.hpp>
#include <skillmeat/toml/section.hpp>

namespace skillmeat::manifest {

/// Reads the `[[index]]` tables of a manifest. Faults go to the section's sink: values of a wrong
/// type or form, and ids that are taken, ignoring case.
[[nodiscard]] std::vector<SavedIndex> read_indexes(tomlfile::Section& top);

}  // namespace skillmeat::manifest
