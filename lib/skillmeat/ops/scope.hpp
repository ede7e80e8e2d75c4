#pragma once

#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/paths.hpp>
#include <skillmeat/ops/services.hpp>

namespace skillmeat::ops {

/// Where one scope keeps its files (formats.md, Files on disk). All paths are absolute.
struct Scope {
    bool is_project = false;
    sys::Path root;            ///< the project's canonical root; the user's config directory else
    std::string project_id;    ///< empty for the user scope
    std::string project_name;  ///< the directory's name until the manifest is read; empty for user
    bool fell_back = false;    ///< the user scope was taken because there is no project here

    sys::Path manifest;     ///< skillmeat.toml
    sys::Path lock;         ///< skillmeat.lock
    sys::Path collections;  ///< collections.toml
    sys::Path local;        ///< directory of the private twins
    sys::Path local_manifest;
    sys::Path local_lock;
    sys::Path local_collections;
    sys::Path ledger;  ///< deployments.toml
    sys::Path local_ledger;
    sys::Path state_directory;  ///< `.skillmeat`, or the user's state directory
    sys::Path state_file;
    sys::Path catalogs;
    sys::Path details;
    sys::Path lock_file;  ///< flock(2), permanent

    [[nodiscard]] sys::Path catalog_of(std::string_view source_id) const;
    [[nodiscard]] sys::Path details_of(std::string_view source_id) const;
};

enum class ScopeChoice { automatic, user, project, all };

struct ScopeRequest {
    ScopeChoice choice = ScopeChoice::automatic;
    std::string project;  ///< directory or registered project id; empty: search upwards
};

[[nodiscard]] Scope project_scope(const sys::Path& canonical_root);
[[nodiscard]] Result<Scope> user_scope(const UserPaths& paths);

/// The one scope a command works on; `all` is `invalid_usage`, since only reading commands take it.
/// `project_not_found` when a project was asked for and there is none.
[[nodiscard]] Result<Scope> resolve_scope(Services& services, const ScopeRequest& request);

/// The scopes a reading command sees: one, or with `all` the user scope and every registered
/// project (by root, bytewise). Registered roots that are gone are skipped with one warning.
[[nodiscard]] Result<std::vector<Scope>> resolve_scopes(Services& services,
                                                        const ScopeRequest& request);

}  // namespace skillmeat::ops
