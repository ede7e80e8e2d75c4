#pragma once

#include <functional>
#include <string>
#include <vector>

#include <skillmeat/ops/sources/scan_source.hpp>

namespace skillmeat::ops {

struct ScanRequest {
    std::vector<std::string> sources;  ///< SRC; empty: all of the scopes
    ScanFlags flags;
    std::size_t jobs = 0;  ///< sources worked on at once; 0: the setting
    bool dry_run = false;
};

struct ScanFailure {
    std::string project_id;
    std::string source_id;
    Error error;
};

struct ScanOutcome {
    std::vector<ScanReport> reports;    ///< by project, then id, as `scopes` lists them
    std::vector<ScanFailure> failures;  ///< likewise
};

/// Scans sources of one or several scopes, several at once; the failure of one does not stop the
/// others, and is noted in state.toml. Each source is committed as soon as it is done. Fails itself
/// only when a name fits no source, a scope cannot be read, or it was interrupted.
[[nodiscard]] Result<ScanOutcome> scan_sources(Services& services, const std::vector<Scope>& scopes,
                                               const ScanRequest& request);

}  // namespace skillmeat::ops
