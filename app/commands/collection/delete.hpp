#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec collection_delete_spec;

struct CollectionDeleteOptions {
    std::string collection;
    bool dry_run = false;
};

[[nodiscard]] Result<CollectionDeleteOptions> bind_collection_delete(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_collection_delete(const CollectionDeleteOptions& options,
                                                    Context& context);

}  // namespace skillmeat::app::commands
