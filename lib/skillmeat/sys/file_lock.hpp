#pragma once

#include <memory>

#include <skillmeat/base/result.hpp>
#include <skillmeat/sys/filesystem.hpp>

namespace skillmeat::sys {

/// FileSystem::lock on the real disk.
[[nodiscard]] Result<std::unique_ptr<HeldLock>> lock_file(const Path& path,
                                                          const LockOptions& options);

}  // namespace skillmeat::sys
