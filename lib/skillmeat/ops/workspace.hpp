#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/ledger/ledger.hpp>
#include <skillmeat/lock/lock.hpp>
#include <skillmeat/manifest/manifest.hpp>
#include <skillmeat/ops/scope.hpp>
#include <skillmeat/state/state.hpp>

namespace skillmeat::ops {

/// One source with all that is known of it without its catalog.
struct SourceRecord {
    Source source;
    std::optional<LockRow> lock;       ///< none: not scanned
    std::optional<SourceState> state;  ///< machine-local; none: never synced here
};

/// The files of a scope as they stand on disk. Public and private files are read as one: an id in
/// both is taken from the private file, with one warning.
struct Workspace {
    Scope scope;
    bool has_manifest = false;  ///< skillmeat.toml exists
    std::string manifest_text;  ///< bytes read, for edits
    std::string local_manifest_text;
    manifest::Manifest shared;
    manifest::Manifest local;
    lock::LockFile shared_lock;
    lock::LockFile local_lock;
    ledger::Ledger shared_ledger;  ///< empty unless LoadOptions::ledger
    ledger::Ledger local_ledger;
    bool has_shared_lock = false;
    bool has_local_lock = false;
    state::StateFile state;
    std::vector<SourceRecord> records;  ///< by id, bytewise

    /// Ignoring case; null when there is none.
    [[nodiscard]] const SourceRecord* find(std::string_view id) const;
};

struct LoadOptions {
    bool allow_private_in_shared = false;  ///< for `source update --visibility`
    /// Manifest only: lock and state are neither read nor judged (`--no-scan`, `init`).
    bool locks = true;
    bool ledger = false;  ///< deployments.toml too
};

/// Reads manifest, lock and state of a scope. Missing files are empty ones; a manifest or lock that
/// cannot be read is an error, its faults reported to the diagnostics.
[[nodiscard]] Result<Workspace> load_workspace(Services& services, const Scope& scope,
                                               const LoadOptions& options = {});

/// The record SRC names: an id, `owner/repo`, or a URL of the same repository; several sources with
/// that URL are `ambiguous_reference`. `source_not_found` suggests close ids.
[[nodiscard]] Result<const SourceRecord*> find_source(const Workspace& workspace,
                                                      std::string_view text);

/// Stops a command that would write an older manifest (`migration_needed`).
[[nodiscard]] Result<void> require_current_schema(const Workspace& workspace);

}  // namespace skillmeat::ops
