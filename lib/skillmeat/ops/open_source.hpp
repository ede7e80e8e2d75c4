#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/git/local.hpp>
#include <skillmeat/git/program.hpp>
#include <skillmeat/git/remote.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/scope.hpp>
#include <skillmeat/ops/workspace.hpp>
#include <skillmeat/settings/settings.hpp>
#include <skillmeat/tree/source_tree.hpp>

namespace skillmeat::ops {

/// What reading a repository takes from the settings and flags.
struct ReadLimits {
    git::FetchOptions fetch;
};
[[nodiscard]] ReadLimits read_limits(const settings::Settings& settings);

/// The git client of this process. `git_missing` when there is no git, `io_error` when there is no
/// place for its cache.
[[nodiscard]] Result<git::Git> make_git(Services& services, DiagnosticSink& sink);

/// A repository or directory whose ref is known, before its content is read.
struct ResolvedSource {
    GitUrl url;
    std::optional<git::LocalPlace> place;  ///< for local paths
    bool is_plain_directory = false;       ///< no commits: its files are read
    git::ResolvedRef ref;                  ///< empty for a plain directory
};

/// Absolute directory a local url means: `~/` is HOME, a relative path starts at the scope's root.
[[nodiscard]] Result<sys::Path> local_directory(const Services& services, const Scope& scope,
                                                std::string_view url);

/// Resolves url and ref (a branch, tag, commit, or empty). One round trip for remote repositories.
[[nodiscard]] Result<ResolvedSource> resolve_source(Services& services, const git::Git& git,
                                                    const Scope& scope, std::string_view url,
                                                    std::string_view ref);

/// The tree of a resolved source. Ids are filled in, also of a plain directory.
[[nodiscard]] Result<std::unique_ptr<tree::SourceTree>> open_tree(const git::Git& git,
                                                                  const ResolvedSource& source,
                                                                  const ReadLimits& limits);

}  // namespace skillmeat::ops
