#pragma once

#include <string>
#include <vector>

#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/ops/sources/source_view.hpp>

namespace skillmeat::ops {

/// An entry with the exclusion that now covers it, if any.
struct ExclusionEntry {
    CatalogEntry entry;
    std::optional<Exclusion> exclusion;
};

/// What `source exclude` and `source restore` did.
struct ExclusionChange {
    bool changed = false;
    std::vector<std::string> said;        ///< what was left as it was, and why
    std::vector<ExclusionEntry> entries;  ///< those named, by type name and path
    SourceView view;
};

/// Excludes entries of one source (formats.md, Exclusions): a reference writes one `type:./path`
/// row for the entry it names, a path glob a row as typed. Each must fit something
/// (`artifact_not_found`), a name only one entry (`ambiguous_reference`). Needs a catalog
/// (`not_scanned`).
[[nodiscard]] Result<ExclusionChange> exclude_entries(Services& services, const Scope& scope,
                                                      const std::string& source,
                                                      const std::vector<std::string>& references,
                                                      const std::string& reason);

/// Takes exclusions back; the entries' status becomes `new`. Works without a catalog too.
/// `covered_by_glob` when only a glob excludes an entry.
[[nodiscard]] Result<ExclusionChange> restore_entries(Services& services, const Scope& scope,
                                                      const std::string& source,
                                                      const std::vector<std::string>& references);

}  // namespace skillmeat::ops
