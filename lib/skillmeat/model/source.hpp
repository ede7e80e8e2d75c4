#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/error.hpp>
#include <skillmeat/base/timestamp.hpp>
#include <skillmeat/model/artifact_type.hpp>

namespace skillmeat {

enum class Trust { unsigned_, signed_ };
enum class Visibility { public_, private_ };
enum class Transport { automatic, git, api };

[[nodiscard]] std::string_view to_string(Trust trust);            ///< `unsigned` | `signed`
[[nodiscard]] std::string_view to_string(Visibility visibility);  ///< `public` | `private`
[[nodiscard]] std::string_view to_string(Transport transport);    ///< `auto` | `git` | `api`
[[nodiscard]] std::optional<Trust> parse_trust(std::string_view text);
[[nodiscard]] std::optional<Visibility> parse_visibility(std::string_view text);
[[nodiscard]] std::optional<Transport> parse_transport(std::string_view text);

inline constexpr std::size_t max_tags = 20;
inline constexpr std::size_t max_description = 2000;  ///< code points
inline constexpr std::size_t max_reason = 500;        ///< code points
inline constexpr int default_min_confidence = 50;

/// `[[source.exclude]]`: "not an artifact", or unwanted.
struct Exclusion {
    std::string artifact;  ///< as typed: `type:./path`, a name, `type:name`, or a path glob
    std::string reason;    ///< empty when none was given
    std::optional<Timestamp> at;
    Origin origin;  ///< where it stands in the manifest; not part of equality

    bool operator==(const Exclusion& other) const {
        return artifact == other.artifact && reason == other.reason && at == other.at;
    }
};

/// `[[source]]` of skillmeat.toml: what the user wants. Absent keys have their default here.
struct Source {
    std::string id;
    std::string url;   ///< as given; a local path may be relative to the project's root
    std::string ref;   ///< empty: the remote's default branch
    std::string root;  ///< empty: the whole tree
    std::map<std::string, ArtifactType> map;
    std::vector<std::string> tags;
    Trust trust = Trust::unsigned_;
    Visibility visibility = Visibility::public_;  ///< of the file it stands in
    bool import_description = false;
    bool import_readme = false;
    std::string description;
    int min_confidence = default_min_confidence;
    std::optional<Transport> transport;  ///< absent: the setting
    std::vector<Exclusion> exclude;
    Origin origin;  ///< of its header; not part of equality
    std::size_t index =
        0;  ///< position among the [[source]] tables of its file; not part of equality

    bool operator==(const Source& other) const;
};

/// `[[source]]` of skillmeat.lock: what the source resolved to.
struct LockRow {
    std::string id;
    std::string url;
    std::string ref;     ///< repeats the manifest; empty when absent there
    std::string commit;  ///< 40 or 64 hexadecimal digits; empty for a plain directory
    std::string tree;    ///< git tree id of the scanned root
    std::string root;    ///< repeats the manifest
    std::vector<std::string> tags;
    bool import_repo_description = false;
    bool import_repo_readme = false;
    Timestamp added_at;
    Timestamp updated_at;
    std::optional<Timestamp> fetch_timestamp;
    std::string repo_description;
    std::string description_status = "skipped";  ///< ok | failed | skipped | absent
    std::string readme_status = "skipped";
    std::string readme_hash;
    std::string trust_level = "unsigned";
    std::string trust_reason = "unchecked";
    std::optional<bool> host_verified;
    std::string host_verification_reason;

    bool operator==(const LockRow&) const = default;
};

struct LastError {
    std::string code;
    std::string message;
    Timestamp at;

    bool operator==(const LastError&) const = default;
};

/// What counts were counted from; when one differs from now, they are stale.
struct CountBasis {
    std::uint64_t catalog_size = 0;
    std::int64_t catalog_mtime_ns = 0;
    std::uint64_t catalog_inode = 0;
    std::string identity;  ///< digest of the url, commit, tree and options the catalog belongs to
    std::string exclusions_hash;
    int min_confidence = default_min_confidence;

    bool operator==(const CountBasis&) const = default;
};

/// `[[source]]` of state.toml: machine-local.
struct SourceState {
    std::string id;
    std::optional<Timestamp> last_sync;
    std::optional<LastError> last_error;
    std::optional<TypeCounts> counts;
    CountBasis basis;

    bool operator==(const SourceState&) const = default;
};

}  // namespace skillmeat
