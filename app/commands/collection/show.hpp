#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec collection_show_spec;

struct CollectionShowOptions {
    std::string collection;
};

[[nodiscard]] Result<CollectionShowOptions> bind_collection_show(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_collection_show(const CollectionShowOptions& options,
                                                  Context& context);

}  // namespace skillmeat::app::commands
