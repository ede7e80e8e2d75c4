#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <skillmeat/catalog/query.hpp>
#include <skillmeat/index/entry_query.hpp>
#include <skillmeat/ops/entries/index_session.hpp>
#include <skillmeat/ops/sources/source_view.hpp>
#include <skillmeat/ratings/summary.hpp>

namespace skillmeat::ops {

/// A question about entries, in terms of the index.
struct IndexedQuestion {
    index::Bounds bounds;
    index::Conditions conditions;
    std::vector<IncompleteSource> incomplete;  ///< chosen sources whose entries are not there
    std::vector<index::RatedDocument> rated;   ///< by document, as far as it goes by ratings
    std::vector<std::string> tags;             ///< as asked for
    /// All tags there are, if one of those asked for may be unknown.
    std::optional<std::set<std::string>> known_tags;
};

/// Settles the names of sources (`source_not_found`) and puts a filter into the index's terms.
/// `filter.sources` are SRC as people name them; `votes` may be empty unless ratings are asked for.
[[nodiscard]] Result<IndexedQuestion> question_of(const IndexSession& session,
                                                  const catalog::Filter& filter,
                                                  const ratings::Summary& votes);

/// Warns of tags that nothing carries.
void warn_of_tags(Services& services, const IndexedQuestion& question);

/// A stored entry as lists see it; points into both arguments. `io_error` when they do not fit.
[[nodiscard]] Result<catalog::EntryRow> row_of(IndexSession& session,
                                               const index::StoredEntry& stored);

/// The scopes of a request, for cursors.
[[nodiscard]] std::string cursor_scope(const std::vector<Scope>& scopes,
                                       const std::vector<std::string>& sources);

}  // namespace skillmeat::ops
