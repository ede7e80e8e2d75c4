#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/deploy/commands.hpp>
#include <skillmeat/deploy/contents.hpp>
#include <skillmeat/deploy/findings.hpp>
#include <skillmeat/deploy/targets.hpp>
#include <skillmeat/model/deployment.hpp>
#include <skillmeat/ops/deploy/deploy_contents.hpp>

namespace skillmeat::ops {

/// A folder or file that a deployment puts at one place.
struct DesiredPart {
    std::string path;  ///< as Deployment::target
    bool directory = false;
    std::vector<const deploy::ContentFile*> files;  ///< of a folder; else the one file
    std::shared_ptr<const deploy::Contents>
        contents;  ///< keeps them; also what a store is keyed by
};

/// A file that people changed, brought together with the version that is to be installed.
struct LocalEdit {
    std::string found;  ///< fingerprint() of the file it was made from
    /// What comes to stand there; null: what is there stays. The row tells the new version's own
    /// bytes, so that it still is a file changed by hand.
    const deploy::ContentFile* merged = nullptr;
    const deploy::ContentFile* copy = nullptr;  ///< what could not be brought together, beside it
    std::string copy_path;                      ///< where that goes
};

/// A deployment as it ought to be, whatever is on disk.
struct Desired {
    Deployment row;  ///< status active; `made`, `merged` and `deployed_at` are filled in later
    bool is_private = false;
    std::vector<DesiredPart> parts;
    std::vector<MergedValue> values;              ///< without the containers they may need
    std::map<std::string, std::string> settings;  ///< by file of the values: text of a new one
    std::vector<deploy::RunLine> commands;        ///< what will be run once it is there
    std::vector<std::string> notes;               ///< for people: what was left out, renamed, ...
    std::optional<Error> refusal;                 ///< why it cannot be installed for this agent
    bool is_skipped = false;                      ///< refused, but nobody named this agent
    std::map<std::string, LocalEdit> edits;       ///< by path of the file
    std::vector<std::shared_ptr<const deploy::ContentFile>> edited;  ///< keeps what these name
};

/// Where parts go in the scope at hand.
struct DesiredPlace {
    const deploy::Targets& targets;
    /// The folder or settings file of an agent as Deployment::target names it, symbolic links on
    /// the way looked through; `unsafe_path` when they leave the project (rule R33).
    std::function<Result<std::string>(const std::string& path)> resolve;
};

/// What installing `content` for `agent` would put where. `base` has artifact, url, agent, mode,
/// commit, sha and version filled in.
[[nodiscard]] Desired make_desired(const DesiredPlace& place, Deployment base,
                                   const ArtifactContent& content);

/// Findings of hidden characters in all that would be installed (rule R39).
[[nodiscard]] std::vector<deploy::Finding> hidden_characters(const Desired& desired);

/// Why an artifact with findings, of which there is one at least, is not installed.
[[nodiscard]] Error flagged(const std::string& artifact,
                            const std::vector<deploy::Finding>& findings, std::string hint);

}  // namespace skillmeat::ops
