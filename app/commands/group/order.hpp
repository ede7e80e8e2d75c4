#pragma once

#include <string>
#include <vector>

#include <skillmeat/ops/collections/change_groups.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec group_reorder_spec;
extern const cli::CommandSpec group_position_spec;
extern const cli::CommandSpec group_reorder_artifacts_spec;

struct GroupReorderOptions {
    std::string collection;
    std::vector<std::string> words;
};
[[nodiscard]] Result<GroupReorderOptions> bind_group_reorder(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_group_reorder(const GroupReorderOptions& options,
                                                Context& context);

struct GroupPositionOptions {
    ops::GroupName name;
    std::string reference;
    std::size_t position = 0;
};
[[nodiscard]] Result<GroupPositionOptions> bind_group_position(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_group_position(const GroupPositionOptions& options,
                                                 Context& context);

struct GroupReorderArtifactsOptions {
    ops::GroupName name;
    std::vector<std::string> words;
};
[[nodiscard]] Result<GroupReorderArtifactsOptions> bind_group_reorder_artifacts(
    const cli::Values& values);
[[nodiscard]] Result<Outcome> run_group_reorder_artifacts(
    const GroupReorderArtifactsOptions& options, Context& context);

}  // namespace skillmeat::app::commands
