#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/git/local.hpp>
#include <skillmeat/git/program.hpp>
#include <skillmeat/git/remote.hpp>
#include <skillmeat/github/repository.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/scope.hpp>
#include <skillmeat/ops/workspace.hpp>
#include <skillmeat/settings/settings.hpp>
#include <skillmeat/tree/source_tree.hpp>

namespace skillmeat::ops {

/// What reading a repository takes from the settings and flags.
struct ReadOptions {
    git::FetchOptions fetch;
    Transport transport = Transport::automatic;  ///< where the source itself does not say
};
[[nodiscard]] ReadOptions read_options(const settings::Settings& settings);

/// What repositories are read with: git, or the API of a host that has one.
struct Reader {
    Services& services;
    std::optional<git::Git> git;  ///< none: there is no git program
    ReadOptions options;
    std::optional<Transport> transport;  ///< of the source itself, which beats the setting
};

[[nodiscard]] Reader make_reader(Services& services, const ReadOptions& options,
                                 std::optional<Transport> transport = std::nullopt);

/// The reader's git; `git_missing` when there is none.
[[nodiscard]] Result<const git::Git*> require_git(const Reader& reader);

/// The repository when the API is to read it; nothing when git is. `auto` means git, and the API
/// where there is no git program but an API; `api` as a setting means git for hosts without one,
/// while a source that says so itself is `invalid_value` there.
[[nodiscard]] Result<std::optional<github::Repository>> read_over_api(const Reader& reader,
                                                                      const GitUrl& url);

/// A repository or directory whose ref is known, before its content is read.
struct ResolvedSource {
    GitUrl url;
    std::optional<git::LocalPlace> place;   ///< for local paths
    bool is_plain_directory = false;        ///< no commits: its files are read
    std::optional<github::Repository> api;  ///< read over its host's API
    git::ResolvedRef ref;                   ///< empty for a plain directory
};

/// Absolute directory a local url means: `~/` is HOME, a relative path starts at the scope's root.
[[nodiscard]] Result<sys::Path> local_directory(const Services& services, const Scope& scope,
                                                std::string_view url);

/// Resolves url and ref (a branch, tag, commit, or empty). One round trip for remote repositories
/// over git; over the API one or two small requests.
[[nodiscard]] Result<ResolvedSource> resolve_source(const Reader& reader, const Scope& scope,
                                                    std::string_view url, std::string_view ref);

/// Splits what a page of a host shows (`feature/x/skills/pdf`) by the refs of its repository.
[[nodiscard]] Result<git::RefAndPath> split_page(const Reader& reader, const GitUrl& url,
                                                 std::string_view ref_and_path);

/// The tree of a resolved source. Ids are filled in, also of a plain directory.
[[nodiscard]] Result<std::unique_ptr<tree::SourceTree>> open_tree(const Reader& reader,
                                                                  const ResolvedSource& source);

}  // namespace skillmeat::ops
