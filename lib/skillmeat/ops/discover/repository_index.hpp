#pragma once

#include <string>

#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/discover/site_index.hpp>
#include <skillmeat/ops/sources/open_source.hpp>

namespace skillmeat::ops {

/// Whether a copy is kept: not of what stands on this disk.
[[nodiscard]] bool is_remote(const GitUrl& url);

/// What identifies the copy of a repository's index: its address as typed, and the ref.
[[nodiscard]] net::CacheKey repository_key(const RepoArgument& argument, const std::string& ref);

/// Reads the marketplaces of a repository or of a local directory, whose path must be absolute: the
/// ref is resolved, the tree listed, and only those files are fetched. Symbolic links are not
/// followed. A copy of a remote one is used as that of a site is.
///
/// `index_not_found` when there is none, or none that can be read; one that cannot be read beside
/// others is a warning.
[[nodiscard]] Result<ReadIndex> read_repository(const Reader& reader, IndexCopies& copies,
                                                const RepoArgument& argument,
                                                const std::string& ref, const IndexFlags& flags);

}  // namespace skillmeat::ops
