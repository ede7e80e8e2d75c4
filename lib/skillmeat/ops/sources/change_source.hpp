#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/sources/scan_source.hpp>
#include <skillmeat/ops/sources/source_view.hpp>

namespace skillmeat::ops {

/// What a change of one source led to.
struct Changed {
    bool changed = false;
    std::vector<std::string> said;   ///< what was left as it was, and why; for a person
    std::optional<ScanReport> scan;  ///< when the change led to a scan
    SourceView view;                 ///< as it stands now (for a dry run: as it would)
};

/// What `source update` was told; absent is not the same as empty.
struct UpdateRequest {
    std::string source;  ///< SRC
    std::optional<std::string> url;
    std::optional<std::string> ref;
    std::optional<std::string> root;
    std::optional<std::map<std::string, ArtifactType>> map;
    std::optional<std::vector<std::string>> tags;
    std::optional<Trust> trust;
    std::optional<Visibility> visibility;
    std::optional<std::string> description;
    std::optional<bool> import_description;
    std::optional<bool> import_readme;
    std::optional<Transport> transport;
    std::optional<int> min_confidence;
    bool scan = true;
    bool dry_run = false;
    /// Public collections may lose the artifacts of a source that becomes private (`--yes`).
    bool leave_collections = false;
};

/// Changes a source. A new url, ref, root or map is scanned at once unless `scan` is false; when
/// that fails, nothing is written. Details that are turned on are fetched at once, those turned off
/// are cleared.
[[nodiscard]] Result<Changed> update_source(Services& services, const Scope& scope,
                                            const UpdateRequest& request);

struct RemoveRequest {
    std::string source;  ///< SRC
    bool dry_run = false;
    bool leave_deployments = false;  ///< active ones stay on the disk and in the ledger (`--yes`)
};

/// Deletes manifest and lock rows, then catalog, details and state. What stood there before. A
/// source with active deployments is `confirmation_required` unless these may be left.
[[nodiscard]] Result<SourceView> remove_source(Services& services, const Scope& scope,
                                               const RemoveRequest& request);

enum class TagEdit { add, remove, set };

/// Adds, removes or replaces tags. All are checked before anything is written; adding one that is
/// there (ignoring case) and removing one that is not change nothing and are said.
[[nodiscard]] Result<Changed> edit_tags(Services& services, const Scope& scope,
                                        const std::string& source, TagEdit edit,
                                        const std::vector<std::string>& tags);

}  // namespace skillmeat::ops
