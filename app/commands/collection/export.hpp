#pragma once

#include <optional>
#include <string>

#include <skillmeat/ops/collections/exchange_collections.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec collection_export_spec;

struct CollectionExportOptions {
    ops::ExportRequest request;
    std::optional<std::string> output;  ///< file to write; none: stdout
};

[[nodiscard]] Result<CollectionExportOptions> bind_collection_export(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_collection_export(const CollectionExportOptions& options,
                                                    Context& context);

}  // namespace skillmeat::app::commands
