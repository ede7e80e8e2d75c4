#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/index/search.hpp>
#include <skillmeat/ops/workspace.hpp>

namespace skillmeat::ops {

/// An entry of a saved index as the copy on disk has it. Nobody scanned what it names.
struct RemoteEntry {
    CatalogEntry entry;      ///< a skill or a plugin; times are those of the copy
    Source source;           ///< as `source add` would call it, or the index
    std::string index;       ///< id of the saved index
    std::string add;         ///< REPO of `source add`; empty when it cannot be added
    std::string project_id;  ///< of the scope that saved the index
    std::string project_name;
};

/// Entries of copies of saved indexes. Places on this machine have no copy, and are not read.
struct RemoteEntries {
    std::deque<RemoteEntry> entries;   ///< they stay where they are
    std::vector<std::string> missing;  ///< saved indexes of which no copy is here
};

/// Reads the copies, however old they are, of the indexes that the scopes saved; nothing is asked
/// of the network. Entries that are sources of their scope already are left out.
[[nodiscard]] Result<RemoteEntries> read_remote_entries(Services& services,
                                                        const std::vector<Scope>& scopes);

struct RemoteHit {
    const RemoteEntry* found = nullptr;
    index::HitKind kind = index::HitKind::word;
    std::int64_t score = 0;  ///< in thousandths
};

struct RemoteHits {
    std::vector<RemoteHit> hits;  ///< all of them
    index::SearchResult said;     ///< corrections and matcher; without hits
};

/// Searches them as catalogs are searched. Bounds, limit and place of the request are not used.
[[nodiscard]] Result<RemoteHits> search_remote(const RemoteEntries& remote,
                                               index::SearchRequest request);

}  // namespace skillmeat::ops
