#include <skillmeat/ops/ratings/ratings.hpp>

#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/model/artifact_ref.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/entries/find_entry.hpp>
#include <skillmeat/ops/ratings/edit_ratings.hpp>
#include <skillmeat/ops/ratings/list_ratings.hpp>

namespace skillmeat::ops {
namespace {

Rating rating_of(const EntryView& found, std::string user) {
    Rating rating;
    rating.artifact = artifact_id(found.entry.type, found.entry.path, found.source.id);
    rating.url = without_credentials(found.source.url);
    rating.user = std::move(user);
    rating.sha = found.entry.sha;
    rating.is_private = found.source.visibility == Visibility::private_;
    return rating;
}

const Rating* find_rating(const ratings::Ratings& all, const std::string& key) {
    for (const auto& row : all.rows) {
        if (rating_key(row) == key) {
            return &row;
        }
    }
    return nullptr;
}

RatingView view_of(const EntryView& found, Rating rating, const ratings::Ratings& all) {
    RatingView view;
    view.votes = ratings::Summary(all).votes(rating.artifact, rating.url);
    view.sha = found.entry.sha;
    view.status = rating.sha == view.sha ? RatingStatus::current : RatingStatus::outdated;
    view.project_id = found.project_id;
    view.project_name = found.project_name;
    view.rating = std::move(rating);
    return view;
}

bool fits(const ArtifactRef& reference, const ArtifactId& id) {
    return (!reference.type || *reference.type == id.type) &&
           (reference.source_id.empty() ||
            equals_ignoring_case(reference.source_id, id.source_id)) &&
           matches(reference, id.type, likely_name(id), id.path);
}

/// The user's ratings of artifacts that lists no longer show, or that share a name with others.
Result<RatingView> find_own(Services& services, const Scope& scope, const std::string& user,
                            const std::string& text, Error otherwise) {
    SKILLMEAT_ASSIGN(const auto views, list_ratings(services, {scope}, {{}, {user}}));
    std::vector<std::string> sources;
    for (const auto& view : views) {
        sources.emplace_back(rated_source_id(view.rating));
    }
    SKILLMEAT_ASSIGN(const auto reference, parse_artifact_ref(text, sources));
    std::vector<const RatingView*> fitting;
    std::vector<std::string> ids;
    for (const auto& view : views) {
        SKILLMEAT_ASSIGN(const auto id, parse_artifact_id(view.rating.artifact));
        if (fits(reference, id)) {
            fitting.push_back(&view);
            ids.push_back(view.rating.artifact);
        }
    }
    if (fitting.size() == 1) {
        return *fitting.front();
    }
    return fail(fitting.empty() ? std::move(otherwise) : ambiguous(text, ids));
}

}  // namespace

Result<ChangedRating> rate_artifact(Services& services, const Scope& scope,
                                    const RateRequest& request) {
    SKILLMEAT_TRY(check_stars(request.stars));
    SKILLMEAT_TRY(check_comment(request.comment));
    SKILLMEAT_ASSIGN(const auto found, find_entry(services, {scope}, request.reference));
    if (found.entry.status == EntryStatus::removed) {
        return fail(
            ErrorCode::artifact_not_found,
            fmt::format("artifact {} has left its source",
                        quote(artifact_id(found.entry.type, found.entry.path, found.source.id))),
            "list what is there with `skillmeat catalog list`");
    }
    SKILLMEAT_ASSIGN(auto user, rating_user(services, scope));
    auto rating = rating_of(found, std::move(user));
    rating.stars = request.stars;
    rating.comment = request.comment;
    rating.rated_at = services.clock.now();
    ChangedRating result;
    SKILLMEAT_TRY(edit_ratings(services, [&](ratings::Ratings& all) -> Result<bool> {
        const auto key = rating_key(rating);
        result.changed = ratings::put(all, std::move(rating)) != ratings::Change::unchanged;
        result.view = view_of(found, *find_rating(all, key), all);
        return result.changed;
    }));
    return result;
}

Result<ChangedRating> remove_rating(Services& services, const Scope& scope,
                                    const std::string& reference) {
    SKILLMEAT_ASSIGN(auto user, rating_user(services, scope));
    ChangedRating result;
    if (const auto found = find_entry(services, {scope}, reference)) {
        SKILLMEAT_ASSIGN(const auto all, load_ratings(services));
        auto wanted = rating_of(*found, std::move(user));
        const auto* rated = find_rating(all, rating_key(wanted));
        result.view = view_of(*found, rated != nullptr ? *rated : std::move(wanted), all);
    } else {
        SKILLMEAT_ASSIGN(result.view, find_own(services, scope, user, reference, found.error()));
    }
    SKILLMEAT_TRY(edit_ratings(services, [&](ratings::Ratings& all) -> Result<bool> {
        result.changed = ratings::erase(all, rating_key(result.view.rating));
        result.view.votes =
            ratings::Summary(all).votes(result.view.rating.artifact, result.view.rating.url);
        return result.changed;
    }));
    return result;
}

Result<std::optional<RatingView>> own_rating(Services& services, const Scope& scope,
                                             const EntryView& entry) {
    SKILLMEAT_ASSIGN(const auto all, load_ratings(services));
    auto user = rating_user(services, scope);
    if (!user) {
        return std::optional<RatingView>();
    }
    const auto* rated = find_rating(all, rating_key(rating_of(entry, *std::move(user))));
    return rated == nullptr ? std::nullopt : std::optional(view_of(entry, *rated, all));
}

}  // namespace skillmeat::ops
