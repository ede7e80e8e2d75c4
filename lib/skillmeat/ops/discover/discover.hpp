#pragma once

#include <optional>
#include <string>
#include <vector>

#include <skillmeat/model/index_address.hpp>
#include <skillmeat/ops/discover/check_digests.hpp>
#include <skillmeat/ops/discover/site_index.hpp>
#include <skillmeat/ops/sources/add_source.hpp>

namespace skillmeat::ops {

/// What `source discover` was told about one index.
struct DiscoverRequest {
    std::string place;              ///< REPO, URL, or the id of a saved index
    std::optional<IndexKind> kind;  ///< of a place that is no saved index; absent: by its text
    std::string ref;                ///< of a repository; empty for what the place says
    bool refresh = false;
    bool offline = false;
};

/// One entry of an index, seen from a scope.
struct DiscoveredReference {
    discover::Reference reference;
    std::string id;         ///< that its source would get; empty when that is not known
    std::string source_id;  ///< of the source that is this repository and directory; or empty
    CheckedDigest digest;
};

struct Discovered {
    IndexKind kind = IndexKind::repository;
    std::string saved_id;  ///< of the saved index that was named; empty for others
    std::string address;   ///< as `[[index]] url` takes it
    ReadIndex index;       ///< its references are moved to those below
    std::vector<DiscoveredReference> references;
};

/// Reads an index and finds which of its entries are sources of the scope. `scope` may be null,
/// where there is no place for one: then nothing is. Writes nothing but copies of indexes.
[[nodiscard]] Result<Discovered> discover_sources(Services& services, const Scope* scope,
                                                  const DiscoverRequest& request);

/// Reads the skill files of these entries and compares their digests. Asks the network.
[[nodiscard]] Result<void> verify_digests(Services& services, Discovered& discovered,
                                          const std::vector<std::size_t>& which);

/// What `source add` is told to add an entry: its pin, else its ref, and its directory as root.
/// The entry must be addable.
[[nodiscard]] AddRequest add_request(const DiscoveredReference& reference);

/// Entries to add. With `names` those, each of which must be addable (`invalid_value`) and known
/// (discover::select); else all that are addable and not there yet.
[[nodiscard]] Result<std::vector<std::size_t>> choose_references(
    const Discovered& discovered, const std::vector<std::string>& names);

}  // namespace skillmeat::ops
