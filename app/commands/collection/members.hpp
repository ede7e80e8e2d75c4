#pragma once

#include <string>
#include <vector>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec collection_add_spec;
extern const cli::CommandSpec collection_remove_spec;

struct CollectionMembersOptions {
    std::string collection;
    std::vector<std::string> references;
};

[[nodiscard]] Result<CollectionMembersOptions> bind_collection_members(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_collection_add(const CollectionMembersOptions& options,
                                                 Context& context);
[[nodiscard]] Result<Outcome> run_collection_remove(const CollectionMembersOptions& options,
                                                    Context& context);

}  // namespace skillmeat::app::commands
