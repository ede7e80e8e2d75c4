#pragma once

#include <memory>
#include <string>
#include <vector>

#include <skillmeat/catalog/query.hpp>
#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/ops/sources/source_view.hpp>

namespace skillmeat::ops {

/// Catalogs of one or several scopes in memory, with rows that point into them.
struct EntrySet {
    std::vector<std::unique_ptr<Workspace>> workspaces;
    std::vector<std::unique_ptr<Catalog>> catalogs;
    std::vector<catalog::EntryRow> rows;       ///< by project, source id, type name, path
    std::vector<IncompleteSource> incomplete;  ///< sources whose entries are not here
};

/// Entries of all sources, or of those named (SRC; each must fit a source of some scope). Sources
/// that were never scanned have none and are not incomplete.
[[nodiscard]] Result<EntrySet> load_entries(Services& services, const std::vector<Scope>& scopes,
                                            const std::vector<std::string>& sources);

/// Warns of tags in the filter that no entry and no source of the set carries.
void check_tags(Services& services, const EntrySet& set, const catalog::Filter& filter);

/// One entry with all that is known of it.
struct EntryView {
    CatalogEntry entry;
    Source source;
    std::optional<Exclusion> exclusion;
    std::string project_id;
    std::string project_name;
};

/// The entry REF means over all sources of the scopes. Only catalogs of sources that can hold it
/// are read, and of those only the rows that fit. `artifact_not_found`, `ambiguous_reference`; when
/// nothing fits and some sources are incomplete, `not_scanned`.
[[nodiscard]] Result<EntryView> find_entry(Services& services, const std::vector<Scope>& scopes,
                                           const std::string& reference);

/// What to do about a reference that fits nothing: the nearest name or path over all catalogs.
[[nodiscard]] std::string nearest_entry_hint(Services& services, const std::vector<Scope>& scopes,
                                             const std::string& reference);

/// Drops the tombstones of all catalogs of a scope, or of the sources named. Number dropped.
[[nodiscard]] Result<std::size_t> prune_catalogs(Services& services, const Scope& scope,
                                                 const std::vector<std::string>& sources,
                                                 bool dry_run);

}  // namespace skillmeat::ops
