#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/tree/source_tree.hpp>

namespace skillmeat::deploy {

/// Rule R31; settings `limits.*`.
struct ContentLimits {
    std::size_t files = 2000;
    std::uint64_t file_size = std::uint64_t{10} << 20;  ///< bytes
    std::uint64_t size = std::uint64_t{50} << 20;       ///< bytes of all files together
};

/// A file as it is installed.
struct ContentFile {
    std::string path;         ///< relative to the artifact; a single file's own name
    bool executable = false;  ///< git has it as 100755
    std::string bytes;
    std::string sha256;  ///< of the bytes, 64 hexadecimal digits

    bool operator==(const ContentFile&) const = default;
};

/// What an artifact consists of.
struct Contents {
    std::vector<ContentFile> files;  ///< by path, bytewise; no links: see read_contents()
    std::string hash;                ///< `sm1:...`, over the files as the repository has them
    std::vector<std::string> notes;  ///< what people should know, such as pointers to large files

    [[nodiscard]] std::uint64_t size() const;  ///< bytes of all files
};

/// The files that make an artifact: rows of a tree and where paths begin.
struct FileSelection {
    std::string base;                  ///< directory that paths are relative to; "" for the root
    std::vector<std::size_t> indices;  ///< into tree.files(), ascending
};

/// All files below a directory ("" for the whole tree).
[[nodiscard]] FileSelection files_below(const tree::SourceTree& tree, std::string_view directory);
/// The files named, each of which should be in the tree and below `base`.
[[nodiscard]] FileSelection files_named(const tree::SourceTree& tree, std::string base,
                                        const std::vector<std::string>& paths);

/// Judges names, kinds and number of files before any content is read (rules R27 to R31):
/// `unsafe_path` for names that could lead elsewhere or are two of one name on some systems, for
/// submodules and for links that leave the artifact; `too_large`. `what` names the artifact.
[[nodiscard]] Result<void> check_files(const tree::SourceTree& tree, const FileSelection& selection,
                                       const ContentLimits& limits, const std::string& what);

/// Reads files that were checked and prefetched. Every blob must have the id the tree promises
/// (`integrity_failed`) and be here (`objects_missing`). A symbolic link stands for the regular
/// file of the artifact that it names by a relative path, and is installed as that file's content;
/// any other is `unsafe_path`.
[[nodiscard]] Result<Contents> read_contents(tree::SourceTree& tree, const FileSelection& selection,
                                             const ContentLimits& limits, const std::string& what);

}  // namespace skillmeat::deploy
