#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/ops/deploy/deployments.hpp>

#include <app/cli/spec.hpp>
#include <app/print/output.hpp>

namespace skillmeat::app::commands {

// A deployment as the commands that change or list some show it.

inline constexpr std::array<std::string_view, 4> deployment_status_names{"pending", "active",
                                                                         "inactive", "error"};

[[nodiscard]] print::Cell deployment_status_cell(DeploymentStatus status);
[[nodiscard]] std::string deployment_json_of(const ops::DeploymentView& view);
/// Columns, cells and JSON of the rows, which must outlive the list.
[[nodiscard]] print::List deployment_list(const std::vector<ops::DeploymentView>& rows,
                                          bool with_project);
/// Everything known about one, with its files.
[[nodiscard]] print::Item deployment_item(const ops::DeploymentView& view);

/// A checked `--status`, or nothing; of a repeatable one the last.
[[nodiscard]] std::optional<DeploymentStatus> deployment_status_of(const cli::Values& values);

}  // namespace skillmeat::app::commands
