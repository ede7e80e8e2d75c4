#pragma once

#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/sources/source_view.hpp>

namespace skillmeat::ops {

enum class SourceSort { id, added, updated, synced, count };

/// All conditions must hold; several types are alternatives, several tags must all match.
struct SourceFilter {
    std::vector<std::string> ids;     ///< SRC; empty: all
    std::vector<ArtifactType> types;  ///< has at least one listed entry of it
    std::vector<std::string> tags;    ///< ignoring case
    std::optional<Trust> trust;       ///< the level found, from the lock
    std::optional<Visibility> visibility;
    std::string search;  ///< case-insensitive substring of id, url, descriptions and tags
};

struct SourceListRequest {
    SourceFilter filter;
    SourceSort sort = SourceSort::id;
    std::optional<std::size_t> limit;  ///< 1 to 100,000
    std::string cursor;
};

struct SourceList {
    std::vector<SourceView> rows;
    std::size_t total = 0;
    std::string next_cursor;                   ///< empty on the last page
    std::vector<IncompleteSource> incomplete;  ///< whose entries the answer would have needed
};

/// Sources of the scopes. Order: id bytewise (then project), or newest / largest first for the
/// other sorts, sources without the value last. With a filter by type or a sort by count, sources
/// that are incomplete are named in `incomplete`.
[[nodiscard]] Result<SourceList> list_sources(Services& services, const std::vector<Scope>& scopes,
                                              const SourceListRequest& request);

/// Whether a source passes; pure.
[[nodiscard]] bool matches(const SourceView& view, const SourceFilter& filter);

}  // namespace skillmeat::ops
