#pragma once

#include <string>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec collection_import_spec;

struct CollectionImportOptions {
    std::string file;
    bool is_private = false;
    bool dry_run = false;
};

[[nodiscard]] Result<CollectionImportOptions> bind_collection_import(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_collection_import(const CollectionImportOptions& options,
                                                    Context& context);

}  // namespace skillmeat::app::commands
