#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/timestamp.hpp>

namespace skillmeat {

/// `pending`: planned, or being done; `active`: installed as recorded; `inactive`: taken away, the
/// record stays; `error`: could not be installed, nothing of it is there.
enum class DeploymentStatus { pending, active, inactive, error };

inline constexpr std::array deployment_statuses{DeploymentStatus::pending, DeploymentStatus::active,
                                                DeploymentStatus::inactive,
                                                DeploymentStatus::error};

[[nodiscard]] std::string_view to_string(DeploymentStatus status);
[[nodiscard]] std::optional<DeploymentStatus> parse_deployment_status(std::string_view text);

/// How content comes to its place: written there, or as a link into the store below the user's data
/// directory.
enum class DeployMode { copy, symlink };

[[nodiscard]] std::string_view to_string(DeployMode mode);
[[nodiscard]] std::optional<DeployMode> parse_deploy_mode(std::string_view text);

/// One file that a deployment wrote.
struct DeployedFile {
    std::string path;    ///< as Deployment::target
    std::string mode;    ///< as git has it: `100644` or `100755`
    std::string sha256;  ///< of the bytes written, 64 hexadecimal digits

    bool operator==(const DeployedFile&) const = default;
};

/// One value that a deployment put into a JSON (or TOML) file which others write too. Taking it
/// away removes the member, or the element, that still has this value, and nothing else.
struct MergedValue {
    std::string file;              ///< as Deployment::target
    std::vector<std::string> key;  ///< way from the top: `["hooks", "PreToolUse"]`
    std::string value;             ///< as written, JSON on one line
    bool element = false;          ///< appended to the array at `key`, not the member itself

    bool operator==(const MergedValue&) const = default;
};

struct DeploymentError {
    std::string code;  ///< name of an ErrorCode
    std::string message;

    bool operator==(const DeploymentError&) const = default;
};

/// `[[deployment]]` of deployments.toml: what was installed where (formats.md). A record made by
/// `deployment create` knows less: agent, target, commit, sha, hash and files may then be empty.
struct Deployment {
    std::string artifact;  ///< `TYPE:./PATH@SOURCE`
    std::string url;       ///< of the source, as in the lock
    std::string agent;     ///< `claude-code`, ...
    std::optional<DeployMode> mode;
    std::string target;   ///< file or directory: relative to the project's root, absolute in the
                          ///< user scope; `.` for a plugin that is spread over several places
    std::string commit;   ///< 40 or 64 hexadecimal digits; empty for a plain directory
    std::string sha;      ///< the artifact's own git identity, as in the catalog
    std::string version;  ///< that the artifact declares
    std::string hash;     ///< `sm1:` and 64 hexadecimal digits, of the artifact's files
    DeploymentStatus status = DeploymentStatus::pending;
    std::optional<DeploymentError> error;  ///< with status `error` alone
    std::optional<Timestamp> deployed_at;  ///< last time it became active; none: never
    std::vector<std::string> made;         ///< directories and shared files made for it (as target)
    std::vector<DeployedFile> files;       ///< by path, bytewise
    std::vector<MergedValue> merged;       ///< in the order written

    bool operator==(const Deployment&) const = default;
};

/// First 12 hexadecimal digits of SHA-256 over artifact, agent and target, NUL between.
[[nodiscard]] std::string deployment_id(const Deployment& deployment);

/// What people see as the version: the declared one, else the first 12 digits of the commit; empty
/// when neither is known.
[[nodiscard]] std::string_view shown_version(std::string_view version, std::string_view commit);

/// Whether a record may go from one status to the other. All but two ways are open: what was active
/// is not planned again (a new deployment of it is pending in the journal, and its row stays
/// active), and what was taken away cannot have failed. The same status again is no change.
[[nodiscard]] bool may_become(DeploymentStatus from, DeploymentStatus to);

/// A place a deployment may name. Relative: below the project's root, without empty, `.`, `..` and
/// `.git` segments, backslashes and NULs; `.` is the root itself. Absolute: without `.`, `..` and
/// empty segments. At most 4,096 bytes.
[[nodiscard]] bool is_deployable_path(std::string_view path);

}  // namespace skillmeat
