#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include <skillmeat/git/program.hpp>
#include <skillmeat/git/refs.hpp>
#include <skillmeat/model/git_url.hpp>

namespace skillmeat::git {

/// The bare repository that caches `url`: one per comparison key and object format, named
/// `<slug>-<hash>[.sha256].git` in git.cache. Its lock file is the same path with `.lock` behind.
[[nodiscard]] std::filesystem::path cached_repository(const Git& git, const GitUrl& url,
                                                      HashKind hash);

/// Takes the lock a fetch must hold; `lock_timeout` when another process keeps it.
[[nodiscard]] Result<std::unique_ptr<sys::HeldLock>> lock_repository(
    const Git& git, const std::filesystem::path& repository, std::int64_t timeout_ms);

/// With the lock held: makes the repository when it is not there, removes what a killed fetch left
/// (`*.lock`, `objects/pack/tmp_*`), and puts the configuration back to ours, so that the promisor
/// section a fetch writes is gone and nothing missing is ever fetched behind our back.
[[nodiscard]] Result<void> put_in_order(const Git& git, const std::filesystem::path& repository,
                                        HashKind hash);

}  // namespace skillmeat::git
