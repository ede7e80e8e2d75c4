#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <skillmeat/ops/ratings/list_ratings.hpp>

namespace skillmeat::ops {

struct RatingsExport {
    RatingFilter filter;
    bool include_private = false;
};

/// Ratings as one text, the same bytes for the same ratings.
struct ExportedRatings {
    std::string text;
    std::size_t ratings = 0;
    std::size_t left_out = 0;  ///< of private sources
};

/// The ratings that list_ratings() shows, to be shared. Those of sources that are private, or were
/// when they were rated and have left, are left out unless `include_private`.
[[nodiscard]] Result<ExportedRatings> export_ratings(Services& services,
                                                     const std::vector<Scope>& scopes,
                                                     const RatingsExport& request);

struct ImportedRating {
    Rating rating;  ///< as the file has it
    ratings::Change change = ratings::Change::unchanged;
};

struct ImportedRatings {
    std::vector<ImportedRating> rows;  ///< in the order of the file
    std::size_t added = 0;
    std::size_t updated = 0;
    std::size_t unchanged = 0;  ///< the same, or older than what is here
};

/// Takes in a file that was exported, or another user's ratings.toml. All of it is checked before
/// anything is written. `io_error` when there is no such file, `too_large` above 16 MiB.
[[nodiscard]] Result<ImportedRatings> import_ratings(Services& services, const sys::Path& file,
                                                     bool dry_run);

}  // namespace skillmeat::ops
