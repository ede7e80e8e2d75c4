#pragma once

#include <string>
#include <vector>

#include <skillmeat/ops/exchange/import_files.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec import_spec;

struct ImportOptions {
    std::vector<std::string> files;
    ops::ImportFilesRequest request;  ///< without its files
};

[[nodiscard]] Result<ImportOptions> bind_import(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_import(const ImportOptions& options, Context& context);

}  // namespace skillmeat::app::commands
