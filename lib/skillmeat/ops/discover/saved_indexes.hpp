#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/model/index_address.hpp>
#include <skillmeat/ops/workspace.hpp>

namespace skillmeat::ops {

/// The saved index of that id, ignoring case; null when there is none.
[[nodiscard]] const SavedIndex* find_saved(const manifest::Manifest& manifest, std::string_view id);

/// An address as `[[index]] url` takes it: in full, with its ref and directory. Local paths are
/// those of `address`. `text` is what was typed, and `ref` what a flag added to it. Empty when no
/// address says all that: a directory at a ref.
[[nodiscard]] std::string saved_address(const IndexAddress& address, const std::string& text,
                                        const std::string& ref);

/// A saved index with what is known of its copy.
struct IndexListing {
    SavedIndex index;
    IndexKind kind = IndexKind::repository;
    std::optional<Timestamp> fetched_at;  ///< none: no copy here
};

/// The saved indexes of a scope, in the order of its manifest.
[[nodiscard]] Result<std::vector<IndexListing>> list_indexes(Services& services,
                                                             const Scope& scope);

struct SaveRequest {
    std::string address;  ///< saved_address()
    IndexKind kind = IndexKind::repository;
    std::string id;                   ///< empty: default_index_id()
    std::optional<std::int64_t> ttl;  ///< seconds; absent: as it is
    bool dry_run = false;
};

struct SavedChange {
    SavedIndex index;
    bool changed = false;
};

/// Keeps an index in the scope's committed manifest. Saving the same again changes nothing but a
/// `ttl` that is given. `already_exists` when the id has another address; `invalid_usage` for an
/// address that would be read as another kind, or a directory outside the project.
[[nodiscard]] Result<SavedChange> save_index(Services& services, const Scope& scope,
                                             const SaveRequest& request);

/// Takes a saved index out of the manifest. `index_not_found` suggests close ids.
[[nodiscard]] Result<SavedIndex> forget_index(Services& services, const Scope& scope,
                                              std::string_view id, bool dry_run);

}  // namespace skillmeat::ops
