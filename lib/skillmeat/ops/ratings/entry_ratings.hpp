#pragma once

#include <vector>

#include <skillmeat/catalog/query.hpp>
#include <skillmeat/index/entry_query.hpp>
#include <skillmeat/ops/entries/index_session.hpp>
#include <skillmeat/ratings/summary.hpp>

namespace skillmeat::ops {

// Ratings are few beside entries: what is asked of both is answered by looking up the entries of
// the ratings, never the ratings of all entries.

/// Notes in the rows what the ratings of their entries come to.
void add_ratings(std::vector<catalog::EntryRow>& rows, const ratings::Summary& votes);

/// The entries of the session that are rated, by document.
[[nodiscard]] Result<std::vector<index::RatedDocument>> rated_documents(
    const IndexSession& session, const ratings::Summary& votes);

/// Notes in a row of the index what the ratings of its document come to.
void add_rating(catalog::EntryRow& row, std::int64_t document,
                const std::vector<index::RatedDocument>& rated);

}  // namespace skillmeat::ops
