#pragma once

#include <string>
#include <vector>

#include <skillmeat/ops/ratings/ratings.hpp>

namespace skillmeat::ops {

struct RatingFilter {
    std::vector<std::string> sources;  ///< SRC as people name them, also of sources that have left
    std::vector<std::string> users;    ///< ignoring case; several are alternatives
};

/// Ratings of artifacts in the scopes' sources, and of artifacts whose source left, in the order of
/// the file. Those of sources that only another project or the user scope has are not shown.
/// `source_not_found` for a name that no source and no rating has.
[[nodiscard]] Result<std::vector<RatingView>> list_ratings(Services& services,
                                                           const std::vector<Scope>& scopes,
                                                           const RatingFilter& filter);

}  // namespace skillmeat::ops
