#include <skillmeat/ops/ratings/exchange_ratings.hpp>

#include <set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/ratings/edit_ratings.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::uint64_t largest_file = std::uint64_t{16} << 20U;

/// Sources of the scopes as they are now: what a rating remembers is the past.
struct Visibilities {
    std::set<std::string> private_sources;
    std::set<std::string> public_sources;

    [[nodiscard]] bool is_private(const Rating& rating) const {
        const auto key = rated_source(rating);
        return private_sources.contains(key) ||
               (rating.is_private && !public_sources.contains(key));
    }
};

Result<Visibilities> visibilities(Services& services, const std::vector<Scope>& scopes) {
    Visibilities result;
    for (const auto& scope : scopes) {
        SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope));
        for (const auto& record : workspace.records) {
            const auto& source = record.source;
            auto& keys = source.visibility == Visibility::private_ ? result.private_sources
                                                                   : result.public_sources;
            keys.insert(rated_source(source.id, source.url));
        }
    }
    return result;
}

}  // namespace

Result<ExportedRatings> export_ratings(Services& services, const std::vector<Scope>& scopes,
                                       const RatingsExport& request) {
    SKILLMEAT_ASSIGN(const auto views, list_ratings(services, scopes, request.filter));
    SKILLMEAT_ASSIGN(const auto known, visibilities(services, scopes));
    ExportedRatings exported;
    ratings::Ratings shared;
    for (const auto& view : views) {
        const auto& rating = view.rating;
        if (!request.include_private && known.is_private(rating)) {
            ++exported.left_out;
        } else {
            shared.rows.push_back(rating);
        }
    }
    exported.ratings = shared.rows.size();
    exported.text = ratings::write(shared);
    return exported;
}

Result<ImportedRatings> import_ratings(Services& services, const sys::Path& file, bool dry_run) {
    observe::Span span(services.observer, "ratings.import");
    SKILLMEAT_ASSIGN(const auto text, services.files.read(file, largest_file));
    if (!text) {
        return fail(ErrorCode::io_error, fmt::format("no file {}", quote(file.string())),
                    "name a file that `skillmeat rate export` wrote");
    }
    SKILLMEAT_ASSIGN(auto theirs, ratings::read(*text, file.string()));
    ImportedRatings imported;
    const auto take = [&](ratings::Ratings& ours) {
        const auto changes = ratings::merge(ours, theirs);
        for (std::size_t i = 0; i < changes.size(); ++i) {
            auto& number = changes[i] == ratings::Change::added     ? imported.added
                           : changes[i] == ratings::Change::updated ? imported.updated
                                                                    : imported.unchanged;
            ++number;
            imported.rows.push_back({theirs.rows[i], changes[i]});
        }
        return imported.added + imported.updated > 0;
    };
    if (dry_run) {
        SKILLMEAT_ASSIGN(auto ours, load_ratings(services));
        take(ours);
    } else {
        SKILLMEAT_TRY(edit_ratings(
            services, [&](ratings::Ratings& ours) -> Result<bool> { return take(ours); }));
    }
    span.set("ratings", static_cast<std::int64_t>(imported.rows.size()));
    return imported;
}

}  // namespace skillmeat::ops
