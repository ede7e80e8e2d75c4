#pragma once

#include <optional>
#include <string>
#include <vector>

#include <skillmeat/interop/foreign.hpp>
#include <skillmeat/ops/collections/exchange_collections.hpp>
#include <skillmeat/ops/exchange/import_sources.hpp>

namespace skillmeat::ops {

struct ImportFilesRequest {
    std::vector<sys::Path> files;           ///< absolute; none: where files of `format` usually are
    std::optional<interop::Format> format;  ///< absent: told by the content of the one file
    std::string collection;                 ///< name for what a foreign file uses; empty: its own
    bool is_private = false;                ///< collections that are made become private
    bool scan = true;
    bool dry_run = false;
};

struct ImportedFiles {
    std::string format;                   ///< `skillmeat`, or as interop::to_string() has it
    std::vector<sys::Path> files;         ///< that were read
    std::vector<ImportedSource> sources;  ///< in the order of the file
    Imported collections;
    std::vector<interop::Remark> remarks;
    bool changed = false;
};

/// Takes in sources and collections: what export_scope() wrote, or files of another tool. What is
/// here stays as it is and what is not is added, so that a second import changes nothing. Sources
/// commit one by one; one that fails stops neither the others nor the collections. Local
/// directories are only taken from beside the file.
[[nodiscard]] Result<ImportedFiles> import_files(Services& services, const Scope& scope,
                                                 const ImportFilesRequest& request);

/// Where files of a format are: in the project, or for the user; those that are there.
/// `invalid_usage` when none is.
[[nodiscard]] Result<std::vector<sys::Path>> usual_files(Services& services, const Scope& scope,
                                                         interop::Format format);

}  // namespace skillmeat::ops
