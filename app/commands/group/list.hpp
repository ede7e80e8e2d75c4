#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec group_list_spec;

struct GroupListOptions {
    std::string collection;
    std::string search;
};

[[nodiscard]] Result<GroupListOptions> bind_group_list(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_group_list(const GroupListOptions& options, Context& context);

}  // namespace skillmeat::app::commands
