#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/base/result.hpp>
#include <skillmeat/model/index_address.hpp>
#include <skillmeat/model/source.hpp>
#include <skillmeat/toml/value.hpp>

namespace skillmeat::manifest {

inline constexpr int current_schema = 1;

/// skillmeat.toml, or the twin below `.skillmeat/local/` that holds private sources only.
enum class Role { shared, local };

/// What skillmeat.toml says (formats.md, skillmeat.toml).
struct Manifest {
    int schema = current_schema;      ///< of the file as found; an older one is read as it is
    std::string project_name;         ///< `[project] name`, or empty
    std::vector<Source> sources;      ///< in the order of the file
    std::vector<SavedIndex> indexes;  ///< `[[index]]`, in the order of the file
    tomlfile::Table settings;         ///< `[settings]` as written; the settings module checks it
};

/// Reads and checks a manifest of any known schema. Every fault is reported to `sink` with its
/// position, all of them in one run, then the result is `invalid_manifest` with the position of the
/// first. Unknown keys are warnings. A newer schema is `newer_format`. In the shared role
/// `visibility = "private"` is a fault unless `allow_private`; in the local role sources are
/// private and `public` is a fault, and nothing but `schema` and `[[source]]` may stand in the
/// file.
struct ReadOptions {
    Role role = Role::shared;
    bool allow_private = false;
};
[[nodiscard]] Result<Manifest> read(std::string_view text, const std::string& path,
                                    const ReadOptions& options, DiagnosticSink& sink);

/// Faults that only show when both files are read: ids and (url, ref, root) unique over them. An id
/// in both is no fault here: ops reads it from the local file and warns.
void check_together(const Manifest& shared, const Manifest& local, DiagnosticSink& sink);

/// Checks one source's values as the reader would, for values from a command line
/// (`invalid_value`).
[[nodiscard]] Result<void> check_source(const Source& source);
[[nodiscard]] Result<void> check_index(const SavedIndex& index);

/// Digest of the exclusion rows that decide counts (artifact texts, in order).
[[nodiscard]] std::string exclusions_hash(const std::vector<Exclusion>& exclusions);

/// Digest of what changes detection: root and map. Stored in catalogs.
[[nodiscard]] std::string options_hash(const Source& source);

}  // namespace skillmeat::manifest
