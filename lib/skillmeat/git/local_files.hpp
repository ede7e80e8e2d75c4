#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <skillmeat/git/directory_tree.hpp>
#include <skillmeat/git/local.hpp>

namespace skillmeat::git {

/// Runs a git command inside a repository that is not ours, with its own configuration but without
/// its hooks and its file system monitor. The exit code is the caller's to look at.
[[nodiscard]] Result<sys::Completed> run_in_place(const Git& git, const LocalPlace& place,
                                                  std::vector<std::string> arguments);

/// Tracked files that are on the disk and untracked ones that are not ignored, below
/// place.directory. Nothing behind a symbolic link. `too_large` above `max_files`.
[[nodiscard]] Result<std::vector<DirectoryTree::Found>> list_working_tree(const Git& git,
                                                                          const LocalPlace& place,
                                                                          std::size_t max_files);

/// Every file and link below `directory` but what lies in a `.git`; other kinds are left out.
[[nodiscard]] Result<std::vector<DirectoryTree::Found>> list_directory(
    const sys::FileReader& files, const std::filesystem::path& directory, std::size_t max_files);

}  // namespace skillmeat::git
