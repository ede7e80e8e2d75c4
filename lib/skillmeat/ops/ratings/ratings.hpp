#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/entries/entries.hpp>
#include <skillmeat/ops/scope.hpp>
#include <skillmeat/ratings/ratings.hpp>
#include <skillmeat/ratings/summary.hpp>

namespace skillmeat::ops {

/// All ratings known: ratings.toml of the user. None without a file or a place for one; errors are
/// those of ratings::read().
[[nodiscard]] Result<ratings::Ratings> load_ratings(const Services& services);

/// The same, summed up.
[[nodiscard]] Result<ratings::Summary> load_votes(const Services& services);

/// Who rates in a scope: the setting `user.name`, else git's user.email, else the login name.
/// `invalid_usage` when nothing says.
[[nodiscard]] Result<std::string> rating_user(Services& services, const Scope& scope);

/// A rating with what is known of its artifact.
struct RatingView {
    Rating rating;
    RatingStatus status = RatingStatus::missing;
    std::string sha;         ///< that the artifact has now; empty unless current or outdated
    ratings::Votes votes;    ///< of all users on the artifact
    std::string project_id;  ///< where its source was found; empty for the user scope, or nowhere
    std::string project_name;
};

struct RateRequest {
    std::string reference;
    std::int64_t stars = 0;
    std::string comment;
};

struct ChangedRating {
    RatingView view;  ///< as it stands now; of one that was taken away as it stood
    bool changed = false;
};

/// Rates the artifact REF means in the scope. A second rating of the same user replaces the first,
/// comment too; the same again changes nothing. `invalid_value` for stars and comments out of their
/// grammar, before anything is looked up.
[[nodiscard]] Result<ChangedRating> rate_artifact(Services& services, const Scope& scope,
                                                  const RateRequest& request);

/// Takes away the user's own rating of an artifact of the scope, or of one that is gone. Nothing
/// changes when the artifact is there and was not rated; errors are those of find_entry().
[[nodiscard]] Result<ChangedRating> remove_rating(Services& services, const Scope& scope,
                                                  const std::string& reference);

/// The user's own rating of an entry of the scope; nothing when there is none, or nobody knows who
/// the user is.
[[nodiscard]] Result<std::optional<RatingView>> own_rating(Services& services, const Scope& scope,
                                                           const EntryView& entry);

}  // namespace skillmeat::ops
