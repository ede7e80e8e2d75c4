#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/sources/scan_source.hpp>
#include <skillmeat/ops/sources/source_view.hpp>

namespace skillmeat::ops {

/// What `source add` was told about one repository. Absent values get their default.
struct AddRequest {
    std::string repository;  ///< REPO as typed
    std::string id;
    std::string ref;
    std::string root;
    std::map<std::string, ArtifactType> map;
    std::vector<std::string> tags;
    Trust trust = Trust::unsigned_;
    std::optional<Visibility> visibility;
    std::string description;
    bool import_description = false;
    bool import_readme = false;
    std::optional<Transport> transport;
    std::optional<int> min_confidence;
    std::vector<Exclusion> exclude;  ///< of an imported source
    bool scan = true;                ///< false: the manifest only, no network
    bool dry_run = false;
};

struct Added {
    Source source;
    std::optional<ScanReport> scan;  ///< none with `scan = false`
    std::optional<SourceView> view;  ///< as it stands on disk now; none for a dry run
};

/// Resolves, scans and records one source; nothing is written when any step fails. `already_exists`
/// when the id or (url, ref, root) is taken.
[[nodiscard]] Result<Added> add_source(Services& services, const Scope& scope,
                                       const AddRequest& request);

}  // namespace skillmeat::ops
