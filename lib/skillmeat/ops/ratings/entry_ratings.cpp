#include <skillmeat/ops/ratings/entry_ratings.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/model/rating.hpp>

namespace skillmeat::ops {
namespace {

index::RatedDocument rated(std::int64_t document, const ratings::Votes& votes) {
    return {document, ratings::bayesian_score(votes), ratings::least_hundredths(votes)};
}

/// A rated artifact of some source.
struct RatedPath {
    ArtifactType type = ArtifactType::skill;
    std::string path;
    ratings::Votes votes;
};

/// By rated_source().
std::multimap<std::string, RatedPath> by_source(const ratings::Summary& votes) {
    std::multimap<std::string, RatedPath> paths;
    for (const auto& [key, sources] : votes.artifacts()) {
        const auto id = parse_artifact_id(key);
        for (const auto& source : sources) {
            if (id) {
                paths.emplace(ascii_lower(id->source_id) + '\0' + source.source,
                              RatedPath{id->type, id->path, source.votes});
            }
        }
    }
    return paths;
}

}  // namespace

void add_ratings(std::vector<catalog::EntryRow>& rows, const ratings::Summary& votes) {
    if (votes.empty()) {
        return;
    }
    for (auto& row : rows) {
        const auto id = artifact_id(row.entry->type, row.entry->path, row.source->id);
        const auto found = rated(0, votes.votes(id, row.source->url));
        row.rating_score = found.score;
        row.rating_hundredths = found.hundredths;
    }
}

Result<std::vector<index::RatedDocument>> rated_documents(const IndexSession& session,
                                                          const ratings::Summary& votes) {
    std::vector<index::RatedDocument> documents;
    const auto paths = by_source(votes);
    for (const auto& scope : session.scopes) {
        if (paths.empty()) {
            break;
        }
        SKILLMEAT_ASSIGN(const auto sources, session.index->sources(scope.id));
        for (const auto& row : sources) {
            const auto& source = row.source;
            const auto [first, last] = paths.equal_range(rated_source(source.id, source.url));
            for (auto at = first; at != last; ++at) {
                const auto& path = at->second;
                SKILLMEAT_ASSIGN(const auto document,
                                 index::find_document(*session.index, row, path.type, path.path));
                if (document) {
                    documents.push_back(rated(*document, path.votes));
                }
            }
        }
    }
    std::sort(documents.begin(), documents.end(),
              [](const auto& a, const auto& b) { return a.document < b.document; });
    return documents;
}

void add_rating(catalog::EntryRow& row, std::int64_t document,
                const std::vector<index::RatedDocument>& rated_ones) {
    const auto found = std::lower_bound(
        rated_ones.begin(), rated_ones.end(), document,
        [](const auto& item, std::int64_t wanted) { return item.document < wanted; });
    if (found != rated_ones.end() && found->document == document) {
        row.rating_score = found->score;
        row.rating_hundredths = found->hundredths;
    }
}

}  // namespace skillmeat::ops
