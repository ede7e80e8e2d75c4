#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace skillmeat::discover {

// Limits on what an index may hold: it is hostile input.
inline constexpr std::size_t max_index_size = std::size_t{8} << 20;  ///< bytes of one file
inline constexpr std::size_t max_entries = 10'000;                   ///< of one file
inline constexpr std::size_t max_name = 255;                         ///< code points

/// What an entry of an index points to.
enum class ReferenceKind {
    repository,  ///< another git repository, or a directory of one
    plugin,      ///< a directory of the repository the index stands in
    skill,       ///< a SKILL.md at a URL
    archive,     ///< a zip or tar at a URL
    npm,         ///< a package
    pip,         ///< a package
    command,     ///< output of a shell command; never run
    unknown,     ///< the entry cannot be understood
};
[[nodiscard]] std::string_view to_string(ReferenceKind kind);  ///< the name above

/// Where an entry stands.
struct EntryPlace {
    std::string file;     ///< path in the repository, or URL
    std::string pointer;  ///< JSON pointer: `/plugins/3`

    bool operator==(const EntryPlace&) const = default;
};

/// One entry of an index.
struct Reference {
    std::string name;
    ReferenceKind kind = ReferenceKind::unknown;
    std::string description;  ///< at most 2000 characters; may be empty
    std::string version;      ///< as written; may be empty
    std::string target;       ///< what the source names: address (without user info), directory,
                              ///< package, command
    std::string url;          ///< of the repository or file; empty for what has none
    std::string path;         ///< directory inside the repository; empty for its root
    std::string ref;          ///< branch or tag, or empty
    std::string commit;       ///< pin: a complete commit id, or empty
    std::string digest;       ///< of the file at `url`: 64 hexadecimal digits of SHA-256, or empty
    /// REPO of `source add`; empty when `reason` says why it cannot be one. `commit`, else `ref`,
    /// is then its ref, and `path` its root.
    std::string add;
    std::string reason;              ///< why it cannot be added; empty when it can
    std::vector<std::string> notes;  ///< what is odd about it
    std::vector<EntryPlace> places;  ///< all entries that say the same

    bool operator==(const Reference&) const = default;
    [[nodiscard]] bool addable() const { return reason.empty(); }
};

/// The repository or site an index was read from.
struct Surroundings {
    std::string url;   ///< of the repository, as `source add` takes it; empty for a site
    std::string ref;   ///< that was asked for; empty for the default branch
    std::string base;  ///< directory the index's paths start from; empty for the root
    /// Read from this machine: only then may entries point to it (file://, http to loopback).
    bool local = false;
    /// Whether the repository has this directory; empty: all are there.
    std::function<bool(std::string_view directory)> has_directory;
};

/// Digest entries of two forms are equal in: what one adds with it, and the name.
[[nodiscard]] std::string identity_of(const Reference& reference);

/// Brings the entries of several files together: those of one name that point to the same thing
/// become one with all their places. What differs between them is noted. Sorted by name, then
/// address and path, bytewise.
[[nodiscard]] std::vector<Reference> merge(std::vector<Reference> references);

}  // namespace skillmeat::discover
