#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <skillmeat/git/object_reader.hpp>
#include <skillmeat/git/program.hpp>
#include <skillmeat/model/git_url.hpp>

namespace skillmeat::git {

using Variables = std::map<std::string, std::string>;

/// For commands that talk to `url`: the user's surroundings and configuration (credentials, proxy,
/// CA, ssh) without GIT_DIR and everything else that would redirect git or run something, without
/// prompts, and with the protocols git.md allows. `git_dir` is the cached repository, or /dev/null.
/// `ssh_batch`: the user configured no ssh command, so ours (BatchMode) is used.
[[nodiscard]] Variables network_variables(const Variables& user, const GitUrl& url,
                                          const std::filesystem::path& git_dir, bool ssh_batch);

/// For commands that only ask what the user has configured, also for the repository they are run
/// in.
[[nodiscard]] Variables configuration_variables(const Variables& user);

/// For commands in a repository that is not ours: no configuration but its own, no protocol at all.
[[nodiscard]] Variables in_place_variables(const Variables& user,
                                           const std::filesystem::path& git_dir,
                                           const std::filesystem::path& work_tree);

/// For commands that read objects only: `empty` is a bare repository without objects of ours.
[[nodiscard]] Variables store_variables(const Variables& user, const std::filesystem::path& empty,
                                        const std::filesystem::path& objects);

/// Value for GIT_ALTERNATE_OBJECT_DIRECTORIES that names one directory, whatever its characters.
[[nodiscard]] std::string quote_alternate(const std::filesystem::path& objects);

/// `io_error` when git.cache is not absolute: the surroundings name no place for a cache.
[[nodiscard]] Result<void> check_cache(const Git& git);

/// Makes the empty bare repository of an object format in git.cache when it is not there.
[[nodiscard]] Result<std::filesystem::path> empty_repository(const Git& git, HashKind hash);

/// Makes a bare repository without commits, or puts its configuration back to nothing else.
[[nodiscard]] Result<void> make_bare(sys::FileSystem& files, const std::filesystem::path& path,
                                     HashKind hash);

/// Text of the configuration file of a bare repository that has nothing else in it.
[[nodiscard]] std::string bare_configuration(HashKind hash);

}  // namespace skillmeat::git
