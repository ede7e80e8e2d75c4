#pragma once

#include <cstddef>
#include <vector>

#include <skillmeat/ops/collections/edit_collections.hpp>

#include <app/print/output.hpp>

namespace skillmeat::app::commands {

/// Groups of a collection as a list; keeps references to both. The schema is for the caller.
[[nodiscard]] print::List group_list(const ops::CollectionView& view,
                                     const std::vector<std::size_t>& positions);

}  // namespace skillmeat::app::commands
