#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/deployment.hpp>

namespace skillmeat::ledger {

/// Number of deployments in each status.
struct StatusCounts {
    std::array<std::size_t, deployment_statuses.size()> values{};

    std::size_t& operator[](DeploymentStatus status) {
        return values[static_cast<std::size_t>(status)];
    }
    std::size_t operator[](DeploymentStatus status) const {
        return values[static_cast<std::size_t>(status)];
    }
    [[nodiscard]] std::size_t total() const;
    bool operator==(const StatusCounts&) const = default;
};

/// How an artifact stands over all its deployments.
struct ArtifactStanding {
    std::string artifact;  ///< in the spelling of its first row
    std::size_t count = 0;
    DeploymentStatus worst = DeploymentStatus::inactive;  ///< error, pending, active, inactive

    bool operator==(const ArtifactStanding&) const = default;
};

/// Counts the rows of one or several ledgers.
class Summary {
  public:
    void add(std::string_view artifact, DeploymentStatus status);

    [[nodiscard]] const StatusCounts& by_status() const { return by_status_; }
    /// By count, the largest first, then by id bytewise.
    [[nodiscard]] std::vector<ArtifactStanding> by_artifact() const;

  private:
    StatusCounts by_status_;
    std::vector<ArtifactStanding> artifacts_;
    std::unordered_map<std::string, std::size_t> places_;  ///< by artifact_id_key()
};

/// Counts the rows of a ledger's text into `summary`, and by status. Text in the form write() makes
/// is only looked at where artifact and status stand, so that thousands of rows take milliseconds;
/// any other is read in full. Errors are those of read().
[[nodiscard]] Result<StatusCounts> count_rows(std::string_view text, const std::string& path,
                                              Summary& summary);

}  // namespace skillmeat::ledger
