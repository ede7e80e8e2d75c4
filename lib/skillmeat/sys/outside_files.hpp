#pragma once

#include <optional>

#include <skillmeat/sys/filesystem.hpp>

namespace skillmeat::sys {

/// What a file system is besides when its paths are those of the machine, so that a library that
/// does its own input and output (SQLite) finds the same files. Only for caches: what is written
/// that way is past every promise of FileSystem.
class OutsideFiles {
  public:
    virtual ~OutsideFiles() = default;
    /// Where the file stands for the rest of the machine; nothing when it does not.
    [[nodiscard]] virtual std::optional<Path> outside_path(const Path& path) const = 0;
};

/// The same of any file system; nothing for one that exists only in memory.
[[nodiscard]] inline std::optional<Path> outside_path(const FileReader& files, const Path& path) {
    const auto* outside = dynamic_cast<const OutsideFiles*>(&files);
    return outside != nullptr ? outside->outside_path(path) : std::nullopt;
}

}  // namespace skillmeat::sys
