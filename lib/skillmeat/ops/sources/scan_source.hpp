#pragma once

#include <optional>
#include <string>
#include <vector>

#include <skillmeat/catalog/merge.hpp>
#include <skillmeat/model/detection.hpp>
#include <skillmeat/ops/scope_edit.hpp>
#include <skillmeat/ops/sources/details.hpp>
#include <skillmeat/ops/sources/open_source.hpp>

namespace skillmeat::ops {

struct ScanFlags {
    bool force = false;         ///< detect again although nothing changed
    bool locked = false;        ///< the commits of the lock; no ref is looked up
    bool offline = false;       ///< no network: objects from the cache only
    bool accept_moved = false;  ///< a tag that names another commit is taken over
    bool strict_paths = false;  ///< root and map paths that are not in the tree are errors
};

/// What scanning one source found, before anything is written.
struct ScannedSource {
    Source source;                  ///< as it was scanned
    Source started_from;            ///< as the manifest had it when the work started
    std::optional<LockRow> before;  ///< its lock row then
    std::string commit;             ///< empty for a plain directory
    std::string tree;               ///< id of the scanned root
    CatalogHeader header;           ///< of the catalog that belongs to this
    bool up_to_date = false;        ///< the catalog on disk has this header: nothing was detected
    std::vector<CatalogEntry> entries;  ///< without statuses; empty when up_to_date
    Details details;
};

/// What committing it changed.
struct ScanReport {
    std::string source_id;
    std::string project_id;
    std::string project_name;
    std::string old_commit;  ///< empty when there was none
    std::string new_commit;
    bool unchanged = false;  ///< same commit and options: at most state.toml was written
    catalog::MergeSummary summary;
    TypeCounts counts;
};

/// The network and detection part of a scan: touches nothing of the scope. Warnings go to
/// `services.diagnostics`.
[[nodiscard]] Result<ScannedSource> scan_source(Services& services, const Scope& scope,
                                                const SourceRecord& record, const ScanFlags& flags,
                                                const ReadOptions& options);

/// Merges a scan into the files that are open for editing. `concurrent_change` when the source's
/// url, ref, root, map or lock row are no longer what the scan started from (formats.md, Who is
/// right); `source_not_found` when the source is gone. Manifest and lock stay alone when `locked`.
/// A source that is being added (`fresh`) never merges with a leftover catalog.
[[nodiscard]] Result<ScanReport> apply_scan(Services& services, ScopeEdit& edit,
                                            const ScannedSource& scanned, bool locked,
                                            bool fresh = false);

/// Fetches the details of a source alone, at the commit of its lock row; nothing when it has none.
/// Never fails: what goes wrong is noted in the details.
[[nodiscard]] Details fetch_details_of_locked(Services& services, const Scope& scope,
                                              const SourceRecord& record,
                                              const ReadOptions& options);

/// Takes details that were fetched into the files: lock row (unless `locked`), README, and for a
/// failure last_error with one warning.
void apply_details(Services& services, ScopeEdit& edit, const Source& source,
                   const Details& details, bool locked = false);

/// The lock row of a source: the row before with what manifest and scan say now. updated_at moves
/// when a manifest key or the commit did. Details that no longer hold are dropped from it.
[[nodiscard]] LockRow make_lock_row(const Source& source, const LockRow* before,
                                    const std::string& commit, const std::string& tree,
                                    Timestamp now);

}  // namespace skillmeat::ops
