#pragma once

#include <skillmeat/sys/confined.hpp>
#include <skillmeat/sys/filesystem.hpp>
#include <skillmeat/sys/outside_files.hpp>
#include <skillmeat/telemetry/recorder.hpp>

namespace skillmeat::telemetry {

/// The disk as it is, with a span for everything that changed it or failed to, and for waiting for
/// a lock. Reading leaves no trace, and neither does writing what was there already.
class TracedFiles final : public sys::FileSystem, public sys::OutsideFiles {
  public:
    using Path = sys::Path;

    TracedFiles(sys::FileSystem& inner, Recorder& recorder) : inner_(inner), recorder_(recorder) {}

    Result<std::optional<std::string>> read(const Path& path, std::uint64_t limit) const override {
        return inner_.read(path, limit);
    }
    Result<std::optional<sys::FileStat>> stat(const Path& path) const override {
        return inner_.stat(path);
    }
    Result<std::optional<sys::FileStat>> lstat(const Path& path) const override {
        return inner_.lstat(path);
    }
    Result<std::vector<sys::DirectoryEntry>> list(const Path& directory) const override {
        return inner_.list(directory);
    }
    Result<std::string> read_link(const Path& path) const override {
        return inner_.read_link(path);
    }
    Result<Path> canonical(const Path& path) const override { return inner_.canonical(path); }
    std::optional<Path> outside_path(const Path& path) const override {
        return sys::outside_path(inner_, path);
    }
    Result<void> create_directories(const Path& path, std::uint32_t mode) override {
        return inner_.create_directories(path, mode);
    }
    Result<std::size_t> remove_leftovers(const Path& directory) override {
        return inner_.remove_leftovers(directory);
    }
    /// What changes below it, thousands of files at once, is told by whoever does it.
    Result<std::unique_ptr<sys::Confined>> confine(const Path& directory) override {
        return inner_.confine(directory);
    }

    Result<bool> write(const Path& path, std::string_view bytes,
                       std::uint32_t create_mode) override;
    Result<bool> remove_file(const Path& path) override;
    Result<std::uint64_t> remove_tree(const Path& path) override;
    Result<void> rename(const Path& from, const Path& to) override;
    Result<std::unique_ptr<sys::HeldLock>> lock(const Path& path,
                                                const sys::LockOptions& options) override;

  private:
    sys::FileSystem& inner_;
    Recorder& recorder_;
};

}  // namespace skillmeat::telemetry
