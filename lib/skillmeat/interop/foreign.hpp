#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/artifact_type.hpp>

namespace skillmeat::interop {

/// Files of other tools that say which artifacts of which repositories somebody uses.
enum class Format {
    skills_lock,  ///< `skills-lock.json`, version 1: the npm tool `skills`, for a project
    skill_lock,   ///< `.skill-lock.json`, version 3: the same tool and `gh skill`, for a user
    claude,       ///< settings of Claude Code, and its known_marketplaces.json
    apm,          ///< `apm.yml`
};

[[nodiscard]] std::string_view to_string(Format format);  ///< `skills-lock`, ...
[[nodiscard]] std::optional<Format> parse_format(std::string_view text);

/// A repository that a file names, as `source add` takes it.
struct ForeignSource {
    std::string repository;  ///< a git URL that was checked, or an absolute path
    std::string ref;         ///< empty: the default branch

    bool operator==(const ForeignSource&) const = default;
};

/// What is used of a repository. One of `name`, `path` and `whole` is set.
struct ForeignMember {
    std::size_t source = 0;            ///< position among the sources
    std::optional<ArtifactType> type;  ///< absent: not known
    std::string name;
    std::string path;    ///< of the artifact, or of a directory with some; `.` for the root
    bool whole = false;  ///< everything that the repository offers
    std::string origin;  ///< where it stands in the file: `skills.pdf`

    bool operator==(const ForeignMember&) const = default;
};

struct ForeignCollection {
    std::string name;
    std::string description;
    std::vector<ForeignMember> members;

    bool operator==(const ForeignCollection&) const = default;
};

/// Something that was not taken over, or not in full, and why.
struct Remark {
    std::string origin;  ///< `dependencies.apm[3]`
    std::string reason;
    bool in_part = false;  ///< the rest of it was taken

    bool operator==(const Remark&) const = default;
};

/// What a file means here. Whatever it says stands either in sources and collections, or in a
/// remark.
struct Foreign {
    Format format = Format::skills_lock;
    std::vector<ForeignSource> sources;  ///< each once, in the order of the file
    std::vector<ForeignCollection> collections;
    std::vector<Remark> remarks;
};

/// A file as it was read.
struct ForeignFile {
    std::string path;       ///< absolute; names the file in errors
    std::string directory;  ///< what relative paths in it are relative to; nothing outside is taken
    std::string text;
};

/// The format of a file, by its content and, where that could be several, by its name.
/// `invalid_value` when it is none of them.
[[nodiscard]] Result<Format> recognise(const ForeignFile& file);

/// Reads files of one format, of which there is one, or for `claude` several that belong together:
/// a plugin's marketplace may stand in another file. They may come from a stranger: every address,
/// ref and path is checked as the command line checks it, and what does not pass is a remark.
/// `invalid_value` when a file as a whole is not of the format, `newer_format` for a version that
/// is not known here.
[[nodiscard]] Result<Foreign> read(Format format, const std::vector<ForeignFile>& files);

}  // namespace skillmeat::interop
