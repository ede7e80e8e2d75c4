#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/ops/scope.hpp>

namespace skillmeat::ops {

inline constexpr int newest_format = 1;  ///< of manifests and locks alike

struct MigrateRequest {
    int to = newest_format;  ///< 0 to newest_format
    bool dry_run = false;
    bool drop = false;  ///< goes back although something is lost
};

struct MigratedFile {
    sys::Path path;
    bool is_lock = false;
    int from = 0;
    int to = 0;
    std::vector<std::string> steps;   ///< what was or would be done, a sentence each
    std::vector<std::string> losses;  ///< what the older format cannot hold
    std::optional<sys::Path> backup;  ///< where the old bytes were put; none in a dry run

    [[nodiscard]] bool changed() const { return from != to; }
};

struct MigrateReport {
    std::vector<MigratedFile> files;  ///< those that exist: manifests, then locks
    bool refused = false;             ///< something would be lost: nothing was written
};

/// Brings the manifests and locks of a scope to a format, with a backup of each changed file below
/// `backup/` in the scope's state directory. Everything is worked out before anything is written;
/// each file is replaced by itself, since commands read any mixture, and running it again after a
/// kill finishes it.
[[nodiscard]] Result<MigrateReport> migrate_scope(Services& services, const Scope& scope,
                                                  const MigrateRequest& request);

/// `migration_loss`, for a refused report.
[[nodiscard]] Error loss_error(const MigrateReport& report);

}  // namespace skillmeat::ops
