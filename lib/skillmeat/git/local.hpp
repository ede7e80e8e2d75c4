#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

#include <skillmeat/git/directory_tree.hpp>
#include <skillmeat/git/git_tree.hpp>
#include <skillmeat/git/program.hpp>
#include <skillmeat/git/refs.hpp>

namespace skillmeat::git {

enum class LocalKind { directory, working_tree, bare };

/// What a local path is. Found by looking at the disk; git is not started.
struct LocalPlace {
    LocalKind kind = LocalKind::directory;
    std::filesystem::path directory;   ///< the path asked for, absolute, without symbolic links
    std::filesystem::path top;         ///< top of the working tree; else the same as `directory`
    std::filesystem::path git_dir;     ///< of this working tree; empty for a plain directory
    std::filesystem::path common_dir;  ///< holds objects and refs; empty for a plain directory
    HashKind hash = HashKind::sha1;
};

/// Looks for a repository at `path` or, for a path inside a working tree, above it.
/// `repository_not_found` when there is nothing there, `not_a_repository` when it is no directory.
[[nodiscard]] Result<LocalPlace> look_at(const sys::FileReader& files,
                                         const std::filesystem::path& path);

/// Refs of a local repository, read in place.
[[nodiscard]] Result<RefList> list_local(const Git& git, const LocalPlace& place);

/// list_local() and resolve(); abbreviated ids of any commit of the repository too. A working tree
/// or bare repository only.
[[nodiscard]] Result<ResolvedRef> resolve_local(const Git& git, const LocalPlace& place,
                                                std::string_view wanted);

/// The tree of a commit, read in place and without the repository's configuration. Blobs that the
/// repository lacks are `missing`; nothing is ever fetched.
[[nodiscard]] Result<std::unique_ptr<GitTree>> open_commit(const Git& git, const LocalPlace& place,
                                                           const ResolvedRef& ref,
                                                           std::size_t max_files = 200'000);

/// Working tree: tracked files that are on the disk, and untracked ones that are not ignored.
/// Plain directory (or one that its repository ignores): every file but `.git`. Paths are relative
/// to place.directory. Ids are empty until ensure_ids(). A bare repository has no files to read:
/// `invalid_usage`.
[[nodiscard]] Result<std::unique_ptr<DirectoryTree>> open_files(const Git& git,
                                                                const LocalPlace& place,
                                                                std::size_t max_files = 200'000);

}  // namespace skillmeat::git
