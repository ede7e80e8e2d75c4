#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/deploy/contents.hpp>
#include <skillmeat/model/detection.hpp>
#include <skillmeat/model/source.hpp>
#include <skillmeat/ops/scope.hpp>
#include <skillmeat/settings/settings.hpp>

namespace skillmeat::ops {

/// One artifact to read.
struct WantedContent {
    ArtifactType type = ArtifactType::skill;
    std::string name;
    std::string path;    ///< as in CatalogEntry
    bool whole = false;  ///< plugin: everything in its folder too, not its components alone
};

/// Which commit of which repository artifacts are read from.
struct ContentSource {
    std::string id;  ///< for messages
    std::string url;
    std::string commit;     ///< empty for a plain directory
    std::string tree;       ///< git tree id that `root` must have; empty: not checked
    DetectOptions options;  ///< of the source; for plugins, hooks and whole repositories
    std::optional<Transport> transport;
    bool offline = false;
};

/// An artifact with its verified content in memory.
struct ArtifactContent {
    ArtifactType type = ArtifactType::skill;
    std::string name;
    std::string path;
    std::string sha;  ///< the artifact's own git identity, as in the catalog; empty: see there
    /// Its files; for a plugin those it owns, for an MCP server none but its entry by its name.
    std::shared_ptr<const deploy::Contents> contents;
    std::shared_ptr<const deploy::Contents> folder;  ///< plugin with `whole`: all of its folder
    std::string json;                         ///< hook: text of its file; MCP server: its entry
    std::vector<std::string> missing_files;   ///< hook: files of the repository that commands name
                                              ///< and that are not the hook's
    std::vector<ArtifactContent> components;  ///< plugin: what it is made of, by type and path
    std::optional<Error> fault;               ///< why it cannot be installed
};

/// Reads artifacts of one source at one commit, in the order wanted: one fetch brings what is not
/// in the cache, then every blob is checked against its id (see deploy::read_contents()). What is
/// wrong with one artifact is its `fault`; what is wrong with all (no commit, no network, another
/// tree than promised) is the error: `objects_missing`, `integrity_failed`, `lock_outdated` for a
/// plain directory that changed.
[[nodiscard]] Result<std::vector<ArtifactContent>> read_artifacts(
    Services& services, const Scope& scope, const settings::Settings& settings,
    const ContentSource& source, const std::vector<WantedContent>& wanted);

}  // namespace skillmeat::ops
